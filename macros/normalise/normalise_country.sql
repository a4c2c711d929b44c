{% macro normalise_country(text) -%}
    {%- set spellings = {
        'IT': ['it', 'ita', 'italia', 'italy', 'wlochy', 'italiya'],
        'PL': ['pl', 'pol', 'polska', 'poland', 'polonia', 'polsha'],
        'GB': ['gb', 'gbr', 'uk', 'united kingdom', 'great britain', 'regno unito', 'wielka brytania', 'england'],
        'RU': ['ru', 'rus', 'russia', 'rossiya', 'rosja', 'russian federation'],
        'DE': ['de', 'deu', 'germany', 'deutschland', 'germania', 'niemcy'],
        'FR': ['fr', 'fra', 'france', 'francia', 'francja'],
        'ES': ['es', 'esp', 'spain', 'espana', 'spagna', 'hiszpania'],
        'US': ['us', 'usa', 'united states', 'stati uniti', 'united states of america'],
        'IE': ['ie', 'irl', 'eire', 'ireland', 'irlanda'],
    } -%}
    {#- one look at the folded text: models repeat this expression in longer ones -#}
    case {{ fold_text(text) }}
        {%- for code, names in spellings.items() %}
        {%- for name in names %}
        when '{{ name }}' then '{{ code }}'
        {%- endfor %}
        {%- endfor %}
        else case when {{ matches_pattern('trim(' ~ text ~ ')', '[A-Za-z]{2}') }} then upper(trim({{ text }})) end
    end
{%- endmacro %}
