{#- Feeds are a door, not a system: what comes through it stands under the name it gave itself. -#}
with pieces as (
    select
        source_system,
        sum(landed_row_count) > 0 as is_connected
    from {{ ref('stg_landing__row_counts') }}
    where source_system <> 'feeds'
    group by source_system
),

systems_heard as (
    select source_system from {{ ref('int_identity__records') }}
    union
    select source_system from {{ ref('int_activity__orders') }}
    union
    select source_system from {{ ref('int_activity__touchpoints') }}
    union
    select source_system from {{ ref('int_activity__loyalty_points') }}
    union
    select source_system from {{ ref('int_activity__survey_responses') }}
    union
    select source_system from {{ ref('int_consent__events') }}
    union
    select source_system from pieces
),

final as (
    select
        row_number() over (order by systems_heard.source_system) as system_number,
        systems_heard.source_system,
        pieces.source_system is not null as is_piece,
        coalesce(pieces.is_connected, true) as is_connected
    from systems_heard
    left join pieces
        on systems_heard.source_system = pieces.source_system
)

select * from final
