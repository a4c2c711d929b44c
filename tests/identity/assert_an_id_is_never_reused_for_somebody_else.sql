-- Claims that an id which lost its last record never gets records again: whoever noted it down is
-- redirected, never led to strangers. Counted on the log, not on the redirects.
with log as (
    select
        build_number,
        customer_id,
        previous_customer_id
    from {{ ref('int_identity__customer_id_log') }}
),

changes as (
    select
        build_number,
        customer_id,
        1 as member_change
    from log
    union all
    select
        build_number,
        previous_customer_id as customer_id,
        -1 as member_change
    from log
    where previous_customer_id is not null
),

changes_by_build as (
    select
        build_number,
        customer_id,
        sum(member_change) as member_change
    from changes
    group by build_number, customer_id
),

members_counted as (
    select
        build_number,
        customer_id,
        sum(member_change) over (
            partition by customer_id order by build_number
        ) as member_count
    from changes_by_build
),

final as (
    select
        emptied.customer_id,
        emptied.build_number as emptied_in_build,
        filled.build_number as filled_in_build
    from members_counted as emptied
    inner join members_counted as filled
        on
            emptied.customer_id = filled.customer_id
            and emptied.build_number < filled.build_number
    where emptied.member_count = 0 and filled.member_count > 0
)

select * from final
