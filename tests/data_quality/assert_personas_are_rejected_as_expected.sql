-- Claims that exactly the broken and repeated rows of the personas are rejected, each for its
-- reason.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        source_system,
        source_table,
        rejection_reason,
        expected_count
    from {{ ref('expected_rejections') }}
),

actual as (
    select
        source_system,
        source_table,
        rejection_reason,
        count(*) as actual_count
    from {{ ref('rejected_records') }}
    where raw_row is not null
    group by source_system, source_table, rejection_reason
),

final as (
    select
        coalesce(expected.source_system, actual.source_system) as source_system,
        coalesce(expected.source_table, actual.source_table) as source_table,
        coalesce(expected.rejection_reason, actual.rejection_reason) as rejection_reason,
        expected.expected_count,
        actual.actual_count
    from expected
    full outer join actual
        on
            expected.source_system = actual.source_system
            and expected.source_table = actual.source_table
            and expected.rejection_reason = actual.rejection_reason
    where expected.expected_count is distinct from actual.actual_count
)

select * from final
