with landed_rows as (
    select
        source_system,
        source_table,
        landed_row_count
    from {{ ref('stg_landing__row_counts') }}
),

files as (
    select
        source_system,
        source_table,
        sum(rows_landed) as rows_landed,
        sum(rows_rejected) as rows_rejected
    from {{ ref('stg_landing__files') }}
    where landing_status = 'landed'
    group by source_system, source_table
),

rejected_rows as (
    select
        source_system,
        source_table,
        count(case when rejection_stage = 'landing' then 1 end) as rejected_while_landing,
        count(case when rejection_stage = 'staging' then 1 end) as rejected_while_staging
    from {{ ref('rejected_records') }}
    where rejection_reason <> 'refused_file'
    group by source_system, source_table
),

rows_in_marts as (
    select
        source_system,
        source_table,
        mart_row_count
    from {{ ref('int_reconciliation__rows_in_marts') }}
),

amounts as (
    select
        source_system,
        source_table,
        currency_code,
        source_amount,
        mart_amount,
        rejected_amount
    from {{ ref('int_reconciliation__amounts') }}
),

orders_counted as (
    select sum(orders.net_amount_reporting) as net_amount_reporting
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
    where orders.customer_id is not null
),

profiles_counted as (
    select sum(historic_clv_reporting) as historic_clv_reporting
    from {{ ref('customer_360') }}
),

rows_compared as (
    select
        landed_rows.source_system,
        landed_rows.source_table,
        'row_count' as measure,
        'any' as currency_code,
        cast(landed_rows.landed_row_count as decimal(18, 2)) as source_value,
        cast(coalesce(rows_in_marts.mart_row_count, 0) as decimal(18, 2)) as mart_value,
        cast(coalesce(rejected_rows.rejected_while_staging, 0) as decimal(18, 2)) as rejected_value
    from landed_rows
    left join rows_in_marts
        on
            landed_rows.source_system = rows_in_marts.source_system
            and landed_rows.source_table = rows_in_marts.source_table
    left join rejected_rows
        on
            landed_rows.source_system = rejected_rows.source_system
            and landed_rows.source_table = rejected_rows.source_table
),

files_compared as (
    select
        files.source_system,
        files.source_table,
        'file_row_count' as measure,
        'any' as currency_code,
        cast(files.rows_landed + files.rows_rejected as decimal(18, 2)) as source_value,
        cast(landed_rows.landed_row_count as decimal(18, 2)) as mart_value,
        cast(coalesce(rejected_rows.rejected_while_landing, 0) as decimal(18, 2)) as rejected_value
    from files
    inner join landed_rows
        on
            files.source_system = landed_rows.source_system
            and files.source_table = landed_rows.source_table
    left join rejected_rows
        on
            files.source_system = rejected_rows.source_system
            and files.source_table = rejected_rows.source_table
),

amounts_compared as (
    select
        source_system,
        source_table,
        'amount' as measure,
        currency_code,
        cast(source_amount as decimal(18, 2)) as source_value,
        cast(mart_amount as decimal(18, 2)) as mart_value,
        cast(rejected_amount as decimal(18, 2)) as rejected_value
    from amounts
),

profiles_compared as (
    select
        'all' as source_system,
        'fct_orders' as source_table,
        'net_amount_of_customers' as measure,
        '{{ var("reporting_currency") }}' as currency_code,
        cast(coalesce(orders_counted.net_amount_reporting, 0) as decimal(18, 2)) as source_value,
        cast(coalesce(profiles_counted.historic_clv_reporting, 0) as decimal(18, 2)) as mart_value,
        cast(0 as decimal(18, 2)) as rejected_value
    from orders_counted
    cross join profiles_counted
),

compared as (
    select * from rows_compared
    union all
    select * from files_compared
    union all
    select * from amounts_compared
    union all
    select * from profiles_compared
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
        cast(source_value - mart_value - rejected_value as decimal(18, 2)) as difference,
        source_value = mart_value + rejected_value as is_reconciled
    from compared
)

select * from final
