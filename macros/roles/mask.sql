{#- What a role sees of a contact that it has to recognise and not to use: enough to ask "is it still the
    address that begins with m?", too little to write to. -#}
{% macro masked_email(email) -%}
    left({{ email }}, 1) || '***@' || split_part({{ email }}, '@', 2)
{%- endmacro %}

{% macro masked_phone(phone) -%}
    '***' || right({{ phone }}, 3)
{%- endmacro %}

{#- A value that a role may look for, and not read: whoever knows it finds it, whoever does not sees a digest. -#}
{% macro findable(value) -%}
    md5({{ value }})
{%- endmacro %}
