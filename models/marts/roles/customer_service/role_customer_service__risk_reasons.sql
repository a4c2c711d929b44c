with reasons as (
    select * from {{ ref('customer_risk_reasons') }}
),

final as (
    select
        customer_id,
        reason,
        reason_rank,
        strength,
        evidence_type,
        evidence_key,
        evidence_on,
        evidence_count,
        reason_text
    from reasons
)

select * from final
