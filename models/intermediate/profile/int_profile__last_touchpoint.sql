{#- The last thing that the customer did, in any channel: where a conversation goes on. -#}
with touchpoints as (
    select
        customer_id,
        touchpoint_key,
        touchpoint_at,
        channel,
        touchpoint_type
    from {{ ref('int_activity__touchpoints') }}
    where customer_id is not null and not is_outbound
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

touchpoints_ranked as (
    select
        touchpoints.*,
        row_number() over (
            partition by touchpoints.customer_id
            order by touchpoints.touchpoint_at desc, touchpoints.touchpoint_key asc
        ) as touchpoint_rank
    from touchpoints
    inner join as_of
        on cast(touchpoints.touchpoint_at as date) <= as_of.as_of_date
),

final as (
    select
        customer_id,
        touchpoint_at as last_touchpoint_at,
        channel as last_touchpoint_channel,
        touchpoint_type as last_touchpoint_type
    from touchpoints_ranked
    where touchpoint_rank = 1
)

select * from final
