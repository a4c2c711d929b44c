with rows_checked as (
    select * from {{ ref('base_email__events') }}
),

final as (
    select
        event_id,
        campaign_id,
        subscriber_id,
        event_type,
        email,
        link_url,
        link_category,
        device_type,
        event_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
