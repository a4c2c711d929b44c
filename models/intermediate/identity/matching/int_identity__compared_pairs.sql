with candidate_pairs as (
    select
        left_record_id,
        right_record_id
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
        true as is_candidate
    from candidate_pairs
    union all
    select
        left_record_id,
        right_record_id,
        false as is_candidate
    from training_pairs
),

final as (
    select
        left_record_id,
        right_record_id,
        bool_or(is_candidate) as is_candidate
    from pairs_listed
    group by left_record_id, right_record_id
)
{% else %}

final as (
    select
        left_record_id,
        right_record_id,
        true as is_candidate
    from candidate_pairs
)
{% endif %}

select * from final
