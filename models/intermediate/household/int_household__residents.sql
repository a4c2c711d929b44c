with homes as (
    select
        customer_id,
        home_key,
        first_stated_at,
        is_golden_address
    from {{ ref('int_household__homes') }}
),

-- phones go on to strangers and cards are lent: without an address an e-mail alone tells a home
emails as (
    select
        customer_id,
        tie_value,
        first_stated_at
    from {{ ref('int_household__contacts') }}
    where id_type = 'email'
),

customers_with_home as (
    select distinct customer_id
    from homes
),

emails_without_home as (
    select emails.*
    from emails
    left join customers_with_home
        on emails.customer_id = customers_with_home.customer_id
    where customers_with_home.customer_id is null
),

-- who states no address is taken to live where those live who use the same e-mail
placed_by_email as (
    select
        emails_without_home.customer_id,
        homes.home_key,
        min(emails_without_home.first_stated_at) as first_stated_at
    from emails_without_home
    inner join emails
        on
            emails_without_home.tie_value = emails.tie_value
            and emails_without_home.customer_id <> emails.customer_id
    inner join homes
        on emails.customer_id = homes.customer_id and homes.is_golden_address
    group by emails_without_home.customer_id, homes.home_key
),

-- nobody who uses the e-mail states an address: a home nobody knows, told from others by e-mails
nowhere as (
    select
        emails_without_home.customer_id,
        cast(null as varchar) as home_key,
        min(emails_without_home.first_stated_at) as first_stated_at
    from emails_without_home
    left join placed_by_email
        on emails_without_home.customer_id = placed_by_email.customer_id
    where placed_by_email.customer_id is null
    group by emails_without_home.customer_id
),

residents as (
    select
        customer_id,
        home_key,
        first_stated_at,
        is_golden_address,
        true as has_address
    from homes
    union all
    select
        customer_id,
        home_key,
        first_stated_at,
        false as is_golden_address,
        false as has_address
    from placed_by_email
    union all
    select
        customer_id,
        home_key,
        first_stated_at,
        false as is_golden_address,
        false as has_address
    from nowhere
),

final as (
    select
        row_number() over (order by home_key nulls last, customer_id) as resident_id,
        customer_id,
        home_key,
        first_stated_at,
        is_golden_address,
        has_address,
        sum(case when has_address then 1 else 0 end)
            over (partition by home_key)
            as house_people_count
    from residents
)

select * from final
