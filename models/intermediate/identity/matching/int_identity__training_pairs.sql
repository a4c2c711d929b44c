{#- Built for scripts/train_match_weights.py alone (variable train_identity). -#}
{{ config(enabled=var('train_identity')) }}
{%- set keys = {
    'given_name': 'given_name_canonical',
    'birth_date': 'birth_date_digits',
    'family_name': 'family_name',
    'national_id': 'national_id',
    'place': 'coalesce(postal_code, city)',
    'street': 'street',
    'email': 'email',
    'phone': 'phone',
} -%}
with match_records as (
    select * from {{ ref('int_identity__match_records') }}
),

records_counted as (
    select count(*) as record_count
    from match_records
),

values_listed as (
    {% for shared_key, value in keys.items() %}
    select
        '{{ shared_key }}' as shared_key,
        {{ integer_hash("'" ~ shared_key ~ "|' || " ~ value) }} as value_key,
        record_id
    from match_records
    where {{ value }} is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- of a large set a share of the values is enough; which ones, their hash decides
values_sampled as (
    select values_listed.*
    from values_listed
    cross join records_counted
    where
        values_listed.value_key % 10000
        < 10000.0 * {{ var('training_records') }} / records_counted.record_count
),

records_lined_up as (
    select
        shared_key,
        value_key,
        record_id,
        row_number() over (
            partition by shared_key, value_key order by record_id
        ) as place_in_line
    from values_sampled
),

-- each record with its next five that share the value: large blocks cost no more than small ones
steps as (
    {% for step in range(1, 6) %}
    select {{ step }} as step
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

places_ahead as (
    select
        records_lined_up.shared_key,
        records_lined_up.value_key,
        records_lined_up.record_id,
        records_lined_up.place_in_line + steps.step as place_ahead
    from records_lined_up
    cross join steps
),

final as (
    select distinct
        places_ahead.shared_key,
        places_ahead.record_id as left_record_id,
        next_in_line.record_id as right_record_id
    from places_ahead
    inner join records_lined_up as next_in_line
        on
            places_ahead.shared_key = next_in_line.shared_key
            and places_ahead.value_key = next_in_line.value_key
            and places_ahead.place_ahead = next_in_line.place_in_line
)

select * from final
