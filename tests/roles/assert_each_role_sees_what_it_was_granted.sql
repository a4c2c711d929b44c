-- Claims that the views of each role have the columns that seeds/rules/role_columns.csv grants, and
-- no others: a column that nobody granted is seen by nobody.
{%- set found = [] -%}
{%- for seen in role_view_columns() -%}
    {%- do found.append((seen.view, seen.column)) -%}
{%- endfor %}
with columns_seen as (
    {{ values_listed(['view_name', 'column_name'], found) }}
),

columns_granted as (
    select
        'role_' || role || '__' || view_name as view_name,
        column_name
    from {{ ref('role_columns') }}
)

select
    columns_seen.view_name,
    columns_seen.column_name,
    'seen, and not granted' as problem
from columns_seen
left join columns_granted
    on
        columns_seen.view_name = columns_granted.view_name
        and columns_seen.column_name = columns_granted.column_name
where columns_granted.view_name is null
union all
select
    columns_granted.view_name,
    columns_granted.column_name,
    'granted, and not there' as problem
from columns_granted
left join columns_seen
    on
        columns_granted.view_name = columns_seen.view_name
        and columns_granted.column_name = columns_seen.column_name
where columns_seen.view_name is null
