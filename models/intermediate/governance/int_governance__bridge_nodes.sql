{#- What would be left of a customer without one of their systems: a graph for each system taken
    away, all of them in one. -#}
with records_of_customers as (
    select
        record_id,
        customer_id,
        system_number
    from {{ ref('int_governance__records_of_customers') }}
),

systems_of_customers as (
    select distinct
        customer_id,
        system_number
    from records_of_customers
),

records_left as (
    select
        systems_of_customers.system_number as system_taken_away,
        systems_of_customers.customer_id,
        records_of_customers.record_id,
        count(*) over (
            partition by systems_of_customers.system_number, systems_of_customers.customer_id
        ) as record_count
    from systems_of_customers
    inner join records_of_customers
        on
            systems_of_customers.customer_id = records_of_customers.customer_id
            and systems_of_customers.system_number <> records_of_customers.system_number
),

-- one record cannot fall apart; the node has room for a thousand systems
final as (
    select
        record_id * 1000 + system_taken_away as node,
        system_taken_away,
        customer_id,
        record_id
    from records_left
    where record_count > 1
)

select * from final
