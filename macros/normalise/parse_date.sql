{% macro parse_date(text) -%}
    {{- adapter.dispatch('parse_date', 'customer360')(text) -}}
{%- endmacro %}

{#- Day first, never month first: 03/04/2024 is the third of April. -#}
{% macro default__parse_date(text) -%}
    coalesce(
        try_cast(substring({{ text }}, 1, 10) as date),
        cast(try_strptime({{ text }}, ['%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y', '%Y%m%d', '%Y/%m/%d']) as date),
        cast(try_strptime(substring({{ text }}, 1, 10), ['%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y']) as date)
    )
{%- endmacro %}
