{#- Which retired id comes back, and to which cluster: a merge undone gives each side its own. -#}
{{ config(materialized='ephemeral') }}

with memory as (
    select
        build_number,
        record_key,
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

-- borne by a record that is there: not retired
ids_in_use as (
    select distinct previous_customer_id as customer_id
    from records
    where previous_customer_id is not null
),

-- records that are new have no say
nameless_records as (
    select
        record_key,
        cluster_id,
        first_record_key,
        count(*) over (partition by cluster_id) as record_count
    from records
    where kept_customer_id is null and previous_customer_id is not null
),

ids_borne as (
    select
        nameless_records.cluster_id,
        nameless_records.first_record_key,
        nameless_records.record_count,
        memory.customer_id,
        count(distinct nameless_records.record_key) as bearer_count,
        max(memory.build_number) as last_build_number
    from nameless_records
    inner join memory
        on nameless_records.record_key = memory.record_key
    left join ids_in_use
        on memory.customer_id = ids_in_use.customer_id
    where ids_in_use.customer_id is null
    group by
        nameless_records.cluster_id,
        nameless_records.first_record_key,
        nameless_records.record_count,
        memory.customer_id
),

-- the retired id that most of a cluster's records bore, and more than half of them
candidates_ranked as (
    select
        *,
        row_number() over (
            partition by cluster_id
            order by bearer_count desc, last_build_number desc, customer_id asc
        ) as candidate_rank
    from ids_borne
    where 2 * bearer_count > record_count
),

-- an id comes back once: to the part with most of its bearers, then the one that is less mixed
claims_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id
            order by bearer_count desc, record_count asc, first_record_key asc
        ) as claim_rank
    from candidates_ranked
    where candidate_rank = 1
),

final as (
    select
        cluster_id,
        customer_id
    from claims_ranked
    where claim_rank = 1
)

select * from final
