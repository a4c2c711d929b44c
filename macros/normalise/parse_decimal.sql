{% macro parse_decimal(text, scale=2) -%}
    {{- adapter.dispatch('parse_decimal', 'customer360')(text, scale) -}}
{%- endmacro %}

{#- The plain forms first, by case and not by coalesce: only case keeps DuckDB from working the rest out
    for every row. One comma is a decimal comma; where comma and point both stand, the last one is the
    decimal sign; the same sign several times, blanks and apostrophes part thousands. Two numbers in
    one text are none. -#}
{% macro default__parse_decimal(text, scale) -%}
    {%- set blank = '\\s\\x{00A0}\\x{2009}\\x{202F}' -%}
    {%- set bare = regexp_replace_all(
        "regexp_extract(" ~ text ~ ", '^(?:[^0-9.,]*\\pL[.])?[^0-9.,]*"
        ~ "([.,]?[0-9](?:[0-9.,''’" ~ blank ~ "]*[0-9])?(?:[eE][+-]?[0-9]{1,2})?)[^0-9]*$', 1)",
        "[''’" ~ blank ~ "]([0-9]{3})\\b", '\\1'
    ) -%}
    {%- set minus = [
        '[^0-9\\pL]*[-−].*', '[^0-9]*[-−][^0-9\\pL]*[0-9].*', '.*[0-9] ?[-−][^0-9\\pL]*', '.*[(][^()]*[0-9][^()]*[)].*'
    ] | join('|') -%}
    case
        when try_cast({{ text }} as decimal(18, {{ scale }})) is not null
            then try_cast({{ text }} as decimal(18, {{ scale }}))
        when {{ matches_pattern(text, '-?[0-9]+,[0-9]+') }}
            then try_cast(replace({{ text }}, ',', '.') as decimal(18, {{ scale }}))
        else try_cast(
            case when {{ matches_pattern(text, minus) }} then '-' else '' end
            || case
                when {{ matches_pattern(bare, '[0-9]{1,3}([.][0-9]{3})+,[0-9]*|[0-9]{1,3}([.][0-9]{3}){2,}') }}
                    then replace(replace({{ bare }}, '.', ''), ',', '.')
                when {{ matches_pattern(bare, '[0-9]{1,3}(,[0-9]{3})+[.][0-9]*|[0-9]{1,3}(,[0-9]{3}){2,}') }}
                    then replace({{ bare }}, ',', '')
                else replace({{ bare }}, ',', '.')
            end as decimal(18, {{ scale }})
        )
    end
{%- endmacro %}
