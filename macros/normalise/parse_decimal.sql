{% macro parse_decimal(text, scale=2) -%}
    {{- adapter.dispatch('parse_decimal', 'customer360')(text, scale) -}}
{%- endmacro %}

{#- The plain form first: the rest is looked at only for texts that are not plain numbers. One comma is
    a decimal comma; where comma and point both stand, the last one is the decimal sign; the same sign
    several times, blanks and apostrophes part thousands. A text with two numbers in it is none. -#}
{% macro default__parse_decimal(text, scale) -%}
    {%- set blank = '\\s\\x{00A0}\\x{2009}\\x{202F}' -%}
    {%- set number -%}
        regexp_replace(
            regexp_extract(
                {{ text }},
                '^(?:[^0-9.,]*\pL[.])?[^0-9.,]*([.,]?[0-9](?:[0-9.,''’{{ blank }}]*[0-9])?(?:[eE][+-]?[0-9]{1,2})?)[^0-9]*$',
                1
            ), '([0-9])[''’{{ blank }}]([0-9]{3})', '\1\2', 'g'
        )
    {%- endset -%}
    coalesce(
        try_cast({{ text }} as decimal(18, {{ scale }})),
        try_cast(
            case
                when {{ matches_pattern(text, '[^0-9\\pL]*[-−].*|[^0-9]*[-−][^0-9\\pL]*[0-9].*|.*[0-9] ?[-−][^0-9\\pL]*|.*[(][^()]*[0-9][^()]*[)].*') }}
                    then '-' else ''
            end
            || case
                when {{ matches_pattern(number, '[0-9]{1,3}([.][0-9]{3})+,[0-9]*|[0-9]{1,3}([.][0-9]{3}){2,}') }}
                    then replace(replace({{ number }}, '.', ''), ',', '.')
                when {{ matches_pattern(number, '[0-9]{1,3}(,[0-9]{3})+[.][0-9]*|[0-9]{1,3}(,[0-9]{3}){2,}') }}
                    then replace({{ number }}, ',', '')
                else replace({{ number }}, ',', '.')
            end as decimal(18, {{ scale }})
        )
    )
{%- endmacro %}
