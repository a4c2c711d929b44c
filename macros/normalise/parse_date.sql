{% macro parse_date(text) -%}
    {{- adapter.dispatch('parse_date', 'customer360')(text) -}}
{%- endmacro %}

{#- Day first, never month first: 03/04/2024 is the third of April. A time after the date is left off,
    a year has four digits: what 03/04/24 means nobody knows. -#}
{% macro default__parse_date(text) -%}
    cast(try_strptime(
        regexp_extract(
            {{ text }},
            '^[\s\x{00A0}]*([1-9][0-9]{3}[/-][0-9]{1,2}[/-][0-9]{1,2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][1-9][0-9]{3}|[1-9][0-9]{7})'
            || '([T,\s]+[0-9]{1,2}:[0-9]{2}.*)?[\s\x{00A0}]*$',
            1
        ),
        ['%Y-%m-%d', '%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y', '%Y%m%d', '%Y/%m/%d']
    ) as date)
{%- endmacro %}
