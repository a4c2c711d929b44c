with clusters as (
    select
        record_id,
        record_key,
        cluster_id
    from {{ ref('int_identity__clusters') }}
),

log as (
    select
        record_key,
        customer_id,
        row_number() over (partition by record_key order by build_number desc) as newest_first
    from {{ ref('int_identity__customer_id_log') }}
),

final as (
    select
        clusters.record_id,
        clusters.record_key,
        clusters.cluster_id,
        log.customer_id
    from clusters
    inner join log
        on clusters.record_key = log.record_key
    where log.newest_first = 1
)

select * from final
