{#- What makes two contact points one: an e-mail without its tag, a phone as it is. -#}
{% macro contact_key(contact_point) -%}
    case
        when {{ contact_point }} like '%@%' then {{ email_identity_key(contact_point) }}
        else {{ contact_point }}
    end
{%- endmacro %}
