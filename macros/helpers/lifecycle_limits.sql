{#- Days without a purchase after which a customer of this cadence has lapsed. -#}
{% macro lapse_after_days(cadence_days) -%}
    least(
        greatest(cast(ceil({{ var('lapse_gaps') }} * {{ cadence_days }}) as integer), {{ var('lapse_least_days') }}),
        {{ var('lapse_most_days') }}
    )
{%- endmacro %}

{#- Days without a purchase after which a customer of this cadence slips; always before they have lapsed. -#}
{% macro slipping_after_days(cadence_days) -%}
    least(
        greatest(cast(ceil({{ var('slipping_gaps') }} * {{ cadence_days }}) as integer), {{ var('slipping_least_days') }}),
        cast(floor({{ lapse_after_days(cadence_days) }} * {{ var('slipping_gaps') }} / {{ var('lapse_gaps') }}) as integer)
    )
{%- endmacro %}
