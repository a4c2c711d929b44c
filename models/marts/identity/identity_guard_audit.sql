with cut_links as (
    select
        left_record_id,
        right_record_id,
        rule_id,
        match_millibits,
        lower_group,
        higher_group
    from {{ ref('int_identity__open_links') }}
    where rule_id <> 'weights' or match_millibits > 0
),

guard_audit as (
    select
        lower_group,
        higher_group,
        average_weight,
        reason,
        because_left_record_id,
        because_right_record_id
    from {{ ref('int_identity__guard_audit') }}
),

records as (
    select
        record_id,
        record_key
    from {{ ref('int_identity__records') }}
),

customer_ids as (
    select
        record_id,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

final as (
    select
        left_records.record_key as left_record_key,
        right_records.record_key as right_record_key,
        cut_links.rule_id,
        cast(cut_links.match_millibits / 1000.0 as double) as match_weight,
        guard_audit.reason,
        because_left_records.record_key as because_left_record_key,
        because_right_records.record_key as because_right_record_key,
        guard_audit.average_weight,
        left_customers.customer_id as left_customer_id,
        right_customers.customer_id as right_customer_id
    from cut_links
    inner join guard_audit
        on
            cut_links.lower_group = guard_audit.lower_group
            and cut_links.higher_group = guard_audit.higher_group
    inner join records as left_records
        on cut_links.left_record_id = left_records.record_id
    inner join records as right_records
        on cut_links.right_record_id = right_records.record_id
    left join records as because_left_records
        on guard_audit.because_left_record_id = because_left_records.record_id
    left join records as because_right_records
        on guard_audit.because_right_record_id = because_right_records.record_id
    left join customer_ids as left_customers
        on cut_links.left_record_id = left_customers.record_id
    left join customer_ids as right_customers
        on cut_links.right_record_id = right_customers.record_id
)

select * from final
