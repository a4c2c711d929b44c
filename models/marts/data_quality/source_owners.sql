with source_owners as (
    select
        source_system,
        owner,
        answers_for
    from {{ ref('source_owners_named') }}
),

systems as (
    select
        source_system,
        max(case when is_connected then 1 else 0 end) = 1 as is_connected
    from {{ ref('source_status') }}
    group by source_system
),

final as (
    select
        systems.source_system,
        systems.is_connected,
        source_owners.owner,
        source_owners.answers_for
    from systems
    left join source_owners
        on systems.source_system = source_owners.source_system
)

select * from final
