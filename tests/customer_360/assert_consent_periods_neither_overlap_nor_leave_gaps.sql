-- Claims that for each customer, contact point, purpose and channel exactly one answer holds at any
-- time from the first declaration on: no period is empty, each ends where the next one begins, only
-- the last one is open, and the next one always says the opposite.
with periods as (
    select
        customer_id,
        contact_point,
        purpose,
        channel,
        is_granted,
        valid_from,
        valid_before
    from {{ ref('customer_consent_periods') }}
),

overlapping as (
    select
        one.customer_id,
        one.contact_point,
        one.purpose,
        one.channel,
        one.valid_from,
        'overlaps' as problem
    from periods as one
    inner join periods as other
        on
            one.customer_id = other.customer_id
            and one.contact_point = other.contact_point
            and one.purpose = other.purpose
            and one.channel = other.channel
            and one.valid_from < other.valid_from
            and (one.valid_before is null or one.valid_before > other.valid_from)
),

badly_ended as (
    select
        one.customer_id,
        one.contact_point,
        one.purpose,
        one.channel,
        one.valid_from,
        'is empty, is followed by a gap, or by the same answer' as problem
    from periods as one
    left join periods as next_one
        on
            one.customer_id = next_one.customer_id
            and one.contact_point = next_one.contact_point
            and one.purpose = next_one.purpose
            and one.channel = next_one.channel
            and one.valid_before = next_one.valid_from
            and one.is_granted <> next_one.is_granted
    where
        one.valid_before is not null
        and (one.valid_before <= one.valid_from or next_one.customer_id is null)
)

select * from overlapping
union all
select * from badly_ended
