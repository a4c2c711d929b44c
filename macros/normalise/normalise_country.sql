{#- Names in the four languages of the house; any other two letters are taken as the code they look like. -#}
{% macro normalise_country(text) -%}
    {%- set spellings = {
        'IT': ['it', 'ita', 'italia', 'italy', 'wlochy', 'italiya', 'repubblica italiana'],
        'PL': ['pl', 'pol', 'polska', 'poland', 'polonia', 'polsha'],
        'GB': [
            'gb', 'gbr', 'uk', 'u k', 'united kingdom', 'great britain', 'regno unito', 'gran bretagna',
            'wielka brytania', 'velikobritaniya', 'england', 'inghilterra', 'anglia', 'angliya', 'scotland',
            'scozia', 'wales', 'galles', 'northern ireland'
        ],
        'RU': ['ru', 'rus', 'russia', 'rossiya', 'rosja', 'russian federation', 'rossiyskaya federatsiya', 'rf'],
        'DE': ['de', 'deu', 'germany', 'deutschland', 'germania', 'niemcy', 'germaniya'],
        'FR': ['fr', 'fra', 'france', 'francia', 'francja', 'frantsiya'],
        'ES': ['es', 'esp', 'spain', 'espana', 'spagna', 'hiszpania', 'ispaniya'],
        'US': ['us', 'usa', 'u s', 'u s a', 'united states', 'united states of america', 'stati uniti', 'ssha'],
        'IE': ['ie', 'irl', 'eire', 'ireland', 'irlanda', 'irlandia', 'irlandiya'],
    } -%}
    {#- case with an operand: DuckDB folds the text once, with conditions or lists once for each -#}
    case {{ fold_text(text) }}
        {%- for code, names in spellings.items() %}
        {%- for name in names %}
        when '{{ name }}' then '{{ code }}'
        {%- endfor %}
        {%- endfor %}
        else case when {{ matches_pattern('trim(' ~ text ~ ')', '[A-Za-z]{2}') }} then upper(trim({{ text }})) end
    end
{%- endmacro %}
