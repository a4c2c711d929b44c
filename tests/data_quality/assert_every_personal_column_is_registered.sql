-- Claims that each column of customer_360 and its child tables is classified in
-- seeds/rules/personal_data_register.csv, and that each line there is about a column: what nobody
-- can say a reason for is not held.
with unregistered as (
    select
        table_name,
        column_name,
        'no line' as problem
    from {{ ref('customer_attribute_register') }}
    where
        category is null
        or (is_personal_data and (held_because is null or retention_from is null))
),

columns_promised as (
    select
        table_name,
        column_name
    from ({{ contract_columns_listed(['customer_360', 'actions']) }}) as listed
),

without_column as (
    select
        register.table_name,
        register.column_name,
        'no column' as problem
    from {{ ref('personal_data_register') }} as register
    left join columns_promised
        on
            register.column_name = columns_promised.column_name
            and register.table_name in (columns_promised.table_name, 'all')
    where columns_promised.column_name is null
)

select * from unregistered
union all
select * from without_column
