{#- As what a comparison is weighed in pairs that a rule found: not at all where the rule asked for the value (it is in
    the rule's prior), and among pairs whose values begin alike where it asked for a beginning. -#}
{% macro weighed_as(comparison, shared_values) -%}
    case
        when {{ shared_values }} like '%{{ comparison }}_begun%' then '{{ comparison }}_begun'
        when {{ shared_values }} not like '%{{ comparison }}%' then '{{ comparison }}'
    end
{%- endmacro %}
