{% macro normalise_gender(text) -%}
    {%- set word = regexp_replace_all('lower(' ~ clean_text(text) ~ ')', '[.]$', '') -%}
    case
        when {{ word }} in (
            'f', 'female', 'woman', 'femmina', 'donna', 'k', 'kobieta', 'w', 'ж', 'жен', 'женский', 'женщина'
        ) then 'f'
        when {{ word }} in (
            'm', 'male', 'man', 'maschio', 'uomo', 'mężczyzna', 'mezczyzna', 'м', 'муж', 'мужской', 'мужчина'
        ) then 'm'
        when {{ word }} in ('x', 'other', 'altro', 'd') then 'other'
    end
{%- endmacro %}
