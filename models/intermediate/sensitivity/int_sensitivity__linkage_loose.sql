{{ config(
    materialized='average_linkage',
    meta={
        'least_average': 1000 * var('loose_link_threshold_bits'),
        'missing_average': 1000 * var('missing_pair_bits'),
        'least_lead': 1000 * var('ambiguous_bits')
    }
) }}

select
    left_node,
    right_node,
    weight_sum,
    pair_count,
    veto_count,
    left_size,
    right_size,
    left_uniques,
    right_uniques
from {{ ref('int_identity__linkage_pairs') }}
