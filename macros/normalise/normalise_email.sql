{#- What stands around an address is taken off: a name with angle brackets, mailto:, a remark in round
    brackets, quotes, a full stop; blanks within it vanish. Two addresses in one field are none. -#}
{% macro normalise_email(text) -%}
    {%- set blank = '\\s\\pZ\\p{Cc}\\p{Cf}' -%}
    {%- set quotes = '\\x22\\x27' -%}
    {%- set start = '^(?:.*<)?[' ~ blank ~ quotes ~ ']*(?:(?:mailto|e-?mail)[' ~ blank ~ ']*:)?[' ~ blank ~ quotes ~ ']*' -%}
    {%- set end = '[.,;' ~ blank ~ quotes ~ ']*(?:>.*)?$' -%}
    {%- set address = regexp_replace_all(
        'lower(' ~ text ~ ')', start ~ '|' ~ end ~ '|[(][^()]*[)]|[' ~ blank ~ ']+', ''
    ) -%}
    {%- set sign = '[^@,;:<>()\\x22\\[\\]\\\\]' -%}
    case
        when {{ matches_pattern(
            address, '[^\\x27' ~ sign[2:] ~ sign ~ '*@([a-z0-9_-]+[.])+([a-z]{2,}|xn--[a-z0-9-]+)'
        ) }} then {{ address }}
    end
{%- endmacro %}
