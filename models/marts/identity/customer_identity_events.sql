with log as (
    select
        build_number,
        record_key,
        customer_id,
        previous_customer_id,
        is_revived
    from {{ ref('int_identity__customer_id_log') }}
),

joined_and_left as (
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
    from joined_and_left
    group by build_number, customer_id
),

members_counted as (
    select
        build_number,
        customer_id,
        sum(member_change) over (
            partition by customer_id
            order by build_number rows between unbounded preceding and current row
        ) as member_count,
        row_number() over (partition by customer_id order by build_number) as change_number
    from changes_by_build
),

created as (
    select
        build_number,
        'created' as event_type,
        customer_id,
        cast(null as varchar) as other_customer_id,
        member_count as record_count
    from members_counted
    where change_number = 1
),

moved as (
    select
        build_number,
        customer_id,
        previous_customer_id,
        count(*) as record_count
    from log
    where previous_customer_id is not null
    group by build_number, customer_id, previous_customer_id
),

-- records that leave an id behind with members are a split, the last ones to leave are a merge
merged_or_split as (
    select
        moved.build_number,
        case when members_counted.member_count = 0 then 'merged' else 'split' end as event_type,
        moved.previous_customer_id as customer_id,
        moved.customer_id as other_customer_id,
        moved.record_count
    from moved
    inner join members_counted
        on
            moved.build_number = members_counted.build_number
            and moved.previous_customer_id = members_counted.customer_id
),

revived as (
    select
        build_number,
        'revived' as event_type,
        customer_id,
        cast(null as varchar) as other_customer_id,
        count(*) as record_count
    from log
    where is_revived
    group by build_number, customer_id
),

final as (
    select
        build_number,
        event_type,
        customer_id,
        other_customer_id,
        cast(record_count as bigint) as record_count
    from created

    union all

    select
        build_number,
        event_type,
        customer_id,
        other_customer_id,
        cast(record_count as bigint) as record_count
    from merged_or_split

    union all

    select
        build_number,
        event_type,
        customer_id,
        other_customer_id,
        cast(record_count as bigint) as record_count
    from revived
)

select * from final
