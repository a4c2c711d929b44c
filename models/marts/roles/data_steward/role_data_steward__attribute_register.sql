with register as (
    select * from {{ ref('customer_attribute_register') }}
),

final as (
    select
        table_name,
        column_name,
        data_type,
        category,
        is_personal_data,
        held_because,
        retention_from,
        retention_months
    from register
)

select * from final
