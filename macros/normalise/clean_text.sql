{% macro clean_text(text) -%}
    nullif(
        case
            when trim({{ text }}, ' 	' || chr(160)) in ('NULL', 'null', 'N/A', 'n/a', 'n.d.', '-', '--') then ''
            else trim({{ text }}, ' 	' || chr(160))
        end,
        ''
    )
{%- endmacro %}
