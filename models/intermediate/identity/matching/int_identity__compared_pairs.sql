{#- found_by: the blocking rule and the size class that found the pair; null where training alone
    asks for it. -#}
with candidate_pairs as (
    select
        left_record_id,
        right_record_id,
        found_by
    from {{ ref('int_identity__candidate_pairs') }}
),
{% if var('train_identity') %}

training_pairs as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__training_pairs') }}
),

pairs_listed as (
    select
        left_record_id,
        right_record_id,
        found_by
    from candidate_pairs
    union all
    select
        left_record_id,
        right_record_id,
        null as found_by
    from training_pairs
),

final as (
    select
        left_record_id,
        right_record_id,
        max(found_by) as found_by
    from pairs_listed
    group by left_record_id, right_record_id
)
{% else %}

final as (
    select
        left_record_id,
        right_record_id,
        found_by
    from candidate_pairs
)
{% endif %}

select * from final
