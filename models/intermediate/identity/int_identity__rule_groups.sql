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

groups_with_two_birth_dates as (
    select
        rule_id,
        id_value,
        corroboration
    from grouped_by_rule
    where birth_date is not null and corroboration is not null
    group by rule_id, id_value, corroboration
    having min(birth_date) <> max(birth_date)
),

-- father and son of one name: where the birth dates of a group differ, each date is a group of its
-- own, and who states none joins nobody
final as (
    select
        grouped_by_rule.rule_id,
        grouped_by_rule.record_id,
        grouped_by_rule.id_type,
        grouped_by_rule.id_value,
        grouped_by_rule.corroboration
        || case
            when parted.rule_id is null then ''
            else '|' || cast(grouped_by_rule.birth_date as varchar)
        end as corroboration
    from grouped_by_rule
    left join groups_with_two_birth_dates as parted
        on
            grouped_by_rule.rule_id = parted.rule_id
            and grouped_by_rule.id_value = parted.id_value
            and grouped_by_rule.corroboration = parted.corroboration
    where
        grouped_by_rule.corroboration is not null
        and (parted.rule_id is null or grouped_by_rule.birth_date is not null)
)

select * from final
