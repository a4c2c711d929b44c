with ledger as (
    {{ landing_ledger('rejected_rows', [
        'file_id', 'table_name', 'row_number', 'reason', 'raw_row'
    ]) }}
),

-- the same content may come under several names, in any order: the first name by the alphabet
-- stands for all
file_names as (
    select
        source_system,
        source_table,
        file_id,
        min(source_file) as source_file
    from {{ ref('stg_landing__files') }}
    group by source_system, source_table, file_id
),

final as (
    select
        ledger.source_system,
        ledger.table_name as source_table,
        file_names.source_file,
        cast(ledger.row_number as bigint) as source_row,
        ledger.reason as rejection_reason,
        ledger.raw_row
    from ledger
    left join file_names
        on
            ledger.source_system = file_names.source_system
            and ledger.table_name = file_names.source_table
            and ledger.file_id = file_names.file_id
)

select * from final
