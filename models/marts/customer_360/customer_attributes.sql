with candidates as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        source_system,
        record_key,
        updated_at,
        survivorship_rank
    from {{ ref('int_profile__attribute_candidates') }}
),

final as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        survivorship_rank = 1 as is_golden,
        survivorship_rank,
        source_system,
        record_key,
        updated_at
    from candidates
)

select * from final
