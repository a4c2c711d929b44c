with rows_checked as (
    select * from {{ ref('base_email__campaigns') }}
),

final as (
    select
        campaign_id,
        campaign_name,
        channel,
        subject,
        topic,
        offer_code,
        sent_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
