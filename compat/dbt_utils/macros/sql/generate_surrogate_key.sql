{% macro generate_surrogate_key(field_list) %}
    {{ return(adapter.dispatch("generate_surrogate_key", "dbt_utils")(field_list)) }}
{% endmacro %}


{% macro default__generate_surrogate_key(field_list) %}
    {%- if field_list is string or field_list is mapping or field_list is not iterable -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.generate_surrogate_key: field_list must be a list of columns, got: "
            ~ field_list
        ) }}
    {%- endif -%}
    {%- set fields = field_list | list -%}
    {%- if fields | length == 0 -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.generate_surrogate_key: field_list is empty, name at least one column"
        ) }}
    {%- endif -%}

    {#- the variable is documented: it brings back the hash of the old surrogate_key() -#}
    {%- if var("surrogate_key_treat_nulls_as_empty_strings", false) -%}
        {%- set null_text = "" -%}
    {%- else -%}
        {%- set null_text = "_dbt_utils_surrogate_key_null_" -%}
    {%- endif -%}

    {%- set parts = [] -%}
    {%- for field in fields -%}
        {%- if not loop.first -%}
            {%- do parts.append("'-'") -%}
        {%- endif -%}
        {%- do parts.append(
            "coalesce(cast(" ~ field ~ " as " ~ dbt.type_string() ~ "), '" ~ null_text ~ "')"
        ) -%}
    {%- endfor -%}

    {{ return(dbt.hash(dbt.concat(parts))) }}
{% endmacro %}
