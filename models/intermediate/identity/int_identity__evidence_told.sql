{#- 'given name same +5.8; household: address same house +4.1; found by phone -3.5' -#}
{%- set parts = {
    'given_name': 'given name ', 'birth_date': 'birth date ', 'middle_name': 'middle name ',
    'gender': 'gender ', 'occupation': 'occupation ', 'national_id': 'number of a state ',
    'household': 'household: ', 'relatives': 'among relatives ', 'prior': 'found by ',
} -%}
with evidence as (
    select
        *,
        found_by_rule as prior_meaning
    from {{ ref('int_identity__evidence') }}
),

bits_written as (
    select
        *,
        {% for part in parts if part != 'prior' %}
        cast(cast({{ part }}_weight as decimal(9, 1)) as varchar) as {{ part }}_bits,
        {% endfor %}
        cast(cast(prior_weight as decimal(9, 1)) as varchar) as prior_bits
    from evidence
),

final as (
    select
        left_record_id,
        right_record_id,
        substring(
            {% for part, words in parts.items() %}
            coalesce(
                '; {{ words }}'
                || {{ part }}_meaning
                || case when {{ part }}_bits like '-%' then ' ' else ' +' end
                || {{ part }}_bits,
                ''
            )
            {{ '||' if not loop.last }}
            {% endfor %},
            3
        ) as evidence
    from bits_written
)

select * from final
