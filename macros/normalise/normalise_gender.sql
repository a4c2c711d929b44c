{% macro normalise_gender(text) -%}
    case
        when lower(trim({{ text }})) in ('f', 'female', 'femmina', 'donna', 'k', 'kobieta', 'w', 'ж') then 'f'
        when lower(trim({{ text }})) in ('m', 'male', 'maschio', 'uomo', 'mężczyzna', 'м') then 'm'
        when {{ clean_text(text) }} is not null and lower(trim({{ text }})) in ('x', 'other', 'altro', 'd') then 'other'
    end
{%- endmacro %}
