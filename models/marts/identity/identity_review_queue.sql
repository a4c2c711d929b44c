with review_pairs as (
    select
        lower_group,
        higher_group,
        left_customer_id,
        right_customer_id,
        left_record_key,
        right_record_key,
        match_weight,
        pair_count
    from {{ ref('int_identity__review_pairs') }}
),

guard_audit as (
    select
        lower_group,
        higher_group,
        reason,
        average_weight
    from {{ ref('int_identity__guard_audit') }}
),

order_summary as (
    select
        customer_id,
        net_amount_reporting
    from {{ ref('int_profile__order_summary') }}
),

-- the average over all their records tells better than the best pair how close the two are
valued as (
    select
        review_pairs.*,
        case
            when
                review_pairs.match_weight <= 0
                and guard_audit.reason = 'average_evidence_too_weak'
                then 'grey_zone'
            else guard_audit.reason
        end as reason,
        guard_audit.average_weight,
        coalesce(left_orders.net_amount_reporting, 0) as left_net_amount_reporting,
        coalesce(right_orders.net_amount_reporting, 0) as right_net_amount_reporting,
        1 / (1 + power(2, -guard_audit.average_weight)) as match_probability
    from review_pairs
    inner join guard_audit
        on
            review_pairs.lower_group = guard_audit.lower_group
            and review_pairs.higher_group = guard_audit.higher_group
    left join order_summary as left_orders
        on review_pairs.left_customer_id = left_orders.customer_id
    left join order_summary as right_orders
        on review_pairs.right_customer_id = right_orders.customer_id
),

ranked as (
    select
        *,
        row_number() over (
            order by
                match_probability
                * greatest(left_net_amount_reporting + right_net_amount_reporting, 0) desc,
                match_probability desc,
                left_record_key asc,
                right_record_key asc
        ) as review_rank
    from valued
),

final as (
    select
        cast(review_rank as integer) as review_rank,
        left_customer_id,
        right_customer_id,
        left_record_key,
        right_record_key,
        match_weight,
        average_weight,
        cast(pair_count as bigint) as pair_count,
        reason,
        left_net_amount_reporting,
        right_net_amount_reporting,
        case
            when reason = 'average_evidence_too_weak' and average_weight > 0 then 'link'
            else 'keep_apart'
        end as suggested_decision
    from ranked
    where review_rank <= {{ var('review_queue_size') }}
)

select * from final
