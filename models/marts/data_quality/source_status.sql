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
        count(case when landing_status = 'landed' then 1 end) as landed_file_count,
        count(case when landing_status = 'repeated' then 1 end) as repeated_file_count,
        count(case when landing_status = 'refused' then 1 end) as refused_file_count
    from {{ ref('stg_landing__files') }}
    group by source_system, source_table
),

rejected_rows as (
    select
        source_system,
        source_table,
        count(case when rejection_reason = 'repeated_key' then 1 end) as repeated_row_count,
        count(case when rejection_reason <> 'repeated_key' then 1 end) as rejected_row_count
    from {{ ref('rejected_records') }}
    where rejection_reason <> 'refused_file'
    group by source_system, source_table
),

tables_listed as (
    select
        source_system,
        source_table
    from landed_rows
    union
    select
        source_system,
        source_table
    from files
    where source_table is not null
),

final as (
    select
        tables_listed.source_system,
        tables_listed.source_table,
        coalesce(landed_rows.landed_row_count, 0) > 0 as is_connected,
        coalesce(landed_rows.landed_row_count, 0) as landed_row_count,
        coalesce(rejected_rows.rejected_row_count, 0) as rejected_row_count,
        coalesce(rejected_rows.repeated_row_count, 0) as repeated_row_count,
        coalesce(files.landed_file_count, 0) as landed_file_count,
        coalesce(files.repeated_file_count, 0) as repeated_file_count,
        coalesce(files.refused_file_count, 0) as refused_file_count
    from tables_listed
    left join landed_rows
        on
            tables_listed.source_system = landed_rows.source_system
            and tables_listed.source_table = landed_rows.source_table
    left join files
        on
            tables_listed.source_system = files.source_system
            and tables_listed.source_table = files.source_table
    left join rejected_rows
        on
            tables_listed.source_system = rejected_rows.source_system
            and tables_listed.source_table = rejected_rows.source_table
)

select * from final
