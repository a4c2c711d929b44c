{% test unique_combination_of_columns(model, combination_of_columns, quote_columns=false) %}
    {{ return(adapter.dispatch("test_unique_combination_of_columns", "dbt_utils")(
        model, combination_of_columns, quote_columns
    )) }}
{% endtest %}


{% macro default__test_unique_combination_of_columns(
    model, combination_of_columns, quote_columns=false
) %}
    {%- if combination_of_columns is string or combination_of_columns is not iterable
        or combination_of_columns | length == 0 -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.unique_combination_of_columns: combination_of_columns must be a list of "
            ~ "at least one column, got: " ~ combination_of_columns
        ) }}
    {%- endif -%}
    {%- if quote_columns is not boolean -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.unique_combination_of_columns: quote_columns must be true or false, got: "
            ~ quote_columns
        ) }}
    {%- endif -%}

    {%- set names = [] -%}
    {%- for name in combination_of_columns -%}
        {%- do names.append(adapter.quote(name) if quote_columns else name) -%}
    {%- endfor -%}
    {%- set column_csv = names | join(", ") %}

select {{ column_csv }}
from {{ model }}
group by {{ column_csv }}
having count(*) > 1
{% endmacro %}
