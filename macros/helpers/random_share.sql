{% macro random_share(text) -%}
    {{- adapter.dispatch('random_share', 'customer360')(text) -}}
{%- endmacro %}

{#- A number from 0 to below 1 that a text always gives, here and in any other warehouse, and that tells
    nothing of the text: the first four digits of its MD5 as a fraction. For drawing lots. -#}
{% macro default__random_share(text) -%}
    (
        {%- for digit in range(1, 5) %}
        (strpos('0123456789abcdef', substr(md5({{ text }}), {{ digit }}, 1)) - 1) / {{ 16 ** digit }}.0
        {{- ' +' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
