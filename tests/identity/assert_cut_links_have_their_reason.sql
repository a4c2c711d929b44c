-- Claims that a line of the guard says the truth: its two sides are two customers, a contradiction
-- names the records that contradict each other, and only where the average evidence, counted anew,
-- is below the threshold is that the reason.
with guard_audit as (
    select
        left_record_key,
        right_record_key,
        left_customer_id,
        right_customer_id,
        reason,
        because_left_record_key,
        average_weight
    from {{ ref('identity_guard_audit') }}
),

final as (
    select
        left_record_key,
        right_record_key,
        case
            when left_customer_id = right_customer_id then 'one customer'
            when reason is null then 'no reason'
            when
                reason not in (
                    'average_evidence_too_weak', 'fits_two_that_exclude_each_other'
                )
                and because_left_record_key is null
                then 'nobody named'
            when
                reason = 'average_evidence_too_weak'
                and average_weight >= {{ var('link_threshold_bits') }}
                then 'average is strong enough'
        end as fault
    from guard_audit
)

select * from final
where fault is not null
