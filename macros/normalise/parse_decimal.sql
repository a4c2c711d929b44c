{% macro parse_decimal(text, scale=2) -%}
    {{- adapter.dispatch('parse_decimal', 'customer360')(text, scale) -}}
{%- endmacro %}

{#- The plain form first: the rest is looked at only for texts that are not plain numbers. One comma is
    a decimal comma; where comma and point both stand, the last one is the decimal sign. -#}
{% macro default__parse_decimal(text, scale) -%}
    {%- set bare = regexp_replace_all(text, '[^0-9,.eE+-]', '') -%}
    coalesce(
        try_cast({{ text }} as decimal(18, {{ scale }})),
        try_cast(
            case
                when {{ bare }} like '%,%.%' then replace({{ bare }}, ',', '')
                when {{ bare }} like '%.%,%' then replace(replace({{ bare }}, '.', ''), ',', '.')
                when {{ bare }} like '%,%,%' then replace({{ bare }}, ',', '')
                when {{ bare }} like '%.%.%' then replace({{ bare }}, '.', '')
                else replace({{ bare }}, ',', '.')
            end as decimal(18, {{ scale }})
        )
    )
{%- endmacro %}
