with rows_checked as (
    select * from {{ ref('base_email__subscribers') }}
),

final as (
    select
        subscriber_id,
        email,
        given_name,
        family_name,
        country_code,
        status,
        signup_source,
        birth_date,
        subscribed_at,
        unsubscribed_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
