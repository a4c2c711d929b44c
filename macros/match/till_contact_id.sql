{#- Key of what was given at a till; receipts and identity must agree on it. -#}
{% macro till_contact_id() -%}
    {{ dbt_utils.generate_surrogate_key(['loyalty_card_number', 'customer_email', 'customer_phone']) }}
{%- endmacro %}
