{#- Articles that are due again by the customer's own intervals, steady ones or such of which the
    scores say so, and articles that the scores suggest. -#}
with articles_bought as (
    select
        customer_id,
        product_id,
        cast(ordered_at as date) as ordered_on
    from {{ ref('int_activity__articles_bought') }}
),

suggestions as (
    select
        customer_id,
        product_id,
        product_name,
        scored_as_of_date
    from {{ ref('int_scores__product_suggestions') }}
    where suggestion_type = 'discovery' and suggestion_rank = 1
),

suggestions_due as (
    select
        customer_id,
        product_id
    from {{ ref('int_scores__product_suggestions') }}
    where suggestion_type = 'repurchase' and reason_code = 'due_again'
),

lifecycle as (
    select customer_id
    from {{ ref('int_actions__lifecycle') }}
    where lifecycle_stage in ('new', 'active', 'won_back')
),

products as (
    select
        product_id,
        product_name
    from {{ ref('int_activity__products') }}
),

days_bought as (
    select
        customer_id,
        product_id,
        ordered_on,
        {{ days_between(
            'lag(ordered_on) over (partition by customer_id, product_id order by ordered_on)',
            'ordered_on'
        ) }} as gap_days
    from articles_bought
    group by customer_id, product_id, ordered_on
),

intervals_measured as (
    select
        customer_id,
        product_id,
        max(ordered_on) as last_bought_on,
        count(*) as day_count,
        cast(round(avg(gap_days)) as integer) as mean_gap_days,
        -- steady: none is longer than twice the shortest
        max(gap_days) <= 2 * min(gap_days) as is_steady
    from days_bought
    group by customer_id, product_id
    -- below a week it is daily bread
    having count(*) >= 3 and avg(gap_days) >= 7
),

final as (
    select
        'replenishment_due' as trigger_id,
        intervals_measured.customer_id,
        intervals_measured.product_id
        || '|'
        || cast(intervals_measured.last_bought_on as varchar) as subject_key,
        intervals_measured.product_id,
        {{ add_days('intervals_measured.last_bought_on', 'intervals_measured.mean_gap_days') }}
            as happened_on,
        cast(null as date) as ends_on,
        cast(intervals_measured.day_count as double precision) as event_value,
        coalesce(products.product_name, intervals_measured.product_id) as detail,
        false as is_done
    from intervals_measured
    left join suggestions_due
        on
            intervals_measured.customer_id = suggestions_due.customer_id
            and intervals_measured.product_id = suggestions_due.product_id
    left join products
        on intervals_measured.product_id = products.product_id
    where intervals_measured.is_steady or suggestions_due.customer_id is not null

    union all

    select
        'cross_sell' as trigger_id,
        suggestions.customer_id,
        suggestions.product_id as subject_key,
        suggestions.product_id,
        suggestions.scored_as_of_date as happened_on,
        cast(null as date) as ends_on,
        cast(1 as double precision) as event_value,
        coalesce(suggestions.product_name, suggestions.product_id) as detail,
        false as is_done
    from suggestions
    inner join lifecycle
        on suggestions.customer_id = lifecycle.customer_id
)

select * from final
