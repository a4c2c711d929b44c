{#- For each raw table, how many of its rows stand in the mart that holds them. Counted on the
    marts; a staged row is looked up by key only where several tables meet in one mart. -#}
with orders as (
    select
        case
            when source_system = 'pos' then 'pos'
            when source_system = 'shop' then 'shop'
            else 'feeds'
        end as source_system,
        case
            when source_system = 'pos' then 'receipts'
            when source_system = 'shop' and order_id like 'refund:%' then 'refunds'
            else 'orders'
        end as source_table
    from {{ ref('fct_orders') }}
),

order_lines as (
    select
        case
            when source_system = 'pos' then 'pos'
            when source_system = 'shop' then 'shop'
            else 'feeds'
        end as source_system,
        case when source_system = 'pos' then 'receipt_lines' else 'order_lines' end as source_table
    from {{ ref('fct_order_lines') }}
    -- the line of a refund is told by the refund, not by a row of its own
    where order_key not like 'shop|refund:%'
),

-- one table, one mart
rows_of_a_mart as (
    {% for system, table, mart in [
        ('ads', 'daily_results', 'fct_ad_spend_daily'),
        ('email', 'campaigns', 'dim_campaigns'),
        ('email', 'events', 'fct_campaign_holdouts'),
        ('external', 'areas', 'dim_areas'),
        ('external', 'people', 'dim_bought_people'),
        ('feeds', 'attributes', 'customer_declared_attributes'),
        ('loyalty', 'cards', 'dim_loyalty_cards'),
        ('shop', 'wish_list_items', 'fct_wish_list_items'),
        ('social', 'profiles', 'dim_social_profiles'),
        ('support', 'tickets', 'fct_support_tickets'),
        ('survey', 'answers', 'fct_survey_answers'),
        ('survey', 'results', 'survey_results'),
    ] %}
    select
        '{{ system }}' as source_system,
        '{{ table }}' as source_table
    from {{ ref(mart) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

touchpoints as (
    select
        split_part(source_table, '.', 1) as source_system,
        split_part(source_table, '.', 2) as source_table
    from {{ ref('fct_touchpoints') }}
    -- sales stand in fct_orders, answers in fct_survey_responses, leads are records of people
    where source_table not in ('orders', 'survey.responses', 'ads.leads')
),

survey_responses as (
    select
        case when source_system = 'survey' then 'survey' else 'feeds' end as source_system,
        case when source_system = 'survey' then 'responses' else 'feedback' end as source_table
    from {{ ref('fct_survey_responses') }}
),

points as (
    select
        case when source_system = 'loyalty' then 'loyalty' else 'feeds' end as source_system,
        case when source_system = 'loyalty' then 'points' else 'loyalty_points' end as source_table
    from {{ ref('fct_loyalty_points') }}
),

consent_events as (
    select
        case when source_system = 'consent' then 'consent' else 'feeds' end as source_system,
        case when source_system = 'consent' then 'events' else 'consents' end as source_table
    from {{ ref('fct_consent_changes') }}
),

products as (
    select
        'shop' as source_system,
        'products' as source_table
    from {{ ref('stg_shop__products') }} as staged
    inner join {{ ref('dim_products') }} as published
        on staged.product_code = published.product_id

    union all

    select
        'pos' as source_system,
        'products' as source_table
    from {{ ref('stg_pos__products') }} as staged
    inner join {{ ref('dim_products') }} as published
        on staged.product_code = published.product_id
),

rows_together as (
    select * from orders
    union all
    select * from order_lines
    union all
    select
        source_system,
        source_table
    from {{ ref('int_reconciliation__people_in_marts') }}
    union all
    select * from rows_of_a_mart
    union all
    select * from touchpoints
    union all
    select * from survey_responses
    union all
    select * from points
    union all
    select * from consent_events
    union all
    select * from products
    union all
    select
        'pos' as source_system,
        'stores' as source_table
    from {{ ref('dim_stores') }}
    where not is_inferred
),

final as (
    select
        source_system,
        source_table,
        count(*) as mart_row_count
    from rows_together
    group by source_system, source_table
)

select * from final
