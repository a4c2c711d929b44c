with match_records as (
    select
        record_id,
        {{ family_name_root('family_name') }} as family_name
    from {{ ref('int_identity__match_records') }}
    where family_name is not null
),

records as (
    select
        record_id,
        coalesce(created_at, updated_at) as stated_at
    from {{ ref('int_identity__records') }}
),

customer_ids as (
    select
        record_id,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

names_of_customers as (
    select
        customer_ids.customer_id,
        match_records.family_name,
        min(records.stated_at) as first_stated_at
    from match_records
    inner join records
        on match_records.record_id = records.record_id
    inner join customer_ids
        on match_records.record_id = customer_ids.record_id
    group by customer_ids.customer_id, match_records.family_name
),

final as (
    select
        customer_id,
        family_name,
        row_number() over (
            partition by customer_id
            order by first_stated_at asc nulls last, family_name asc
        ) as name_number
    from names_of_customers
)

select * from final
