{% macro star(from, relation_alias=false, except=[], prefix="", suffix="", quote_identifiers=true) %}
    {{ return(adapter.dispatch("star", "dbt_utils")(
        from, relation_alias, except, prefix, suffix, quote_identifiers
    )) }}
{% endmacro %}


{% macro default__star(
    from, relation_alias=false, except=[], prefix="", suffix="", quote_identifiers=true
) %}
    {%- if from is string or from.identifier is not defined or from.is_cte -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.star: from must be a relation in the database, such as ref('a_table') "
            ~ "or source('a_source', 'a_table'), not an ephemeral model or a text, got: " ~ from
        ) }}
    {%- endif -%}
    {%- if except is string or except is mapping or except is not iterable -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.star: except must be a list of column names, got: " ~ except
        ) }}
    {%- endif -%}
    {%- if quote_identifiers is not boolean -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.star: quote_identifiers must be true or false, got: " ~ quote_identifiers
        ) }}
    {%- endif -%}

    {#- while dbt parses there is no database to ask -#}
    {%- if not execute -%}
        {{ return("") }}
    {%- endif -%}

    {%- set left_out = except | map("lower") | list -%}
    {%- set terms = [] -%}
    {%- for column in adapter.get_columns_in_relation(from) if column.name | lower not in left_out -%}
        {%- set alias = prefix ~ column.name ~ suffix -%}
        {%- set term -%}
            {%- if relation_alias -%}{{ relation_alias }}.{%- endif -%}
            {{ adapter.quote(column.name) if quote_identifiers else column.name }}
            {%- if prefix or suffix %} as {{ adapter.quote(alias) if quote_identifiers else alias }}
            {%- endif -%}
        {%- endset -%}
        {%- do terms.append(term | trim) -%}
    {%- endfor -%}

    {%- if terms | length == 0 -%}
        {%- if flags.WHICH in ["compile", "generate", "lint"] -%}
            {#- a linter compiles models whose inputs were never built -#}
            {{ return("*") }}
        {%- endif -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.star: no column is left of " ~ from
            ~ ": either it does not exist yet, or every column is in except"
        ) }}
    {%- endif -%}

    {{ return(terms | join(",\n    ")) }}
{% endmacro %}
