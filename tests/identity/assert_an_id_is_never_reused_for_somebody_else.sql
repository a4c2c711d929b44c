-- Claims that an id which lost its last record gets records again only by a revival, and that more
-- than half of the records which then get it (new ones aside) bore it before: whoever noted it
-- down is redirected or finds the same customer, never led to strangers. Counted on the log.
with log as (
    select
        build_number,
        record_key,
        customer_id,
        previous_customer_id,
        coalesce(is_revived, false) as is_revived
    from {{ ref('int_identity__customer_id_log') }}
),

changes as (
    select
        build_number,
        customer_id,
        1 as member_change,
        is_revived
    from log
    union all
    select
        build_number,
        previous_customer_id as customer_id,
        -1 as member_change,
        false as is_revived
    from log
    where previous_customer_id is not null
),

changes_by_build as (
    select
        build_number,
        customer_id,
        sum(member_change) as member_change,
        max(case when is_revived then 1 else 0 end) = 1 as is_revived
    from changes
    group by build_number, customer_id
),

members_counted as (
    select
        build_number,
        customer_id,
        is_revived,
        sum(member_change) over (
            partition by customer_id order by build_number
        ) as member_count
    from changes_by_build
),

builds_compared as (
    select
        *,
        lag(member_count) over (
            partition by customer_id order by build_number
        ) as member_count_before
    from members_counted
),

revived_records as (
    select
        log.build_number,
        log.record_key,
        log.customer_id,
        max(case when earlier.customer_id = log.customer_id then 1 else 0 end) as has_borne_it
    from log
    inner join log as earlier
        on
            log.record_key = earlier.record_key
            and log.build_number > earlier.build_number
    where log.is_revived
    group by log.build_number, log.record_key, log.customer_id
),

final as (
    select
        customer_id,
        build_number,
        'an empty id got records and was not revived' as fault
    from builds_compared
    where member_count_before = 0 and member_count > 0 and not is_revived

    union all

    select
        customer_id,
        build_number,
        'revived for records of which most never bore it' as fault
    from revived_records
    group by customer_id, build_number
    having 2 * sum(has_borne_it) <= count(*)
)

select * from final
