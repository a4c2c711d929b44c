-- Claims that the scorecard counts each customer and each cent once, that anonymous sales and those
-- of customers are all sales, and that no system alone is worth more than all of them.
with profiles as (
    select
        count(*) as customer_count,
        coalesce(sum(historic_clv_reporting), 0) as customer_amount
    from {{ ref('customer_360') }}
),

sales as (
    select
        coalesce(sum(orders.net_amount_reporting), 0) as amount,
        coalesce(
            sum(
                case
                    when not orders.is_return and not orders.is_cancelled
                        then orders.net_amount_reporting
                end
            ),
            0
        ) as purchase_amount,
        count(case when not orders.is_return and not orders.is_cancelled then 1 end)
            as purchase_count,
        count(
            case
                when not orders.is_return and not orders.is_cancelled and orders.is_anonymous
                    then 1
            end
        ) as anonymous_purchase_count
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
),

scorecard as (
    select
        sum(customer_count) as customer_count,
        sum(case when system_count > 0 then net_amount_reporting else 0 end) as customer_amount,
        sum(net_amount_reporting) as amount
    from {{ ref('source_integration_scorecard') }}
),

anonymous as (
    select
        coalesce(sum(order_count), 0) as purchase_count,
        coalesce(sum(gross_amount_reporting), 0) as purchase_amount,
        coalesce(sum(anonymous_order_count), 0) as anonymous_purchase_count
    from {{ ref('anonymous_sales') }}
),

source_values as (
    select
        max(customer_count) as customer_count,
        max(known_amount_reporting) as known_amount,
        sum(own_amount_reporting) as own_amount
    from {{ ref('source_value') }}
),

final as (
    select
        profiles.customer_count,
        scorecard.customer_count as scorecard_customer_count,
        sales.amount,
        scorecard.amount as scorecard_amount,
        sales.purchase_amount,
        anonymous.purchase_amount as monthly_purchase_amount,
        source_values.own_amount
    from profiles
    cross join sales
    cross join scorecard
    cross join anonymous
    cross join source_values
    where
        profiles.customer_count <> scorecard.customer_count
        or profiles.customer_amount <> scorecard.customer_amount
        or sales.amount <> scorecard.amount
        or sales.purchase_count <> anonymous.purchase_count
        or sales.purchase_amount <> anonymous.purchase_amount
        or sales.anonymous_purchase_count <> anonymous.anonymous_purchase_count
        or source_values.customer_count > profiles.customer_count
        -- each order of a customer was bought under a record of one system
        or source_values.own_amount <> profiles.customer_amount
)

select * from final
