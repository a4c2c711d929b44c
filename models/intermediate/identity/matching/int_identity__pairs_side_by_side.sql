{#- Read by int_identity__pair_levels alone: never a table of its own. A similarity is a level of
    names (int_identity__name_similarities), 5 where they are the same; null: one side is silent. -#}
{{ config(materialized='ephemeral') }}
{%- set columns = [
    'given_name', 'middle_names', 'family_name', 'further_words', 'generation', 'birth_date_digits',
    'is_birth_date_round', 'gender', 'national_id', 'email', 'email_local_part', 'email_domain',
    'email_letters', 'email_digits', 'email_handle', 'phone', 'street', 'street_number', 'unit', 'city',
    'postal_code', 'postal_area', 'occupation'
] -%}
{%- set names = {
    'given_name': ('given_name', 'given_name'),
    'family_name': ('family_name', 'family_name'),
    'given_family': ('given_name', 'family_name'),
    'family_given': ('family_name', 'given_name'),
} -%}
with compared_pairs as (
    select
        left_record_id,
        right_record_id,
        found_by
    from {{ ref('int_identity__compared_pairs') }}
),

left_records as (
    select * from {{ ref('int_identity__match_records') }}
),

right_records as (
    select * from {{ ref('int_identity__match_records') }}
),

name_similarities as (
    select
        lower_name,
        higher_name,
        name_level
    from {{ ref('int_identity__name_similarities') }}
),

final as (
    select
        {% for column in columns %}
        left_records.{{ column }} as left_{{ column }},
        right_records.{{ column }} as right_{{ column }},
        {% endfor %}
        {% for comparison, (left_name, right_name) in names.items() %}
        case
            when left_records.{{ left_name }} is null or right_records.{{ right_name }} is null
                then null
            when left_records.{{ left_name }} = right_records.{{ right_name }} then 5
            else coalesce({{ comparison }}_similarities.name_level, 0)
        end as {{ comparison }}_similarity,
        {% endfor %}
        compared_pairs.left_record_id,
        compared_pairs.right_record_id,
        compared_pairs.found_by
    from compared_pairs
    inner join left_records
        on compared_pairs.left_record_id = left_records.record_id
    inner join right_records
        on compared_pairs.right_record_id = right_records.record_id
    {% for comparison, (left_name, right_name) in names.items() %}
    left join name_similarities as {{ comparison }}_similarities
        on
            least(left_records.{{ left_name }}, right_records.{{ right_name }})
            = {{ comparison }}_similarities.lower_name
            and greatest(left_records.{{ left_name }}, right_records.{{ right_name }})
            = {{ comparison }}_similarities.higher_name
    {% endfor %}
)

select * from final
