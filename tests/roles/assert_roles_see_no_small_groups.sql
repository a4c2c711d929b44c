-- Claims that what roles are told of groups says how many people these are, and that neither the
-- group nor any number of people in it is a few.
{%- set seen = role_view_columns() -%}
{%- set grouped = granted_columns(ref('role_columns'), ['group', 'total']) -%}
{%- set views = grouped | map(attribute='view_name') | unique | list -%}
{%- set people = modules.re.compile('(customer|buyer|regular)_count$') %}
with groups_too_small as (
    {%- for line in grouped if people.search(line.column_name) %}
    select
        '{{ line.view_name }}' as view_name,
        '{{ line.column_name }}' as column_name,
        {{ line.column_name }} as people
    from {{ ref(line.view_name) }}
    where {{ line.column_name }} between 1 and {{ var('small_group_people') - 1 }}
    union all
    {%- endfor %}
    {%- for view in views
        if (grouped | selectattr('view_name', 'equalto', view)
            | selectattr('column_name', 'equalto', 'customer_count') | list | length) == 0 %}
    select
        '{{ view }}' as view_name,
        'customer_count' as column_name,
        0 as people
    union all
    {%- endfor %}
    select
        'none' as view_name,
        'none' as column_name,
        0 as people
    from {{ ref('role_columns') }}
    where 1 = 0
)

select * from groups_too_small
