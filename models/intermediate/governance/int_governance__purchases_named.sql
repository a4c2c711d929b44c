with orders as (
    select
        order_key,
        record_key,
        customer_id,
        channel,
        store_id,
        ordered_on,
        is_anonymous,
        net_amount_reporting
    from {{ ref('int_activity__orders_summed') }}
    where not is_return and not is_cancelled
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

records as (
    select
        record_id,
        record_key,
        record_type
    from {{ ref('int_identity__records') }}
),

identifiers as (
    select
        record_id,
        id_type,
        id_value
    from {{ ref('int_identity__identifiers') }}
),

identifier_values as (
    select
        id_type,
        id_value,
        value_scope
    from {{ ref('int_identity__identifier_values') }}
),

cards_known as (
    select distinct identifiers.id_value as loyalty_card_number
    from identifiers
    inner join records
        on identifiers.record_id = records.record_id
    where identifiers.id_type = 'loyalty_card' and records.record_type <> 'till_contact'
),

-- what a sale may be found again by, the most promising first
identifiers_summed as (
    select
        records.record_key,
        max(case when identifier_values.value_scope = 'shared' then 1 else 0 end) = 1 as has_shared,
        max(case when identifier_values.value_scope = 'hub' then 1 else 0 end) = 1 as has_hub,
        max(
            case
                when
                    records.record_type = 'till_contact'
                    and identifiers.id_type = 'loyalty_card'
                    and identifier_values.value_scope <> 'placeholder'
                    and cards_known.loyalty_card_number is null
                    then 1
                else 0
            end
        )
        = 1 as has_unknown_card
    from records
    inner join identifiers
        on records.record_id = identifiers.record_id
    inner join identifier_values
        on
            identifiers.id_type = identifier_values.id_type
            and identifiers.id_value = identifier_values.id_value
    left join cards_known
        on identifiers.id_value = cards_known.loyalty_card_number
    group by records.record_key
),

final as (
    select
        orders.order_key,
        orders.channel,
        orders.store_id,
        orders.ordered_on,
        orders.is_anonymous,
        case
            when identifiers_summed.has_unknown_card then 'unknown_card'
            when not orders.is_anonymous then 'person'
            when identifiers_summed.record_key is null then 'nothing'
            when identifiers_summed.has_shared then 'shared'
            when identifiers_summed.has_hub then 'hub'
            else 'placeholder'
        end as named_by,
        orders.net_amount_reporting
    from orders
    inner join as_of
        on orders.ordered_on <= as_of.as_of_date
    left join identifiers_summed
        on orders.record_key = identifiers_summed.record_key
)

select * from final
