{#- Cents are shared out by the largest remainder: each touch gets the whole cents of its share, and
    the cents that are left go to the largest remainders, the earlier touch first. Weights are whole
    numbers, so that the same touches get the same cents in every build. -#}
{%- set models = ['linear', 'position_based', 'time_decay'] -%}

with order_touches as (
    select
        order_key,
        touch_key,
        touch_position,
        touch_count,
        -- after the last touch: shares depend on how much earlier a touch is than the others
        seconds_before_order - min(seconds_before_order) over (partition by order_key)
            as seconds_before_last
    from {{ ref('int_journeys__order_touches') }}
),

-- a return takes back, from the touches of its purchase, what that gave them
orders_credited as (
    select
        orders.order_key,
        case when orders.is_return then orders.original_order_key else orders.order_key end
            as credited_order_key,
        orders.net_amount_reporting,
        case when orders.net_amount_reporting < 0 then -0.01 else 0.01 end as cent,
        cast(round(100 * abs(orders.net_amount_reporting)) as bigint) as cents
    from {{ ref('int_activity__orders_summed') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
),

touches_weighed as (
    select
        order_key,
        touch_key,
        touch_position,
        touch_count,
        1 as linear_weight,
        -- 40 for the first and the last, 20 among those between; halves where there are but two
        case
            when touch_count <= 2 then 1
            when touch_position in (1, touch_count) then 40 * (touch_count - 2)
            else 20
        end as position_based_weight,
        cast(
            round(
                1000000
                * power(
                    0.5,
                    seconds_before_last / (86400.0 * {{ var('attribution_half_life_days') }})
                )
            ) as bigint
        ) as time_decay_weight
    from order_touches
),

shares_taken as (
    select
        {%- for model in models %}
        orders_credited.cents * touches_weighed.{{ model }}_weight as {{ model }}_share,
        sum(touches_weighed.{{ model }}_weight) over (partition by orders_credited.order_key)
            as {{ model }}_whole,
        {%- endfor %}
        orders_credited.order_key,
        orders_credited.credited_order_key,
        touches_weighed.touch_key,
        touches_weighed.touch_position,
        touches_weighed.touch_count,
        orders_credited.net_amount_reporting,
        orders_credited.cent,
        orders_credited.cents
    from orders_credited
    inner join touches_weighed
        on orders_credited.credited_order_key = touches_weighed.order_key
),

remainders_found as (
    select
        {%- for model in models %}
        mod({{ model }}_share, {{ model }}_whole) as {{ model }}_remainder,
        cast(
            ({{ model }}_share - mod({{ model }}_share, {{ model }}_whole)) / {{ model }}_whole
            as bigint
        ) as {{ model }}_cents,
        {%- endfor %}
        shares_taken.*
    from shares_taken
),

cents_left as (
    select
        {%- for model in models %}
        cents - sum({{ model }}_cents) over (partition by order_key) as {{ model }}_left,
        row_number() over (
            partition by order_key order by {{ model }}_remainder desc, touch_position asc
        ) as {{ model }}_turn,
        {%- endfor %}
        remainders_found.*
    from remainders_found
),

final as (
    select
        {%- for model in models %}
        cast(
            cent
            * ({{ model }}_cents + case when {{ model }}_turn <= {{ model }}_left then 1 else 0 end)
            as decimal(18, 2)
        ) as {{ model }}_amount_reporting,
        {%- endfor %}
        cast(case when touch_position = 1 then net_amount_reporting else 0 end as decimal(18, 2))
            as first_touch_amount_reporting,
        cast(
            case when touch_position = touch_count then net_amount_reporting else 0 end
            as decimal(18, 2)
        ) as last_touch_amount_reporting,
        order_key,
        credited_order_key,
        touch_key
    from cents_left
)

select * from final
