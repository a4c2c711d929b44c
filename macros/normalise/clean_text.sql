{#- What forms, exports and spreadsheets write for nothing is null. Not so Null (a surname), NA (a
    province) and None (a town). Blanks are of any kind: tab, line end, no-break, zero width. -#}
{% macro clean_text(text) -%}
    {%- set blanks = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(8239) || chr(65279)" -%}
    {%- set trimmed = 'trim(' ~ text ~ ', ' ~ blanks ~ ')' -%}
    case
        when {{ trimmed }} not in (
            '', 'NULL', 'null', 'undefined', 'NaN', 'nan', 'N/A', 'n/a', 'N.D.', 'n.d.', '#N/A', '#N/D', '-', '--', '---'
        ) then {{ trimmed }}
    end
{%- endmacro %}
