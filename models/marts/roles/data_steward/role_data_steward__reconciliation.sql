with reconciliation as (
    select * from {{ ref('reconciliation') }}
),

final as (
    select
        source_system,
        source_table,
        measure,
        currency_code,
        source_value,
        mart_value,
        rejected_value,
        difference,
        is_reconciled
    from reconciliation
)

select * from final
