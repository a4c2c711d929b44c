{% macro fold_text(text) -%}
    {{- adapter.dispatch('fold_text', 'customer360')(text) -}}
{%- endmacro %}

{#- One-to-many letters first, then marks fall off their letters, then one-to-one by position;
    apostrophes and invisible signs vanish, others part words. Plain ASCII, most of all, skips the letters. -#}
{% macro default__fold_text(text) -%}
    {%- set many = [
        ('щ', 'shch'), ('ж', 'zh'), ('х', 'kh'), ('ц', 'ts'), ('ч', 'ch'), ('ш', 'sh'), ('ю', 'yu'), ('я', 'ya'),
        ('ъ', ''), ('ь', ''), ('й', 'y'), ('й', 'y'), ('ß', 'ss'), ('ẞ', 'ss'), ('æ', 'ae'), ('œ', 'oe'), ('þ', 'th'),
    ] -%}
    {%- set one_by_one = [
        ('абвгґдеэєзиіклмнопрстуфы', 'abvggdeeeziiklmnoprstufy'),
        ('łøđðħıŧŋ', 'loddhitn'),
    ] -%}
    {%- set folded = namespace(sql='lower(' ~ text ~ ')') -%}
    {%- for letter, latin in many -%}
        {%- set folded.sql = "replace(" ~ folded.sql ~ ", '" ~ letter ~ "', '" ~ latin ~ "')" -%}
    {%- endfor -%}
    {%- set latin -%}
        case
            when {{ matches_pattern(text, '[ -~]*') }} then lower({{ text }})
            else translate(
                strip_accents({{ folded.sql }}),
                '{{ one_by_one | map('first') | join }}', '{{ one_by_one | map('last') | join }}'
            )
        end
    {%- endset -%}
    {%- set invisible = '\\x{00AD}\\x{0300}-\\x{036F}\\x{200B}-\\x{200F}\\x{FEFF}' -%}
    {%- set joined = regexp_replace_all(latin, "[''’‘`´ʼʻʹ′" ~ invisible ~ ']', '') -%}
    nullif(trim({{ regexp_replace_all(joined, '[^a-z0-9]+', ' ') }}), '')
{%- endmacro %}
