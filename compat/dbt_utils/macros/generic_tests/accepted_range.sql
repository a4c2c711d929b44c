{% test accepted_range(model, column_name, min_value=none, max_value=none, inclusive=true) %}
    {{ return(adapter.dispatch("test_accepted_range", "dbt_utils")(
        model, column_name, min_value, max_value, inclusive
    )) }}
{% endtest %}


{% macro default__test_accepted_range(
    model, column_name, min_value=none, max_value=none, inclusive=true
) %}
    {%- if min_value is none and max_value is none -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.accepted_range: give min_value, max_value or both (column "
            ~ column_name ~ ")"
        ) }}
    {%- endif -%}
    {%- if inclusive is not boolean -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.accepted_range: inclusive must be true or false, got: " ~ inclusive
        ) }}
    {%- endif -%}

    {%- set faults = [] -%}
    {%- set equal_sign = "=" if inclusive else "" -%}
    {#- a null lies neither inside nor outside: the comparison is unknown and the row is kept -#}
    {%- if min_value is not none -%}
        {%- do faults.append("not " ~ column_name ~ " >" ~ equal_sign ~ " " ~ min_value) -%}
    {%- endif -%}
    {%- if max_value is not none -%}
        {%- do faults.append("not " ~ column_name ~ " <" ~ equal_sign ~ " " ~ max_value) -%}
    {%- endif %}

select *
from {{ model }}
where {{ faults | join("\n    or ") }}
{% endmacro %}
