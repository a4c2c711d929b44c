{#- Takes an address that normalise_email made. Tags after a plus reach the same box everywhere that
    knows them, a plus in front is no tag; dots are ignored by Google alone. -#}
{% macro email_identity_key(email) -%}
    {%- set local_part = regexp_replace_all('split_part(' ~ email ~ ", '@', 1)", '([^+])[+].*$', '\\1') -%}
    case
        when split_part({{ email }}, '@', 2) in ('gmail.com', 'googlemail.com')
            then nullif(replace({{ local_part }}, '.', ''), '') || '@gmail.com'
        else {{ local_part }} || '@' || split_part({{ email }}, '@', 2)
    end
{%- endmacro %}
