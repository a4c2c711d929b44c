{% test equality(model, compare_model, compare_columns=none, exclude_columns=none) %}
    {{ return(adapter.dispatch("test_equality", "dbt_utils")(
        model, compare_model, compare_columns, exclude_columns
    )) }}
{% endtest %}


{% macro default__test_equality(
    model, compare_model, compare_columns=none, exclude_columns=none
) %}
    {%- if compare_columns and exclude_columns -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.equality: give compare_columns or exclude_columns, not both"
        ) }}
    {%- endif -%}
    {%- for given in [compare_columns, exclude_columns]
        if given is not none and (given is string or given is not iterable) -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.equality: compare_columns and exclude_columns are lists of columns, got: "
            ~ given
        ) }}
    {%- endfor -%}

    {#- while dbt parses there is no database to ask for columns -#}
    {%- if not execute -%}
        {{ return("") }}
    {%- endif -%}

    {%- set names = [] -%}
    {%- if compare_columns -%}
        {%- do names.extend(compare_columns) -%}
    {%- else -%}
        {%- for relation in [model, compare_model]
            if relation is string or relation.identifier is not defined or relation.is_cte -%}
            {{ exceptions.raise_compiler_error(
                "dbt_utils.equality: the columns of " ~ relation ~ " cannot be read from the "
                ~ "database (a where filter or an ephemeral model): name them in compare_columns"
            ) }}
        {%- endfor -%}
        {%- set left_out = (exclude_columns or []) | map("lower") | list -%}
        {%- set sides = [] -%}
        {%- for relation in [model, compare_model] -%}
            {%- set side = [] -%}
            {%- for column in adapter.get_columns_in_relation(relation)
                if column.name | lower not in left_out -%}
                {%- do side.append(adapter.quote(column.name)) -%}
            {%- endfor -%}
            {%- do sides.append(side) -%}
        {%- endfor -%}
        {%- if sides[0] | map("lower") | sort != sides[1] | map("lower") | sort -%}
            {{ exceptions.raise_compiler_error(
                "dbt_utils.equality: " ~ model ~ " and " ~ compare_model
                ~ " have different columns: " ~ sides[0] | join(", ") ~ " against "
                ~ sides[1] | join(", ")
            ) }}
        {%- endif -%}
        {%- do names.extend(sides[0]) -%}
    {%- endif -%}
    {%- if names | length == 0 -%}
        {{ exceptions.raise_compiler_error("dbt_utils.equality: no column is left to compare") }}
    {%- endif -%}
    {%- set column_csv = names | join(", ") %}

with
tested as (
    select {{ column_csv }}
    from {{ model }}
),

compared as (
    select {{ column_csv }}
    from {{ compare_model }}
),

only_in_tested as (
    select * from tested
    {{ dbt.except() }}
    select * from compared
),

only_in_compared as (
    select * from compared
    {{ dbt.except() }}
    select * from tested
)

select
    'only in the tested model' as difference,
    only_in_tested.*
from only_in_tested
union all
select
    'only in compare_model' as difference,
    only_in_compared.*
from only_in_compared
{% endmacro %}
