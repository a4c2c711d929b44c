{#- Which id each cluster keeps, by the ids that its records had until now. -#}
{{ config(materialized='ephemeral') }}

with clusters as (
    select
        record_key,
        created_at,
        cluster_id
    from {{ ref('int_identity__clusters') }}
),

log_numbered as (
    select
        build_number,
        record_key,
        customer_id,
        row_number() over (partition by record_key order by build_number desc) as newest_first
    from {{ ref('int_identity__customer_id_memory') }}
),

-- a cluster is known by the member that its system created first
members as (
    select
        clusters.record_key,
        clusters.cluster_id,
        log_numbered.customer_id as previous_customer_id,
        log_numbered.build_number as borne_since_build,
        first_value(clusters.record_key) over (
            partition by clusters.cluster_id
            order by clusters.created_at asc nulls last, clusters.record_key asc
        ) as first_record_key,
        count(*) over (partition by clusters.cluster_id) as record_count
    from clusters
    left join log_numbered
        on
            clusters.record_key = log_numbered.record_key
            and log_numbered.newest_first = 1
),

overlaps_counted as (
    select
        cluster_id,
        first_record_key,
        previous_customer_id,
        min(borne_since_build) as borne_since_build,
        count(*) as shared_record_count,
        record_count - count(*) as other_record_count
    from members
    where previous_customer_id is not null
    group by cluster_id, first_record_key, record_count, previous_customer_id
),

-- after a split the id goes with its larger part; of equal parts with the one that has borne it
-- for longer (a merge undone gives each side its own), then with the one that is less mixed
heirs_ranked as (
    select
        *,
        row_number() over (
            partition by previous_customer_id
            order by
                shared_record_count desc,
                borne_since_build asc,
                other_record_count asc,
                first_record_key asc
        ) as heir_rank
    from overlaps_counted
),

-- after a merge the id with more records stays, of equal ones the one borne for longer (a split
-- undone gives the whole its own again)
ids_ranked as (
    select
        *,
        row_number() over (
            partition by cluster_id
            order by
                shared_record_count desc,
                borne_since_build asc,
                previous_customer_id asc
        ) as id_rank
    from heirs_ranked
    where heir_rank = 1
),

final as (
    select
        members.record_key,
        members.cluster_id,
        members.first_record_key,
        members.previous_customer_id,
        ids_ranked.previous_customer_id as kept_customer_id
    from members
    left join ids_ranked
        on
            members.cluster_id = ids_ranked.cluster_id
            and ids_ranked.id_rank = 1
)

select * from final
