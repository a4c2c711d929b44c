{#- What is no longer on offer to a customer at risk: their shop, their article. -#}
with risks as (
    select customer_id
    from {{ ref('int_actions__risk') }}
    where is_at_risk
),

purchases as (
    select
        customer_id,
        preferred_store_id,
        favourite_product,
        favourite_product_line_count,
        favourite_product_share
    from {{ ref('int_profile__purchases') }}
),

risk_reasons as (
    select
        evidence_type,
        least_value
    from {{ ref('risk_reasons') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

sales as (
    select
        order_lines.store_id,
        order_lines.product_id,
        order_lines.ordered_on
    from {{ ref('int_activity__order_lines') }} as order_lines
    inner join as_of
        on order_lines.ordered_on <= as_of.as_of_date
    where not order_lines.is_return and not order_lines.is_cancelled
),

last_sales as (
    select
        'store_closed' as evidence_type,
        store_id as evidence_key,
        max(ordered_on) as last_sold_on
    from sales
    where store_id is not null
    group by store_id

    union all

    select
        'article_gone' as evidence_type,
        product_id as evidence_key,
        max(ordered_on) as last_sold_on
    from sales
    where product_id is not null
    group by product_id
),

names as (
    select
        'store_closed' as evidence_type,
        store_id as evidence_key,
        store_name as evidence_name
    from {{ ref('int_activity__stores') }}

    union all

    select
        'article_gone' as evidence_type,
        product_id as evidence_key,
        product_name as evidence_name
    from {{ ref('int_activity__products') }}
),

gone_found as (
    select
        last_sales.evidence_type,
        last_sales.evidence_key,
        last_sales.last_sold_on,
        coalesce(names.evidence_name, last_sales.evidence_key) as detail
    from last_sales
    cross join as_of
    inner join risk_reasons
        on last_sales.evidence_type = risk_reasons.evidence_type
    left join names
        on
            last_sales.evidence_type = names.evidence_type
            and last_sales.evidence_key = names.evidence_key
    where
        {{ days_between('last_sales.last_sold_on', 'as_of.as_of_date') }}
        >= risk_reasons.least_value
),

-- one article bought once is nobody's favourite
favourites_listed as (
    select
        customer_id,
        'store_closed' as evidence_type,
        preferred_store_id as evidence_key
    from purchases
    where preferred_store_id is not null

    union all

    select
        customer_id,
        'article_gone' as evidence_type,
        favourite_product as evidence_key
    from purchases
    where favourite_product_line_count >= 3 and favourite_product_share >= 0.25
),

final as (
    select
        risks.customer_id,
        gone_found.evidence_type,
        gone_found.evidence_key,
        gone_found.last_sold_on as evidence_on,
        gone_found.detail,
        cast(1 as double precision) as intensity
    from risks
    inner join favourites_listed
        on risks.customer_id = favourites_listed.customer_id
    inner join gone_found
        on
            favourites_listed.evidence_type = gone_found.evidence_type
            and favourites_listed.evidence_key = gone_found.evidence_key
)

select * from final
