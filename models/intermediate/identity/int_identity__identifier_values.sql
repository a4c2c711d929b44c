with identifiers as (
    select
        record_id,
        id_type,
        id_value,
        given_name_key,
        full_name_key,
        birth_date
    from {{ ref('int_identity__identifiers') }}
),

placeholder_values as (
    select
        id_type,
        value_pattern
    from {{ ref('placeholder_values') }}
),

holders_counted as (
    select
        id_type,
        id_value,
        count(*) as record_count,
        count(distinct given_name_key) as given_name_count,
        count(distinct full_name_key) as full_name_count,
        count(distinct birth_date) as birth_date_count
    from identifiers
    group by id_type, id_value
),

placeholders_found as (
    select distinct
        holders_counted.id_type,
        holders_counted.id_value
    from holders_counted
    inner join placeholder_values
        on
            holders_counted.id_type = placeholder_values.id_type
            and holders_counted.id_value like placeholder_values.value_pattern
),

final as (
    select
        holders_counted.id_type,
        holders_counted.id_value,
        holders_counted.record_count,
        holders_counted.given_name_count,
        holders_counted.full_name_count,
        holders_counted.birth_date_count,
        case
            when placeholders_found.id_value is not null then 'placeholder'
            when
                holders_counted.given_name_count > {{ var('hub_max_people') }}
                or holders_counted.birth_date_count > {{ var('hub_max_people') }}
                then 'hub'
            -- one given name, or one full name in either order, and no two birth dates
            when
                (holders_counted.given_name_count <= 1 or holders_counted.full_name_count <= 1)
                and holders_counted.birth_date_count <= 1
                then 'one_person'
            else 'shared'
        end as value_scope
    from holders_counted
    left join placeholders_found
        on
            holders_counted.id_type = placeholders_found.id_type
            and holders_counted.id_value = placeholders_found.id_value
)

select * from final
