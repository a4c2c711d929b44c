-- Claims that management is shown groups alone: no column that tells of one person or is a key, a
-- name or a contact, and in no text the key of a customer.
{%- set seen = role_view_columns('management') %}
with granted as (
    select
        view_name,
        column_name,
        source_column,
        treatment
    from {{ ref('role_columns') }}
    where role = 'management'
),

personal_columns as (
    select
        column_name,
        table_name || '.' || column_name as source_column,
        category
    from {{ ref('customer_attribute_register') }}
    where is_personal_data
),

columns_of_persons as (
    select
        granted.view_name,
        granted.column_name,
        'tells of a person' as problem
    from granted
    inner join personal_columns
        on granted.source_column = personal_columns.source_column
    where granted.treatment not in ('group', 'total')
    union all
    select distinct
        granted.view_name,
        granted.column_name,
        'names a person' as problem
    from granted
    inner join personal_columns
        on personal_columns.column_name in (
            granted.column_name, split_part(granted.source_column, '.', 2)
        )
    where personal_columns.category in ('identifier', 'name', 'contact')
),

texts_shown as (
    {%- for text in seen if text.is_text %}
    select distinct
        '{{ text.view }}' as view_name,
        '{{ text.column }}' as column_name,
        {{ text.column }} as shown
    from {{ ref(text.view) }}
    union all
    {%- endfor %}
    select
        view_name,
        column_name,
        source_column as shown
    from granted
    where 1 = 0
)

select
    view_name,
    column_name,
    problem
from columns_of_persons
union all
select
    texts_shown.view_name,
    texts_shown.column_name,
    'holds the key of a customer' as problem
from texts_shown
inner join {{ ref('dim_customers') }} as customers
    on texts_shown.shown = customers.customer_id
