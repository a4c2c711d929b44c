with campaigns as (
    select
        campaign_id,
        campaign_name,
        coalesce(channel, 'email') as channel,
        subject,
        topic,
        offer_code,
        sent_at
    from {{ ref('stg_email__campaigns') }}
),

final as (
    select
        campaign_id,
        campaign_name,
        channel,
        subject,
        topic,
        offer_code,
        sent_at
    from campaigns
)

select * from final
