{% macro normalise_gender(text) -%}
    {%- set word = 'lower(trim(' ~ text ~ ", ' .' || chr(9) || chr(10) || chr(13) || chr(160)))" -%}
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
