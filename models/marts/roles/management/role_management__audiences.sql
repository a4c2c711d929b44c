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
        member_count as customer_count,
        {{ unless_few('held_out_count') }} as held_out_customer_count,
        as_of_date
    from audiences
    where member_count >= {{ var('small_group_people') }}
)

select * from final
