with maturity as (
    select * from {{ ref('source_maturity') }}
),

final as (
    select
        pieces_connected,
        pieces_total,
        maturity_share,
        maturity_text,
        connected_systems,
        missing_systems,
        further_system_count,
        further_systems
    from maturity
)

select * from final
