with records as (
    select record_id
    from {{ ref('int_identity__records') }}
),

clusters as (
    select
        record_id,
        cluster_id
    from {{ ref('int_identity__clusters') }}
),

final as (
    select
        records.record_id,
        coalesce(clusters.cluster_id, records.record_id) as group_id
    from records
    left join clusters
        on records.record_id = clusters.record_id
)

select * from final
