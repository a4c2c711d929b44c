{#- Rows landed per raw table, counted on the raw tables themselves: the left side of the reconciliation. -#}
{% macro landed_row_counts() -%}
    {#- the calls stand outside `execute` so that the graph gets its edges while parsing -#}
    {%- set tables = {
        'ads': ['clicks', 'daily_results', 'leads'],
        'consent': ['events'],
        'crm': ['contacts'],
        'email': ['campaigns', 'events', 'subscribers'],
        'external': ['areas', 'people'],
        'feeds': [
            'attributes', 'consents', 'feedback', 'identifiers', 'identities', 'loyalty_points', 'order_lines',
            'orders', 'touchpoints'
        ],
        'loyalty': ['cards', 'members', 'points'],
        'pos': ['products', 'receipt_lines', 'receipts', 'stores'],
        'shop': ['accounts', 'order_lines', 'orders', 'products', 'refunds', 'wish_list_items'],
        'social': ['interactions', 'profiles'],
        'support': ['interactions', 'requesters', 'tickets'],
        'survey': ['answers', 'responses', 'results'],
        'web': ['events'],
    } -%}
    {%- for system, names in tables.items() -%}
        {%- set outer = loop -%}
        {%- for table in names %}
select
    '{{ system }}' as source_system,
    '{{ table }}' as source_table,
    count(*) as landed_row_count
from (
    {{ landed(system, table) }}
) as landed
            {%- if not (outer.last and loop.last) %}
union all
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
