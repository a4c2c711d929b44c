{#- Of a list that a contract closes: what another word means is not guessed. -#}
{% macro known_word(text, words) -%}
    case
        when lower({{ clean_text(text) }}) in ('{{ words | join("', '") }}') then lower({{ clean_text(text) }})
    end
{%- endmacro %}
