with contact_points as (
    select
        customer_id,
        contact_type,
        contact_point,
        {{ contact_key('contact_point') }} as contact_key,
        value_scope,
        is_golden,
        last_stated_at
    from {{ ref('int_profile__contact_points') }}
    where contact_type in ('email', 'phone')
),

-- two spellings of one address are one contact: shown as the profile shows it, else as last stated
spellings_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, contact_key
            order by
                is_golden desc,
                last_stated_at desc nulls last,
                contact_point asc,
                contact_type asc
        ) as spelling_rank
    from contact_points
),

final as (
    select
        customer_id,
        contact_key,
        contact_type,
        contact_point,
        value_scope,
        is_golden
    from spellings_ranked
    where spelling_rank = 1
)

select * from final
