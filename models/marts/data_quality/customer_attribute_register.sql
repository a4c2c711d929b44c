with columns_promised as (
    select
        table_name,
        column_name,
        data_type
    from ({{ contract_columns_listed(['customer_360', 'actions']) }}) as listed
),

register as (
    select
        table_name,
        column_name,
        category,
        held_because,
        retention_from,
        retention_months
    from {{ ref('personal_data_register') }}
),

-- a line for one table goes before the line for all of them
final as (
    select
        columns_promised.table_name,
        columns_promised.column_name,
        columns_promised.data_type,
        coalesce(own_lines.category, common_lines.category) as category,
        coalesce(own_lines.category, common_lines.category) <> 'no_person' as is_personal_data,
        coalesce(own_lines.held_because, common_lines.held_because) as held_because,
        case
            when own_lines.table_name is null then common_lines.retention_from
            else own_lines.retention_from
        end as retention_from,
        case
            when own_lines.table_name is null then common_lines.retention_months
            else own_lines.retention_months
        end as retention_months
    from columns_promised
    left join register as own_lines
        on
            columns_promised.table_name = own_lines.table_name
            and columns_promised.column_name = own_lines.column_name
    left join register as common_lines
        on
            columns_promised.column_name = common_lines.column_name
            and common_lines.table_name = 'all'
)

select * from final
