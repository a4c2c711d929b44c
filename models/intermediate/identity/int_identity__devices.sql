{#- A device is weak evidence: it follows the person who logged in on it and never links two
    people. -#}
with logins as (
    select
        device_id,
        account_id,
        min(event_at) as first_login_at
    from {{ ref('stg_web__events') }}
    where account_id is not null
    group by device_id, account_id
),

customer_ids as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

logins_of_customers as (
    select
        logins.device_id,
        customer_ids.record_key as account_record_key,
        customer_ids.customer_id,
        row_number() over (
            partition by logins.device_id
            order by logins.first_login_at asc, customer_ids.record_key asc
        ) as login_number
    from logins
    inner join customer_ids
        on 'shop|account|' || logins.account_id = customer_ids.record_key
),

people_counted as (
    select
        logins.device_id,
        -- an account that nobody knows is one more person
        count(distinct coalesce(customer_ids.customer_id, logins.account_id)) as customer_count
    from logins
    left join customer_ids
        on 'shop|account|' || logins.account_id = customer_ids.record_key
    group by logins.device_id
),

final as (
    select
        logins_of_customers.device_id,
        'web|device|' || logins_of_customers.device_id as record_key,
        logins_of_customers.account_record_key,
        logins_of_customers.customer_id
    from logins_of_customers
    inner join people_counted
        on logins_of_customers.device_id = people_counted.device_id
    where
        people_counted.customer_count = 1
        and logins_of_customers.login_number = 1
)

select * from final
