-- Claims that customers with the same value have the same score, whatever the order of the rows.
with scores_listed as (
    select
        'recency' as score_type,
        cast(days_since_last_order as decimal(18, 2)) as measured,
        recency_score as score
    from {{ ref('customer_rfm') }}
    union all
    select
        'frequency' as score_type,
        cast(order_count as decimal(18, 2)) as measured,
        frequency_score as score
    from {{ ref('customer_rfm') }}
    union all
    select
        'monetary' as score_type,
        net_amount_reporting as measured,
        monetary_score as score
    from {{ ref('customer_rfm') }}
),

final as (
    select
        score_type,
        measured,
        min(score) as lowest_score,
        max(score) as highest_score
    from scores_listed
    group by score_type, measured
    having min(score) <> max(score)
)

select * from final
