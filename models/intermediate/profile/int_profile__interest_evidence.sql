{#- Everything that shows what somebody likes, on the days on which it did. A category stands for a
    topic, so that articles and articles read meet. -#}
with products as (
    select
        product_id,
        category
    from {{ ref('int_activity__products') }}
),

touchpoints as (
    select
        touchpoints.customer_id,
        touchpoints.touchpoint_type as evidence_type,
        coalesce(touchpoints.category, products.category) as topic,
        cast(touchpoints.touchpoint_at as date) as shown_on
    from {{ ref('int_activity__touchpoints') }} as touchpoints
    left join products
        on touchpoints.product_id = products.product_id
    where touchpoints.customer_id is not null
),

purchases as (
    select
        order_lines.customer_id,
        'purchase' as evidence_type,
        coalesce(order_lines.category, products.category) as topic,
        order_lines.ordered_on as shown_on
    from {{ ref('int_activity__order_lines') }} as order_lines
    left join products
        on order_lines.product_id = products.product_id
    where
        order_lines.customer_id is not null
        and not order_lines.is_return
        and not order_lines.is_cancelled
),

wish_list_items as (
    select
        wish_list_items.customer_id,
        'wish_list' as evidence_type,
        products.category as topic,
        cast(wish_list_items.added_at as date) as shown_on
    from {{ ref('int_activity__wish_list_items') }} as wish_list_items
    inner join products
        on wish_list_items.product_id = products.product_id
    where wish_list_items.customer_id is not null
),

stated_tastes as (
    select
        responses.customer_id,
        'stated' as evidence_type,
        answers.answer_value as topic,
        cast(responses.answered_at as date) as shown_on
    from {{ ref('stg_survey__answers') }} as answers
    inner join {{ ref('int_activity__survey_responses') }} as responses
        on 'survey|' || answers.response_id = responses.response_key
    where answers.question_code = 'interest' and responses.customer_id is not null
),

evidence_listed as (
    select * from touchpoints
    union all
    select * from purchases
    union all
    select * from wish_list_items
    union all
    select * from stated_tastes
),

final as (
    select
        evidence_listed.customer_id,
        evidence_listed.topic,
        evidence_listed.evidence_type,
        evidence_listed.shown_on,
        count(*) as evidence_count
    from evidence_listed
    inner join {{ ref('int_activity__as_of') }} as as_of
        on evidence_listed.shown_on <= as_of.as_of_date
    where evidence_listed.topic is not null
    group by
        evidence_listed.customer_id,
        evidence_listed.topic,
        evidence_listed.evidence_type,
        evidence_listed.shown_on
)

select * from final
