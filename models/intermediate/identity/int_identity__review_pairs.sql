with open_links as (
    select
        left_record_id,
        right_record_id,
        max(match_millibits) as match_millibits
    from {{ ref('int_identity__open_links') }}
    group by left_record_id, right_record_id
),

customer_ids as (
    select
        record_id,
        record_key,
        cluster_id,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

kept_apart as (
    select distinct
        least(left_customers.cluster_id, right_customers.cluster_id) as lower_group,
        greatest(left_customers.cluster_id, right_customers.cluster_id) as higher_group
    from {{ ref('int_identity__steward_pairs') }} as steward_pairs
    inner join customer_ids as left_customers
        on steward_pairs.left_record_id = left_customers.record_id
    inner join customer_ids as right_customers
        on steward_pairs.right_record_id = right_customers.record_id
    where steward_pairs.decision = 'keep_apart'
),

pairs_of_customers as (
    select
        left_customers.customer_id as left_customer_id,
        right_customers.customer_id as right_customer_id,
        left_customers.record_key as left_record_key,
        right_customers.record_key as right_record_key,
        cast(open_links.match_millibits / 1000.0 as double) as match_weight,
        least(left_customers.cluster_id, right_customers.cluster_id) as lower_group,
        greatest(left_customers.cluster_id, right_customers.cluster_id) as higher_group,
        count(*) over (
            partition by
                least(left_customers.cluster_id, right_customers.cluster_id),
                greatest(left_customers.cluster_id, right_customers.cluster_id)
        ) as pair_count,
        row_number() over (
            partition by
                least(left_customers.cluster_id, right_customers.cluster_id),
                greatest(left_customers.cluster_id, right_customers.cluster_id)
            order by
                open_links.match_millibits desc nulls last,
                left_customers.record_id asc,
                right_customers.record_id asc
        ) as pair_number
    from open_links
    inner join customer_ids as left_customers
        on open_links.left_record_id = left_customers.record_id
    inner join customer_ids as right_customers
        on open_links.right_record_id = right_customers.record_id
),

-- what a steward has decided is no question any more
final as (
    select
        pairs_of_customers.lower_group,
        pairs_of_customers.higher_group,
        pairs_of_customers.left_customer_id,
        pairs_of_customers.right_customer_id,
        pairs_of_customers.left_record_key,
        pairs_of_customers.right_record_key,
        pairs_of_customers.match_weight,
        pairs_of_customers.pair_count
    from pairs_of_customers
    left join kept_apart
        on
            pairs_of_customers.lower_group = kept_apart.lower_group
            and pairs_of_customers.higher_group = kept_apart.higher_group
    where pairs_of_customers.pair_number = 1 and kept_apart.lower_group is null
)

select * from final
