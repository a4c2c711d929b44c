with rows_checked as (
    select * from {{ ref('base_social__interactions') }}
),

final as (
    select
        interaction_id,
        profile_id,
        product_code,
        platform,
        interaction_type,
        sentiment,
        topic,
        interaction_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
