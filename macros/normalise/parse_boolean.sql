{#- Words in the four languages of the house; a spreadsheet makes 1.0 of 1, an old database -1 of true. -#}
{% macro parse_boolean(text) -%}
    {%- set spellings = {
        'true': ['true', 't', '1', '1 0', 'yes', 'y', 'si', 's', 'vero', 'v', 'tak', 'prawda', 'da', 'istina'],
        'false': ['false', 'f', '0', '0 0', 'no', 'n', 'falso', 'nie', 'falsz', 'net', 'lozh'],
    } -%}
    {#- case with an operand: DuckDB folds the text once, with conditions or lists once for each -#}
    case {{ fold_text(text) }}
        {%- for value, words in spellings.items() %}
        {%- for word in words %}
        when '{{ word }}' then {{ value }}
        {%- endfor %}
        {%- endfor %}
    end
{%- endmacro %}
