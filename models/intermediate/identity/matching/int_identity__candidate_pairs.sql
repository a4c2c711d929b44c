with block_keys as (
    select
        block_keys.rule_number,
        block_keys.block_key,
        block_keys.record_id
    from {{ ref('int_identity__block_keys') }} as block_keys
    inner join {{ ref('int_identity__blocks') }} as blocks
        on
            block_keys.rule_number = blocks.rule_number
            and block_keys.block_key = blocks.block_key
    where blocks.is_compared
),

pairs_formed as (
    select
        left_keys.record_id as left_record_id,
        right_keys.record_id as right_record_id,
        left_keys.rule_number
    from block_keys as left_keys
    inner join block_keys as right_keys
        on
            left_keys.block_key = right_keys.block_key
            and left_keys.rule_number = right_keys.rule_number
            and left_keys.record_id < right_keys.record_id
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
        0 as rule_number
    from match_records as left_records
    inner join match_records as right_records
        on
            left_records.component = right_records.component
            and left_records.record_id < right_records.record_id
    where left_records.component_size <= {{ var('component_check_size') }}
),

pairs_found as (
    select * from pairs_formed
    union all
    select * from pairs_of_components
),

-- each pair once, under the first rule that found it
final as (
    select
        left_record_id,
        right_record_id,
        min(rule_number) as rule_number
    from pairs_found
    group by left_record_id, right_record_id
)

select * from final
