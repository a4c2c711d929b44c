{#- Read by the candidates and, where weights are learnt, by the training: no table of its own. -#}
{{ config(materialized='ephemeral') }}

with block_keys as (
    select
        block_keys.rule_number,
        block_keys.block_key,
        block_keys.record_id,
        -- 1 for two records, 2 for up to four, 3 for up to eight ...
        least(20, cast(ceil(ln(blocks.record_count) / ln(2) - 0.000001) as integer)) as size_class
    from {{ ref('int_identity__block_keys') }} as block_keys
    inner join {{ ref('int_identity__blocks') }} as blocks
        on
            block_keys.rule_number = blocks.rule_number
            and block_keys.block_key = blocks.block_key
    where blocks.is_compared
),

final as (
    select
        left_keys.record_id as left_record_id,
        right_keys.record_id as right_record_id,
        -- the rule's number in hundreds and the size class of the block: a name that two records
        -- bear says more than one that fifty bear
        left_keys.rule_number * 100 + left_keys.size_class as found_by
    from block_keys as left_keys
    inner join block_keys as right_keys
        on
            left_keys.block_key = right_keys.block_key
            and left_keys.rule_number = right_keys.rule_number
            and left_keys.record_id < right_keys.record_id
)

select * from final
