{#- Whom we knew on which day: the customers of today, from the day of their first record or their
    first trace on. -#}
with customers as (
    select
        customer_id,
        cast(first_seen_at as date) as first_record_on
    from {{ ref('int_profile__customers') }}
),

first_traces as (
    select
        customer_id,
        min(cast(touchpoint_at as date)) as first_trace_on
    from {{ ref('int_activity__touchpoints') }}
    where customer_id is not null
    group by customer_id
),

dates as (
    select
        as_of_date,
        is_current,
        history_days
    from {{ ref('int_features__dates') }}
),

customers_first_known as (
    select
        customers.customer_id,
        -- whoever left no day at all, or only later ones, is known since today
        coalesce(
            case
                when customers.first_record_on < first_traces.first_trace_on
                    then customers.first_record_on
                else first_traces.first_trace_on
            end,
            customers.first_record_on
        ) as known_since
    from customers
    left join first_traces
        on customers.customer_id = first_traces.customer_id
),

final as (
    select
        customers_first_known.customer_id,
        dates.as_of_date,
        dates.is_current,
        dates.history_days,
        case
            when customers_first_known.known_since <= dates.as_of_date
                then {{ days_between('customers_first_known.known_since', 'dates.as_of_date') }}
        end as known_days
    from customers_first_known
    inner join dates
        on customers_first_known.known_since <= dates.as_of_date or dates.is_current
)

select * from final
