with identifiers as (
    select
        record_id,
        id_type,
        id_value,
        has_own_name,
        given_name_key,
        full_name_key,
        birth_date
    from {{ ref('int_identity__identifiers') }}
),

identifier_values as (
    select
        id_type,
        id_value,
        value_scope,
        record_count
    from {{ ref('int_identity__identifier_values') }}
),

rules as (
    select
        rule_id,
        id_type,
        value_scope,
        match_on,
        priority
    from {{ ref('identity_rules') }}
    where is_enabled
),

identifier_strengths as (
    select
        id_type,
        min(priority) as type_priority
    from rules
    group by id_type
),

identifiers_ranked as (
    select
        identifiers.*,
        identifier_values.value_scope,
        identifier_values.record_count,
        identifier_strengths.type_priority
    from identifiers
    inner join identifier_values
        on
            identifiers.id_type = identifier_values.id_type
            and identifiers.id_value = identifier_values.id_value
    inner join identifier_strengths
        on identifiers.id_type = identifier_strengths.id_type
    -- a hub or a placeholder proves nothing, so it is not the strongest either
    where identifier_values.value_scope in ('one_person', 'shared')
),

strongest_found as (
    select
        record_id,
        min(type_priority) as strongest_priority
    from identifiers_ranked
    where not has_own_name
    group by record_id
),

-- a record without a name links by its strongest identifier alone: nothing on it could
-- corroborate a second one, and a lent card beside the borrower's e-mail would glue two people
identifiers_admitted as (
    select identifiers_ranked.*
    from identifiers_ranked
    left join strongest_found
        on identifiers_ranked.record_id = strongest_found.record_id
    where
        (
            identifiers_ranked.has_own_name
            or identifiers_ranked.type_priority = strongest_found.strongest_priority
        )
        -- a value of one record links nobody
        and identifiers_ranked.record_count > 1
),

grouped_by_rule as (
    select
        rules.rule_id,
        identifiers_admitted.record_id,
        identifiers_admitted.id_type,
        identifiers_admitted.id_value,
        identifiers_admitted.birth_date,
        case rules.match_on
            when 'value' then ''
            when 'given_name' then identifiers_admitted.given_name_key
            when 'full_name' then identifiers_admitted.full_name_key
        end as corroboration
    from identifiers_admitted
    inner join rules
        on
            identifiers_admitted.id_type = rules.id_type
            and identifiers_admitted.value_scope = rules.value_scope
),

birth_dates_spread as (
    select
        rule_id,
        record_id,
        id_type,
        id_value,
        birth_date,
        corroboration,
        coalesce(
            min(birth_date) over (partition by rule_id, id_value, corroboration)
            <> max(birth_date) over (partition by rule_id, id_value, corroboration),
            false
        ) as has_two_birth_dates
    from grouped_by_rule
    where corroboration is not null
),

-- father and son of one name: where the birth dates of a group differ, each date is a group of its
-- own, and who states none joins nobody
final as (
    select
        rule_id,
        record_id,
        id_type,
        id_value,
        corroboration
        || case when has_two_birth_dates then '|' || cast(birth_date as varchar) else '' end
            as corroboration
    from birth_dates_spread
    where not has_two_birth_dates or birth_date is not null
)

select * from final
