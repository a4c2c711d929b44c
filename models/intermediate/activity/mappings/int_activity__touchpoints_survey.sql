{#- Who gives no address answers for the person whose receipt it is. -#}
with responses as (
    select
        response_id,
        survey_type,
        email,
        receipt_id,
        answered_at
    from {{ ref('stg_survey__responses') }}
),

receipts as (
    select
        order_id,
        record_key
    from {{ ref('int_activity__orders_pos') }}
),

final as (
    select
        'survey|' || responses.response_id as touchpoint_key,
        'survey' as source_system,
        'survey.responses' as source_table,
        coalesce('survey|respondent|' || responses.email, receipts.record_key) as record_key,
        responses.answered_at as touchpoint_at,
        'survey' as channel,
        responses.survey_type as touchpoint_type,
        false as is_outbound,
        cast(null as varchar) as device_id,
        cast(null as varchar) as session_key,
        cast(null as varchar) as device_type,
        cast(null as varchar) as product_id,
        cast(null as varchar) as category,
        cast(null as varchar) as detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        'pos|' || responses.receipt_id as order_key,
        cast(null as varchar) as ad_click_id,
        cast(null as varchar) as utm_source,
        cast(null as varchar) as utm_medium,
        cast(null as varchar) as utm_campaign
    from responses
    left join receipts
        on responses.receipt_id = receipts.order_id
)

select * from final
