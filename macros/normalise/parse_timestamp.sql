{% macro parse_timestamp(text, written_in='local') -%}
    {{- adapter.dispatch('parse_timestamp', 'customer360')(text, written_in) -}}
{%- endmacro %}

{#- An offset or an epoch in the text wins over `written_in`; the result is local business time. -#}
{% macro default__parse_timestamp(text, written_in) -%}
    {%- set zone = var('business_time_zone') -%}
    {%- set naive -%}
        coalesce(
            try_cast({{ text }} as timestamp),
            try_strptime({{ text }}, [
                '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M',
                '%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y', '%Y%m%d%H%M%S', '%Y%m%d'
            ])
        )
    {%- endset -%}
    case
        when {{ matches_pattern(text, '[0-9]{13}') }}
            then (epoch_ms(try_cast({{ text }} as bigint)) at time zone 'UTC') at time zone '{{ zone }}'
        when {{ matches_pattern(text, '.*[0-9](Z|[+-][0-9]{2}:?[0-9]{2})') }} and {{ text }} like '%:%'
            then try_cast({{ text }} as timestamp with time zone) at time zone '{{ zone }}'
        {%- if written_in == 'utc' %}
        else ({{ naive }} at time zone 'UTC') at time zone '{{ zone }}'
        {%- elif written_in == 'local' %}
        else {{ naive }}
        {%- else %}
        {{ exceptions.raise_compiler_error("parse_timestamp: written_in is '" ~ written_in ~ "'; known: local, utc") }}
        {%- endif %}
    end
{%- endmacro %}
