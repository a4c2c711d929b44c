with links as (
    select * from {{ ref('customer_link_reasons') }}
),

final as (
    select
        customer_id,
        left_record_key,
        right_record_key,
        rule_id,
        reason_text,
        id_type,
        evidence,
        match_weight
    from links
)

select * from final
