with owners as (
    select * from {{ ref('source_owners') }}
),

final as (
    select
        source_system,
        is_connected,
        owner,
        answers_for
    from owners
)

select * from final
