-- Claims that no column which a role may only recognise, or only find by, holds a value as it is.
-- depends_on: {{ ref('customer_360') }} {{ ref('customer_search_words') }}
{%- set seen = role_view_columns() -%}
{%- set masked = granted_columns(ref('role_columns'), ['masked_email', 'masked_phone']) -%}
{%- set findable = granted_columns(ref('role_columns'), ['findable']) %}
with values_as_they_are as (
    {%- for line in masked %}
    select
        '{{ line.view_name }}' as view_name,
        '{{ line.column_name }}' as column_name,
        {{ line.column_name }} as found
    from {{ ref(line.view_name) }}
    where
        {{ line.column_name }} in (
            select {{ line.source_column.split('.')[1] }} from {{ ref(line.source_column.split('.')[0]) }}
        )
    union all
    {%- endfor %}
    {%- for line in findable %}
    select
        '{{ line.view_name }}' as view_name,
        '{{ line.column_name }}' as column_name,
        {{ line.column_name }} as found
    from {{ ref(line.view_name) }}
    -- names, and keys that the role sees anyway
    where
        word_kind not in ('name', 'customer')
        and {{ line.column_name }} in (select word from {{ ref('customer_search_words') }})
    union all
    {%- endfor %}
    select
        'none' as view_name,
        'none' as column_name,
        'none' as found
    from {{ ref('role_columns') }}
    where 1 = 0
)

select * from values_as_they_are
