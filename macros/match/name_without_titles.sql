{#- Ranks and titles that stand before or after a folded name, to compare names: what one register writes
    ("Sir John Franks, 1st Baronet") another leaves away. Words that are also given names (earl, duke,
    major, dean) stay. Null where nothing else stands. -#}
{% macro name_without_titles(name) -%}
    {%- set before = "sir|lady|dame|lord|rev|revd|reverend|captain|capt|colonel|col|lieutenant|lieut|lt|sgt|sergeant|maj|rt hon|hon"
        ~ "|most|very|right|professor|prof|dr|viscount|viscountess|baron|baroness|count|countess|duchess|marquess|marquis"
        ~ "|archdeacon|canon|sister|the|[0-9]+(?:st|nd|rd|th)" -%}
    {%- set ranks = "earl|baron|viscount|duke|marquess|marquis|lord|countess|duchess|count|baroness|baronet|bart|bt" -%}
    {%- set after = "fsa|frs|frse|bt|bart|baronet|esq|esquire|kcb|gcb|kcmg|obe|mbe|cbe|qc|mp|phd|md|jr|jnr|sr|snr|junior|senior|ii|iii|iv|the younger|the elder|mlodszy|starszy|mladshiy|starshiy"
        ~ "|(?:[0-9]+(?:st|nd|rd|th) )?(?:" ~ ranks ~ ")(?: of)?(?: [a-z ]+)?|[0-9]+(?:st|nd|rd|th)(?: of)?(?: [a-z ]+)?" -%}
    {%- set bare = regexp_replace_all(name, '^(?:(?:' ~ before ~ ') )+', '') -%}
    nullif(trim({{ regexp_replace_all(bare, ' (?:' ~ after ~ ')$', '') }}), '')
{%- endmacro %}
