{#- Wilson's bound of a share with 95 % confidence: it holds for few people and for shares near 0 and
    1 as well, where the usual one does not. `side` is + or -. Null where there is nobody. -#}
{% macro share_bound(share, people, side) -%}
    (
        {{ share }} + 3.8416 / (2 * nullif({{ people }}, 0))
        {{ side }} 1.96 * sqrt(
            {{ share }} * (1 - {{ share }}) / nullif({{ people }}, 0)
            + 3.8416 / (4.0 * {{ people }} * nullif({{ people }}, 0))
        )
    ) / (1 + 3.8416 / nullif({{ people }}, 0))
{%- endmacro %}
