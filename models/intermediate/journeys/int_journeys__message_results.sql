with messages as (
    select
        campaign_id,
        is_held_out,
        sent_at,
        is_opened and not is_held_out as is_opened,
        is_clicked and not is_held_out as is_clicked,
        is_bounced and not is_held_out as is_bounced,
        is_unsubscribed and not is_held_out as is_unsubscribed,
        is_complained and not is_held_out as is_complained,
        is_response_complete
    from {{ ref('int_journeys__messages') }}
),

final as (
    select
        campaign_id,
        min(sent_at) as sent_at,
        count(case when not is_held_out then 1 end) as recipient_count,
        count(case when is_held_out then 1 end) as held_out_count,
        count(case when is_bounced then 1 end) as bounced_count,
        count(case when is_opened then 1 end) as opened_count,
        count(case when is_clicked then 1 end) as clicked_count,
        count(case when is_unsubscribed then 1 end) as unsubscribed_count,
        count(case when is_complained then 1 end) as complained_count,
        min(case when is_response_complete then 1 else 0 end) = 1 as is_response_complete
    from messages
    group by campaign_id
)

select * from final
