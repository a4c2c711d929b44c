-- Claims that each column of customer_360 has a line in
-- seeds/rules/attribute_freshness_targets.csv, each line a column, and a source that can be dated.
-- Whoever adds a column says how fast it changes and how old it may be.
with attribute_columns as (
    select column_name
    from ({{ contract_columns_listed('customer_360') }}) as listed
    where table_name = 'customer_360'
),

targets as (
    select
        attribute_name,
        split_part(fed_by, '_', 1)
        in ('stated', 'orders', 'touchpoints', 'points', 'feedback', 'records') as is_source_known
    from {{ ref('attribute_freshness_targets') }}
),

final as (
    select
        coalesce(attribute_columns.column_name, targets.attribute_name) as attribute_name,
        case
            when targets.attribute_name is null then 'no line'
            when attribute_columns.column_name is null then 'no column'
            else 'fed by something unknown'
        end as problem
    from attribute_columns
    full outer join targets
        on attribute_columns.column_name = targets.attribute_name
    where
        attribute_columns.column_name is null
        or targets.attribute_name is null
        or not targets.is_source_known
)

select * from final
