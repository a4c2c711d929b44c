with scored as (
    {{ scored('product_suggestions') }}
),

final as (
    select
        run_id,
        as_of_date,
        customer_id,
        suggestion_type,
        suggestion_rank,
        product_id,
        score_value,
        reason_code,
        reason_product_id
    from scored
)

select * from final
