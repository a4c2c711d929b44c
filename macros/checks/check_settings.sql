{#- Called before every run: a bad setting stops here, with one sentence that says what to change. -#}
{% macro check_settings() -%}
    {%- set stated = var('as_of_date') -%}
    {%- if stated and not modules.re.match('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', stated | string) -%}
        {{ exceptions.raise_compiler_error(
            "as_of_date is '" ~ stated ~ "'; write a day as 2025-12-31, or null for the day of the latest order or visit") }}
    {%- endif -%}
    {%- set hub_max_people = var('hub_max_people') -%}
    {%- if hub_max_people is not number or hub_max_people < 2 or hub_max_people > 50 -%}
        {{ exceptions.raise_compiler_error(
            "hub_max_people is '" ~ hub_max_people ~ "'; it must be a number from 2 to 50") }}
    {%- endif -%}
    {%- if not modules.re.match('^[A-Z]{3}$', var('reporting_currency') | string) -%}
        {{ exceptions.raise_compiler_error(
            "reporting_currency is '" ~ var('reporting_currency') ~ "'; write an ISO 4217 code such as EUR") }}
    {%- endif -%}
    {%- set zone = var('business_time_zone') | string -%}
    {%- if execute and zone not in modules.pytz.all_timezones_set -%}
        {{ exceptions.raise_compiler_error(
            "business_time_zone is '" ~ zone ~ "'; write a name of the tz database such as Europe/Rome") }}
    {%- endif -%}
{%- endmacro %}
