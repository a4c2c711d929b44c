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

identities as (
    select
        case when record_type = 'feed' then 'feeds' else source_system end as source_system,
        case record_type
            when 'account' then 'accounts'
            when 'member' then 'members'
            when 'contact' then 'contacts'
            when 'subscriber' then 'subscribers'
            when 'requester' then 'requesters'
            when 'lead' then 'leads'
            when 'profile' then 'profiles'
            when 'person' then 'people'
            when 'feed' then 'identities'
        end as source_table
    from {{ ref('customer_identities') }}
    where
        record_type in (
            'account',
            'member',
            'contact',
            'subscriber',
            'requester',
            'lead',
            'profile',
            'person',
            'feed'
        )
),

-- bought people out of licence take part in nothing: they are accounted for, and that is all
people_out_of_licence as (
    select
        'external' as source_system,
        'people' as source_table
    from {{ ref('stg_external__people') }} as staged
    left join {{ ref('int_activity__as_of') }} as as_of
        on staged.licence_ends_on >= as_of.as_of_date
    where as_of.as_of_date is null
),

-- in no mart of their own: as good as the rows that staging took
rows_without_a_mart as (
    {%- for system, table in [
        ('ads', 'clicks'), ('ads', 'daily_results'), ('email', 'campaigns'), ('email', 'events'),
        ('external', 'areas'), ('shop', 'wish_list_items'), ('social', 'interactions'), ('support', 'interactions'),
        ('support', 'tickets'), ('survey', 'answers'), ('survey', 'responses'), ('survey', 'results'),
    ] %}
    select
        '{{ system }}' as source_system,
        '{{ table }}' as source_table
    from {{ ref('stg_' ~ system ~ '__' ~ table) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

feed_identifiers as (
    select
        'feeds' as source_system,
        'identifiers' as source_table
    from {{ ref('stg_feeds__identifiers') }} as staged
    inner join {{ ref('customer_identifiers') }} as published
        on
            staged.source_system || '|feed|' || staged.source_record_id = published.record_key
            and staged.id_type = published.id_type
            and staged.id_value = published.id_value
),

touchpoints as (
    select
        case when source_system = 'web' then 'web' else 'feeds' end as source_system,
        case when source_system = 'web' then 'events' else 'touchpoints' end as source_table
    from {{ ref('fct_touchpoints') }}
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
    from {{ ref('fct_consent_events') }}
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
    select * from identities
    union all
    select * from people_out_of_licence
    union all
    select * from rows_without_a_mart
    union all
    select * from feed_identifiers
    union all
    select * from touchpoints
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
    union all
    select
        'loyalty' as source_system,
        'cards' as source_table
    from {{ ref('dim_loyalty_cards') }}
    union all
    select
        'feeds' as source_system,
        'feedback' as source_table
    from {{ ref('fct_feedback') }}
    union all
    select
        'feeds' as source_system,
        'attributes' as source_table
    from {{ ref('customer_declared_attributes') }}
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
