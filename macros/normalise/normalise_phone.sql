{#- Order: written with a calling code, then the plan of the record's own country, then a calling code
    without its plus, then the own plan with the trunk prefix forgotten, then (no country known) the
    plans in the order of the variable. What follows a number (an extension, a second number after a
    comma, a name) is cut off; a number that a spreadsheet rounded (3.33E+09) is none. -#}
{% macro normalise_phone(text, country_code='null') -%}
    {#- the linter's parser takes minutes for the nested expression; what it lints stays the same -#}
    {%- if target.name == 'lint' -%}{{ return('lower(' ~ text ~ ')') }}{%- endif -%}
    {%- set plans = var('phone_numbering_plans') -%}
    {%- set started = regexp_replace_all(
        regexp_replace_all(text, '^([^0-9]*(?:00)?39[^0-9]*)[(]0[)]', '\\1 0'),
        '^.*[0-9][eE][+]?[0-9].*$|^[^0-9+(]+|[(]0[)]', ''
    ) -%}
    {%- set digits = regexp_replace_all(
        regexp_replace_all(started, '[\\pL#;,].*$|/[^0-9]*[0-9]{1,2}[^0-9]*$|[.]0[^0-9]*$', ''), '[^0-9+]', ''
    ) -%}
    {%- set international = '(?:[+]+|[+]?00)' -%}
    {%- set with_trunk = [] -%}
    {%- set without_trunk = [] -%}
    {%- for plan in plans if plan.trunk_prefix and plan.national_pattern.startswith(plan.trunk_prefix) -%}
        {%- do with_trunk.append(plan.calling_code ~ plan.national_pattern) -%}
        {%- do without_trunk.append(plan.calling_code ~ plan.national_pattern[plan.trunk_prefix | length:]) -%}
    {%- endfor -%}
    {%- set national = namespace(sql="ltrim(" ~ digits ~ ", '+0')") -%}
    {%- for plan in plans if plan.trunk_prefix -%}
        {%- set national.sql = regexp_replace_all(
            national.sql, '^' ~ plan.calling_code ~ plan.trunk_prefix, plan.calling_code) -%}
    {%- endfor -%}
    {#- the digits stand in the very first condition: DuckDB then works them out once for all arms -#}
    case
        {%- if with_trunk %}
        when {{ matches_pattern(digits, international ~ '(?:' ~ with_trunk | join('|') ~ ')') }} then '+' || {{ national.sql }}
        {%- endif %}
        when {{ matches_pattern(digits, international ~ '[1-9][0-9]{7,14}') }} then '+' || ltrim({{ digits }}, '+0')
        {%- for plan in plans %}
        when {{ country_code }} = '{{ plan.country_code }}' and {{ matches_pattern(digits, plan.national_pattern) }}
            then '+{{ plan.calling_code }}' || substring({{ digits }}, {{ plan.trunk_prefix | length + 1 }})
        {%- endfor %}
        {%- for plan in plans if not plan.trunk_prefix %}
        when {{ matches_pattern(digits, plan.calling_code ~ plan.national_pattern) }} then '+' || {{ digits }}
        {%- endfor %}
        {%- if without_trunk %}
        when length({{ digits }}) >= 11 and {{ matches_pattern(digits, without_trunk | join('|')) }} then '+' || {{ digits }}
        {%- endif %}
        {%- for plan in plans if plan.trunk_prefix and plan.national_pattern.startswith(plan.trunk_prefix) %}
        when {{ country_code }} = '{{ plan.country_code }}'
            and {{ matches_pattern(digits, plan.national_pattern[plan.trunk_prefix | length:]) }}
            then '+{{ plan.calling_code }}' || {{ digits }}
        {%- endfor %}
        {%- for plan in plans %}
        when {{ country_code }} is null and {{ matches_pattern(digits, plan.national_pattern) }}
            then '+{{ plan.calling_code }}' || substring({{ digits }}, {{ plan.trunk_prefix | length + 1 }})
        {%- endfor %}
    end
{%- endmacro %}
