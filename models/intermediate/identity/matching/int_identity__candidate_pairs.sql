with block_pairs as (
    select
        left_record_id,
        right_record_id,
        found_by
    from {{ ref('int_identity__block_pairs') }}
),

match_records as (
    select
        record_id,
        component,
        count(*) over (partition by component) as component_size
    from {{ ref('int_identity__match_records') }}
),

-- what a rule has joined is looked at as well: it may contradict itself
pairs_of_components as (
    select
        left_records.record_id as left_record_id,
        right_records.record_id as right_record_id,
        0 as found_by
    from match_records as left_records
    inner join match_records as right_records
        on
            left_records.component = right_records.component
            and left_records.record_id < right_records.record_id
    where left_records.component_size <= {{ var('component_check_size') }}
),

pairs_found as (
    select * from block_pairs
    union all
    select * from pairs_of_components
),

-- each pair once, under the first rule that found it
final as (
    select
        left_record_id,
        right_record_id,
        min(found_by) as found_by
    from pairs_found
    group by left_record_id, right_record_id
)

select * from final
