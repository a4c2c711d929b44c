with rows_checked as (
    select * from {{ ref('base_social__profiles') }}
),

final as (
    select
        profile_id,
        platform,
        handle,
        display_name,
        email,
        created_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
