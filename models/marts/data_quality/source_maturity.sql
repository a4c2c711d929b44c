with systems as (
    select
        source_system,
        is_piece,
        is_connected
    from {{ ref('int_governance__systems') }}
),

counted as (
    select
        count(case when is_piece and is_connected then 1 end) as pieces_connected,
        count(case when is_piece then 1 end) as pieces_total,
        count(case when not is_piece then 1 end) as further_system_count,
        {{ dbt.listagg(
            "case when is_piece and is_connected then source_system end", "', '", "order by source_system"
        ) }} as connected_systems,
        {{ dbt.listagg(
            "case when not is_connected then source_system end", "', '", "order by source_system"
        ) }} as missing_systems,
        {{ dbt.listagg(
            "case when not is_piece then source_system end", "', '", "order by source_system"
        ) }} as further_systems
    from systems
),

final as (
    select
        pieces_connected,
        pieces_total,
        cast(cast(pieces_connected as decimal(18, 4)) / pieces_total as decimal(5, 4))
            as maturity_share,
        cast(pieces_connected as varchar)
        || ' of '
        || cast(pieces_total as varchar)
        || ' pieces of the puzzle' as maturity_text,
        nullif(connected_systems, '') as connected_systems,
        nullif(missing_systems, '') as missing_systems,
        further_system_count,
        nullif(further_systems, '') as further_systems
    from counted
)

select * from final
