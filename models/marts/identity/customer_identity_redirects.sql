with log as (
    select distinct
        record_key,
        customer_id
    from {{ ref('int_identity__customer_id_log') }}
),

customer_ids as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

current_ids as (
    select distinct customer_id
    from customer_ids
),

-- where the records that ever bore a retired id are today: no chain to follow
whereabouts_counted as (
    select
        log.customer_id as retired_customer_id,
        customer_ids.customer_id,
        count(*) as record_count
    from log
    inner join customer_ids
        on log.record_key = customer_ids.record_key
    left join current_ids
        on log.customer_id = current_ids.customer_id
    where current_ids.customer_id is null
    group by log.customer_id, customer_ids.customer_id
),

whereabouts_ranked as (
    select
        *,
        row_number() over (
            partition by retired_customer_id order by record_count desc, customer_id asc
        ) as whereabouts_rank
    from whereabouts_counted
),

final as (
    select
        retired_customer_id,
        customer_id
    from whereabouts_ranked
    where whereabouts_rank = 1
)

select * from final
