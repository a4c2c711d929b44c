{{ config(materialized='connected_components') }}

select
    left_record_id as left_node,
    right_record_id as right_node
from {{ ref('int_identity__edges_deterministic') }}

union all

select
    left_record_id as left_node,
    right_record_id as right_node
from {{ ref('int_identity__steward_pairs') }}
where decision = 'link'
