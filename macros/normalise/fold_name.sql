{#- Titles stand before a name, in the four languages of the house; more than one may stand there.
    An abbreviated title alone is no name; pan, ing and prof alone may be one. -#}
{% macro fold_name(text) -%}
    {%- set only_titles = "sig ra|sig na|sigra|sig|signora|signorina|signor|dott ssa|dottssa|dottoressa|dottor|dott|pani"
        ~ "|mrs|mr|mx|ms|miss|dr ssa|dr|g n|g zha|gospodin|gospozha" -%}
    {%- set titles = only_titles ~ "|egr|gent ma|gent mo|ing|avv|arch|geom|rag|prof ssa|prof|pan|mgr|inz|rev" -%}
    nullif({{ regexp_replace_all(
        fold_text(text), '^(?:(?:' ~ titles ~ ') )*(?:' ~ only_titles ~ ')$|^(?:(?:' ~ titles ~ ') )+', ''
    ) }}, '')
{%- endmacro %}
