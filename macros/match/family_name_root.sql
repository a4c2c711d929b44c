{#- What the forms of a Slavic family name for men and for women have in common, to see a family in
    Kowalski and Kowalska, in Ivanov and Iwanowa. Not for telling people apart: an Italian Farina loses
    a letter as well. -#}
{% macro family_name_root(name) -%}
    {%- set written = 'replace(' ~ name ~ ", 'w', 'v')" -%}
    {%- set adjective = regexp_replace_all(written, '(sk|ck|dzk)(?:i|a|y|ii|iy|yi|oy|aya|aia|aja)$', '\\1') -%}
    {{- regexp_replace_all(adjective, '(ov|ev|in|yn)a$', '\\1') -}}
{%- endmacro %}
