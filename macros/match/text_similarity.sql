{% macro jaro_winkler(left_text, right_text) -%}
    {{- adapter.dispatch('jaro_winkler', 'customer360')(left_text, right_text) -}}
{%- endmacro %}

{#- Jaro-Winkler similarity, 0 to 1 (Winkler, "String comparator metrics and enhanced decision rules", 1990). -#}
{% macro default__jaro_winkler(left_text, right_text) -%}
    jaro_winkler_similarity({{ left_text }}, {{ right_text }})
{%- endmacro %}

{% macro edit_distance(left_text, right_text) -%}
    {{- adapter.dispatch('edit_distance', 'customer360')(left_text, right_text) -}}
{%- endmacro %}

{#- Damerau-Levenshtein distance: signs put in, left out, changed, or two neighbours swapped. -#}
{% macro default__edit_distance(left_text, right_text) -%}
    damerau_levenshtein({{ left_text }}, {{ right_text }})
{%- endmacro %}

{% macro differing_signs(left_text, right_text) -%}
    {{- adapter.dispatch('differing_signs', 'customer360')(left_text, right_text) -}}
{%- endmacro %}

{#- Hamming distance of two texts of one length: places at which the signs differ. -#}
{% macro default__differing_signs(left_text, right_text) -%}
    hamming({{ left_text }}, {{ right_text }})
{%- endmacro %}
