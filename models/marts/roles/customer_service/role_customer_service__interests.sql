with interests as (
    select * from {{ ref('customer_interests') }}
),

final as (
    select
        customer_id,
        topic,
        interest_score,
        interest_share,
        interest_rank,
        evidence_count,
        purchase_count,
        is_stated,
        last_shown_on
    from interests
)

select * from final
