{#- The only model with a memory: which customer a record was given to, in the build in which
    that changed. A full refresh does not drop it, so that an id once given stays
    (docs/decisions/0006). -#}
{{ config(materialized='incremental', incremental_strategy='append', full_refresh=false) }}

with clusters as (
    select
        record_key,
        created_at,
        cluster_id
    from {{ ref('int_identity__clusters') }}
),

log_so_far as (
    {% if is_incremental() %}
    select
        build_number,
        record_key,
        customer_id
    from {{ this }}
    {% else %}
    select
        cast(null as integer) as build_number,
        cast(null as varchar) as record_key,
        cast(null as varchar) as customer_id
    where 1 = 0
    {% endif %}
),

this_build as (
    select coalesce(max(build_number), 0) + 1 as build_number
    from log_so_far
),

log_numbered as (
    select
        record_key,
        customer_id,
        row_number() over (partition by record_key order by build_number desc) as newest_first
    from log_so_far
),

members as (
    select
        clusters.record_key,
        clusters.cluster_id,
        log_numbered.customer_id as previous_customer_id,
        row_number() over (
            partition by clusters.cluster_id
            order by clusters.created_at asc nulls last, clusters.record_key asc
        ) as member_number,
        count(*) over (partition by clusters.cluster_id) as record_count
    from clusters
    left join log_numbered
        on
            clusters.record_key = log_numbered.record_key
            and log_numbered.newest_first = 1
),

-- a cluster is known by the member that its system created first
clusters_named as (
    select
        cluster_id,
        record_key as first_record_key,
        record_count
    from members
    where member_number = 1
),

overlaps_counted as (
    select
        members.cluster_id,
        clusters_named.first_record_key,
        members.previous_customer_id,
        count(*) as shared_record_count,
        clusters_named.record_count - count(*) as other_record_count
    from members
    inner join clusters_named on members.cluster_id = clusters_named.cluster_id
    where members.previous_customer_id is not null
    group by
        members.cluster_id,
        clusters_named.first_record_key,
        clusters_named.record_count,
        members.previous_customer_id
),

-- after a split the id goes with its larger part; of equal parts with the one that is less mixed
heirs_ranked as (
    select
        *,
        row_number() over (
            partition by previous_customer_id
            order by shared_record_count desc, other_record_count asc, first_record_key asc
        ) as heir_rank
    from overlaps_counted
),

-- after a merge the id with more records stays
ids_ranked as (
    select
        *,
        row_number() over (
            partition by cluster_id order by shared_record_count desc, previous_customer_id asc
        ) as id_rank
    from heirs_ranked
    where heir_rank = 1
),

ids_kept as (
    select
        cluster_id,
        previous_customer_id as customer_id
    from ids_ranked
    where id_rank = 1
),

ids_ever_given as (
    select distinct customer_id
    from log_so_far
),

ids_given as (
    select
        clusters_named.cluster_id,
        case
            when ids_kept.customer_id is not null then ids_kept.customer_id
            -- the plain hash was given before: to the part that kept it, or to people since merged
            when ids_ever_given.customer_id is not null
                then
                    md5(
                        clusters_named.first_record_key
                        || '|'
                        || cast(this_build.build_number as varchar)
                    )
            else md5(clusters_named.first_record_key)
        end as customer_id
    from clusters_named
    cross join this_build
    left join ids_kept
        on clusters_named.cluster_id = ids_kept.cluster_id
    left join ids_ever_given
        on md5(clusters_named.first_record_key) = ids_ever_given.customer_id
),

final as (
    select
        this_build.build_number,
        members.record_key,
        ids_given.customer_id,
        members.previous_customer_id
    from members
    inner join ids_given on members.cluster_id = ids_given.cluster_id
    cross join this_build
    where
        members.previous_customer_id is null
        or members.previous_customer_id <> ids_given.customer_id
)

select * from final
