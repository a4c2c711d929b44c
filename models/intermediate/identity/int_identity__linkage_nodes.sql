with atoms as (
    select
        node,
        component
    from {{ ref('int_identity__atoms') }}
),

match_records as (
    select record_id
    from {{ ref('int_identity__match_records') }}
),

unique_source_marks as (
    select
        record_id,
        source_bit
    from {{ ref('int_identity__unique_source_marks') }}
),

records_counted as (
    select
        coalesce(atoms.component, match_records.record_id) as node,
        count(*) as node_size
    from match_records
    left join atoms
        on match_records.record_id = atoms.node
    group by coalesce(atoms.component, match_records.record_id)
),

marks_once as (
    select distinct
        coalesce(atoms.component, unique_source_marks.record_id) as node,
        unique_source_marks.source_bit
    from unique_source_marks
    left join atoms
        on unique_source_marks.record_id = atoms.node
),

marks_summed as (
    select
        node,
        sum(source_bit) as uniques
    from marks_once
    group by node
),

final as (
    select
        records_counted.node,
        records_counted.node_size,
        cast(coalesce(marks_summed.uniques, 0) as bigint) as uniques
    from records_counted
    left join marks_summed
        on records_counted.node = marks_summed.node
)

select * from final
