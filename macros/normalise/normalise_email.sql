{% macro normalise_email(text) -%}
    {%- set address = regexp_replace_all('lower(' ~ text ~ ')', '^.*<|>.*$|^ *mailto:|[[:space:]]', '') -%}
    case
        when {{ matches_pattern(address, '[^@,;<>()]+@([a-z0-9_-]+[.])+[a-z]{2,}') }} then {{ address }}
    end
{%- endmacro %}
