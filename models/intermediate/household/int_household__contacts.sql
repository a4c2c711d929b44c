{#- Only what the record calls its own: an e-mail left at the till beside a card that was lent ties
    nobody. -#}
with identifiers as (
    select
        record_id,
        id_type,
        id_value
    from {{ ref('int_identity__identifiers') }}
    where id_type in ('email', 'phone', 'loyalty_card')
),

shared_values as (
    select
        id_type,
        id_value
    from {{ ref('int_identity__identifier_values') }}
    where value_scope = 'shared'
),

records as (
    select
        record_id,
        is_contact_own,
        coalesce(created_at, updated_at) as stated_at
    from {{ ref('int_identity__records') }}
),

customer_ids as (
    select
        record_id,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

held as (
    select
        customer_ids.customer_id,
        identifiers.id_type,
        case when identifiers.id_type = 'loyalty_card' then 'card' else 'contact' end as tie_type,
        identifiers.id_type || '|' || identifiers.id_value as tie_value,
        min(records.stated_at) as first_stated_at
    from identifiers
    inner join shared_values
        on
            identifiers.id_type = shared_values.id_type
            and identifiers.id_value = shared_values.id_value
    inner join records
        on identifiers.record_id = records.record_id
    inner join customer_ids
        on identifiers.record_id = customer_ids.record_id
    where records.is_contact_own or identifiers.id_type = 'loyalty_card'
    group by customer_ids.customer_id, identifiers.id_type, identifiers.id_value
),

holders_counted as (
    select
        *,
        count(*) over (partition by tie_value) as customer_count
    from held
),

-- names that turned out to be one person's share nothing
final as (
    select
        customer_id,
        id_type,
        tie_type,
        tie_value,
        first_stated_at
    from holders_counted
    where customer_count > 1
)

select * from final
