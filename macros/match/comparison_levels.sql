{#- Levels of seeds/rules/match_levels.csv that need more than an equality; null: one side does not say.
    Nested cases, not `and`: what is dear to compute is asked only where what is cheap leaves it open. -#}

{% macro is_word_of(word, words) -%}
    coalesce(position(' ' || {{ word }} || ' ' in {{ words }}) > 0, false)
{%- endmacro %}

{% macro starts_with(text, beginning) -%}
    left({{ text }}, length({{ beginning }})) = {{ beginning }}
{%- endmacro %}

{#- One sign changed, put in or left out, or two neighbours swapped. -#}
{% macro is_one_sign_off(left_text, right_text) -%}
    case
        when length({{ left_text }}) <> length({{ right_text }})
            then
                case
                    when abs(length({{ left_text }}) - length({{ right_text }})) = 1
                        then {{ edit_distance(left_text, right_text) }} = 1
                    else false
                end
        when {{ differing_signs(left_text, right_text) }} <= 1 then true
        when {{ differing_signs(left_text, right_text) }} = 2
            then {{ edit_distance(left_text, right_text) }} = 1
        else false
    end
{%- endmacro %}

{#- Both as YYYYMMDD. Levels 8 and 9: of two dates one is a day of the year that many give (1 January),
    which says little more than the year. -#}
{% macro birth_date_level(left_digits, right_digits, is_round) -%}
    case
        when {{ left_digits }} is null or {{ right_digits }} is null then null
        when {{ left_digits }} = {{ right_digits }}
            then case when {{ is_round }} then 8 else 7 end
        when {{ is_round }} and left({{ left_digits }}, 4) = left({{ right_digits }}, 4) then 9
        when
            left({{ left_digits }}, 4) = left({{ right_digits }}, 4)
            and substring({{ left_digits }}, 5, 2) = substring({{ right_digits }}, 7, 2)
            and substring({{ left_digits }}, 7, 2) = substring({{ right_digits }}, 5, 2)
            then 6
        when {{ is_one_sign_off(left_digits, right_digits) }} then 6
        when substring({{ left_digits }}, 5) = substring({{ right_digits }}, 5) then 5
        when left({{ left_digits }}, 6) = left({{ right_digits }}, 6) then 4
        when {{ differing_signs(left_digits, right_digits) }} = 2 then 3
        when left({{ left_digits }}, 4) = left({{ right_digits }}, 4) then 2
        when left({{ left_digits }}, 3) = left({{ right_digits }}, 3) then 1
        else 0
    end
{%- endmacro %}

{% macro address_level(one, other) -%}
    case
        when {{ one }}_street is null or {{ other }}_street is null then null
        when {{ one }}_street = {{ other }}_street
            then
                case
                    when
                        coalesce({{ one }}_street_number, '')
                        = coalesce({{ other }}_street_number, '')
                        then 3
                    else 2
                end
        when {{ one }}_street = {{ other }}_unit or {{ other }}_street = {{ one }}_unit then 2
        when
            coalesce({{ one }}_street_number, '') = coalesce({{ other }}_street_number, '')
            then
                case
                    when {{ jaro_winkler(one ~ '_street', other ~ '_street') }} >= 0.92 then 3
                    when {{ one }}_street_number is null then 0
                    when {{ jaro_winkler(one ~ '_street', other ~ '_street') }} >= 0.7 then 2
                    else 0
                end
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
        when {{ is_one_sign_off(one ~ '_postal_code', other ~ '_postal_code') }} then 1
        else 0
    end
{%- endmacro %}

{#- `email_handle` is the part before the @ where it says more than a name. Addresses that differ in
    nothing but their digits are two: anna.rossi67 is not anna.rossi72. -#}
{% macro contact_level(one, other) -%}
    case
        when
            ({{ one }}_email is null or {{ other }}_email is null)
            and ({{ one }}_phone is null or {{ other }}_phone is null)
            then null
        when {{ one }}_email = {{ other }}_email and {{ one }}_phone = {{ other }}_phone then 5
        when {{ one }}_email = {{ other }}_email then 4
        when {{ one }}_phone = {{ other }}_phone then 3
        when {{ one }}_email_handle = {{ other }}_email_handle then 2
        when
            case
                when {{ one }}_email_digits = {{ other }}_email_digits
                    or {{ one }}_email_letters <> {{ other }}_email_letters
                    then
                        case
                            when {{ jaro_winkler(one ~ '_email_local_part', other ~ '_email_local_part') }} >= 0.9
                                then
                                    ({{ one }}_email_handle is not null and {{ other }}_email_handle is not null)
                                    or {{ jaro_winkler(one ~ '_email_domain', other ~ '_email_domain') }} >= 0.9
                        end
            end
            then 1
        when {{ is_one_sign_off(one ~ '_phone', other ~ '_phone') }} then 1
        else 0
    end
{%- endmacro %}
