with rows_checked as (
    select * from {{ ref('base_consent__events') }}
),

final as (
    select
        consent_event_id,
        contact_point,
        purpose,
        channel,
        status,
        collected_through,
        policy_version,
        event_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
