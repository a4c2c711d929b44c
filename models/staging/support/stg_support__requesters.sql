with rows_checked as (
    select * from {{ ref('base_support__requesters') }}
),

final as (
    select
        requester_id,
        full_name,
        email,
        phone,
        created_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
