{#- Levels of seeds/rules/match_levels.csv that need more than an equality; null: one side does not say. -#}

{% macro is_word_of(word, words) -%}
    coalesce({{ words }} like '% ' || {{ word }} || ' %', false)
{%- endmacro %}

{% macro starts_with(text, beginning) -%}
    left({{ text }}, length({{ beginning }})) = {{ beginning }}
{%- endmacro %}

{#- Both as YYYYMMDD. Cheap comparisons come first: the distance is asked for few pairs. -#}
{% macro birth_date_level(left_digits, right_digits) -%}
    case
        when {{ left_digits }} is null or {{ right_digits }} is null then null
        when {{ left_digits }} = {{ right_digits }} then 7
        when
            left({{ left_digits }}, 4) = left({{ right_digits }}, 4)
            and substring({{ left_digits }}, 5, 2) = substring({{ right_digits }}, 7, 2)
            and substring({{ left_digits }}, 7, 2) = substring({{ right_digits }}, 5, 2)
            then 6
        when {{ edit_distance(left_digits, right_digits) }} = 1 then 6
        when substring({{ left_digits }}, 5) = substring({{ right_digits }}, 5) then 5
        when left({{ left_digits }}, 6) = left({{ right_digits }}, 6) then 4
        when {{ edit_distance(left_digits, right_digits) }} = 2 then 3
        when left({{ left_digits }}, 4) = left({{ right_digits }}, 4) then 2
        when left({{ left_digits }}, 3) = left({{ right_digits }}, 3) then 1
        else 0
    end
{%- endmacro %}

{% macro address_level(one, other) -%}
    case
        when {{ one }}_street is null or {{ other }}_street is null then null
        when
            {{ one }}_street = {{ other }}_street
            and coalesce({{ one }}_street_number, '') = coalesce({{ other }}_street_number, '')
            then 3
        when
            coalesce({{ one }}_street_number, '') = coalesce({{ other }}_street_number, '')
            and {{ jaro_winkler(one ~ '_street', other ~ '_street') }} >= 0.92
            then 3
        when {{ one }}_street = {{ other }}_street then 2
        when {{ one }}_street = {{ other }}_unit or {{ other }}_street = {{ one }}_unit then 2
        when
            {{ one }}_street_number = {{ other }}_street_number
            and {{ jaro_winkler(one ~ '_street', other ~ '_street') }} >= 0.7
            then 2
        else 0
    end
{%- endmacro %}

{% macro locality_level(one, other) -%}
    case
        when
            ({{ one }}_postal_code is null or {{ other }}_postal_code is null)
            and ({{ one }}_city is null or {{ other }}_city is null)
            then null
        when {{ one }}_postal_code = {{ other }}_postal_code and coalesce({{ one }}_city = {{ other }}_city, true) then 3
        when {{ one }}_postal_code = {{ other }}_postal_code or {{ one }}_city = {{ other }}_city then 2
        when {{ one }}_postal_area = {{ other }}_postal_area then 1
        when {{ jaro_winkler(one ~ '_city', other ~ '_city') }} >= 0.85 then 1
        when {{ edit_distance(one ~ '_postal_code', other ~ '_postal_code') }} <= 1 then 1
        else 0
    end
{%- endmacro %}

{% macro contact_level(one, other) -%}
    case
        when
            ({{ one }}_email is null or {{ other }}_email is null)
            and ({{ one }}_phone is null or {{ other }}_phone is null)
            then null
        when {{ one }}_email = {{ other }}_email and {{ one }}_phone = {{ other }}_phone then 5
        when {{ one }}_email = {{ other }}_email then 4
        when {{ one }}_phone = {{ other }}_phone then 3
        when {{ one }}_email_local_part = {{ other }}_email_local_part then 2
        when {{ jaro_winkler(one ~ '_email_local_part', other ~ '_email_local_part') }} >= 0.9 then 1
        when {{ edit_distance(one ~ '_email', other ~ '_email') }} <= 2 then 1
        when {{ edit_distance(one ~ '_phone', other ~ '_phone') }} <= 1 then 1
        else 0
    end
{%- endmacro %}
