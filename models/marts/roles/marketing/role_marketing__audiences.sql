with audiences as (
    select * from {{ ref('audiences') }}
),

final as (
    select
        audience_id,
        description,
        description_it,
        channels,
        hold_out_share,
        candidate_count,
        without_consent_count,
        member_count,
        held_out_count,
        suppressed_count,
        reachable_count,
        as_of_date
    from audiences
)

select * from final
