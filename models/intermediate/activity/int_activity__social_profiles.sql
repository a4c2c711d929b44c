with profiles as (
    select
        profile_id,
        platform,
        handle
    from {{ ref('stg_social__profiles') }}
),

identities as (
    select
        source_record_id,
        customer_id
    from {{ ref('int_identity__identities') }}
    where source_system = 'social'
),

final as (
    select
        profiles.profile_id,
        profiles.platform,
        profiles.handle,
        identities.customer_id
    from profiles
    left join identities
        on profiles.profile_id = identities.source_record_id
)

select * from final
