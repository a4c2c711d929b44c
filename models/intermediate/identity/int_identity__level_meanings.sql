{#- Each level in words; household's are put together from its parts. -#}
{%- set parts = ['family_name', 'address', 'locality', 'contact'] -%}
with match_levels as (
    select
        comparison,
        level,
        meaning
    from {{ ref('match_levels') }}
),

household_parts as (
    select distinct
        household_level,
        family_name_level,
        address_level,
        locality_level,
        contact_level
    from {{ ref('int_identity__pair_patterns') }}
),

household_put_in_words as (
    select
        household_parts.household_level,
        substring(
            {% for part in parts %}
            coalesce(', {{ part | replace("_", " ") }} ' || {{ part }}_meanings.meaning, '')
            {{ '||' if not loop.last }}
            {% endfor %},
            3
        ) as meaning
    from household_parts
    {% for part in parts %}
    left join match_levels as {{ part }}_meanings
        on
            household_parts.{{ part }}_level = {{ part }}_meanings.level
            and {{ part }}_meanings.comparison = '{{ part }}'
    {% endfor %}
),

final as (
    select
        comparison,
        level,
        meaning
    from match_levels
    where comparison not in ('family_name', 'address', 'locality', 'contact')

    union all

    select
        'household' as comparison,
        household_level,
        nullif(meaning, '') as meaning
    from household_put_in_words
)

select * from final
