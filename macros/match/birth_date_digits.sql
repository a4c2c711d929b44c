{#- A birth date as eight signs, YYYYMMDD, to compare sign by sign. A day that no calendar has (31 April, a
    letter for a digit) is kept as it was written, if it was written year first. -#}
{% macro birth_date_digits(birth_date, birth_date_written) -%}
    coalesce(
        replace(cast({{ birth_date }} as varchar), '-', ''),
        case
            when {{ matches_pattern(birth_date_written, '[0-9A-Za-z]{4}-[0-9A-Za-z]{2}-[0-9A-Za-z]{2}') }}
                then replace({{ birth_date_written }}, '-', '')
        end
    )
{%- endmacro %}
