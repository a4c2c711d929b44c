{#- One-to-many letters first, then one-to-one by position; apostrophes vanish, other signs part words. -#}
{% macro fold_text(text) -%}
    {%- set many = [
        ('щ', 'shch'), ('ж', 'zh'), ('х', 'kh'), ('ц', 'ts'), ('ч', 'ch'), ('ш', 'sh'),
        ('ю', 'yu'), ('я', 'ya'), ('ъ', ''), ('ь', ''), ('ß', 'ss'), ('æ', 'ae'), ('œ', 'oe'),
    ] -%}
    {%- set folded = namespace(sql='lower(' ~ text ~ ')') -%}
    {%- for letter, latin in many -%}
        {%- set folded.sql = "replace(" ~ folded.sql ~ ", '" ~ letter ~ "', '" ~ latin ~ "')" -%}
    {%- endfor -%}
    {%- set one_by_one = "translate(" ~ folded.sql
        ~ ", 'абвгдеёзийклмнопрстуфыэіїєґàáâãäåāąçćčďèéêëēęěìíîïīıłľñńňòóôõöøōőřśšťùúûüūůűýÿźżžđ'"
        ~ ", 'abvgdeeziyklmnoprstufyeiiegaaaaaaaacccdeeeeeeeiiiiiillnnnooooooooorsstuuuuuuuyyzzzd')" -%}
    {%- set without_marks = regexp_replace_all(one_by_one, "[̀-ͯ''’‘`´ʼ]", '') -%}
    nullif(trim({{ regexp_replace_all(without_marks, '[^a-z0-9]+', ' ') }}), '')
{%- endmacro %}
