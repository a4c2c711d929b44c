{% macro parse_timestamp(text, written_in='local') -%}
    {{- adapter.dispatch('parse_timestamp', 'customer360')(text, written_in) -}}
{%- endmacro %}

{#- An offset or an epoch in milliseconds in the text wins over `written_in`; the result is local
    business time. Day first, a year has four digits; other zones than Z, UTC and GMT are not read. -#}
{% macro default__parse_timestamp(text, written_in) -%}
    {%- set zone = var('business_time_zone') -%}
    {%- set naive -%}
        coalesce(
            case
                when {{ matches_pattern(
                    text, '\\s*[1-9][0-9]{3}[/-][0-9]{1,2}[/-][0-9]{1,2}([T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?\\s*'
                ) }} then try_cast({{ text }} as timestamp)
            end,
            case
                when {{ matches_pattern(
                    text, '\\s*([0-9]{1,2}[/.-][0-9]{1,2}[/.-][1-9][0-9]{3}(,? [0-9:]+)?|[1-9][0-9]{7}|[1-9][0-9]{13})\\s*'
                ) }} then try_strptime(replace({{ text }}, ',', ''), [
                    '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M',
                    '%d-%m-%Y %H:%M:%S', '%d-%m-%Y %H:%M',
                    '%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y', '%Y%m%d%H%M%S', '%Y%m%d'
                ])
            end
        )
    {%- endset -%}
    case
        when {{ matches_pattern(text, '[1-9][0-9]{12}') }}
            then (epoch_ms(try_cast({{ text }} as bigint)) at time zone 'UTC') at time zone '{{ zone }}'
        when {{ matches_pattern(
            text, '\\s*[1-9][0-9]{3}[/-].*:[0-9.]+ ?([Zz]|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2})?)'
        ) }}
            then try_cast(
                {{ regexp_replace_all(
                    regexp_replace_all('upper(' ~ text ~ ')', ' ?(?:Z|UTC|GMT)$', 'Z'), ' ([+-][0-9:]+)$', '\\1'
                ) }} as timestamp with time zone
            ) at time zone '{{ zone }}'
        {%- if written_in == 'utc' %}
        else ({{ naive }} at time zone 'UTC') at time zone '{{ zone }}'
        {%- elif written_in == 'local' %}
        else {{ naive }}
        {%- else %}
        {{ exceptions.raise_compiler_error("parse_timestamp: written_in is '" ~ written_in ~ "'; known: local, utc") }}
        {%- endif %}
    end
{%- endmacro %}
