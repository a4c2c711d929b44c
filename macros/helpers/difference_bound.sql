{#- Newcombe's bound of the difference of two shares with 95 % confidence, from Wilson's bounds of
    each. `side` is + or -. Null where there is nobody on one side. -#}
{% macro difference_bound(share, people, other_share, other_people, side) -%}
    {%- set other_side = '-' if side == '+' else '+' -%}
    {{ share }} - {{ other_share }} {{ side }} sqrt(
        power({{ share_bound(share, people, side) }} - {{ share }}, 2)
        + power({{ share_bound(other_share, other_people, other_side) }} - {{ other_share }}, 2)
    )
{%- endmacro %}
