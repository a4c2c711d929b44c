{#- The only model with a memory: which customer a record was given to, in the build in which
    that changed. A full refresh does not drop it, so that an id once given stays
    (docs/decisions/0006). A log from before revivals gets its new column, empty. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        full_refresh=false,
        on_schema_change='append_new_columns'
    )
}}

with memory as (
    select
        build_number,
        customer_id
    from {{ ref('int_identity__customer_id_memory') }}
),

records as (
    select
        record_key,
        cluster_id,
        first_record_key,
        previous_customer_id,
        kept_customer_id
    from {{ ref('int_identity__customer_id_heirs') }}
),

revivals as (
    select
        cluster_id,
        customer_id
    from {{ ref('int_identity__customer_id_revivals') }}
),

this_build as (
    select coalesce(max(build_number), 0) + 1 as build_number
    from memory
),

ids_ever_given as (
    select distinct customer_id
    from memory
),

clusters as (
    select distinct
        cluster_id,
        first_record_key,
        kept_customer_id
    from records
),

ids_given as (
    select
        clusters.cluster_id,
        revivals.customer_id is not null as is_revived,
        case
            when clusters.kept_customer_id is not null then clusters.kept_customer_id
            when revivals.customer_id is not null then revivals.customer_id
            -- the plain hash was given before: to the part that kept it, or to people since merged
            when ids_ever_given.customer_id is not null
                then
                    md5(
                        clusters.first_record_key
                        || '|'
                        || cast(this_build.build_number as varchar)
                    )
            else md5(clusters.first_record_key)
        end as customer_id
    from clusters
    cross join this_build
    left join revivals
        on clusters.cluster_id = revivals.cluster_id
    left join ids_ever_given
        on md5(clusters.first_record_key) = ids_ever_given.customer_id
),

final as (
    select
        this_build.build_number,
        records.record_key,
        ids_given.customer_id,
        records.previous_customer_id,
        ids_given.is_revived
    from records
    inner join ids_given on records.cluster_id = ids_given.cluster_id
    cross join this_build
    where
        records.previous_customer_id is null
        or records.previous_customer_id <> ids_given.customer_id
)

select * from final
