{#- Titles stand before a name, in the four languages of the house; more than one may stand there. -#}
{% macro fold_name(text) -%}
    {%- set titles = "^((sig|sigra|sig ra|signora|signor|signorina|dott|dottssa|dott ssa|dottor|dottoressa|ing|avv|prof"
        ~ "|pan|pani|mr|mrs|ms|miss|dr|g n|gospodin|gospozha) )+" -%}
    nullif(trim({{ regexp_replace_all(fold_text(text), titles, '') }}), '')
{%- endmacro %}
