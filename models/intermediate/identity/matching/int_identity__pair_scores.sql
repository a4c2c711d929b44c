with pair_levels as (
    select
        left_record_id,
        right_record_id,
        found_by,
        pattern
    from {{ ref('int_identity__pair_levels') }}
),

pattern_weights as (
    select
        found_by,
        pattern,
        match_millibits,
        contradiction,
        is_veto
    from {{ ref('int_identity__pattern_weights') }}
),

final as (
    select
        pair_levels.left_record_id,
        pair_levels.right_record_id,
        pattern_weights.match_millibits,
        pattern_weights.contradiction,
        pattern_weights.is_veto
    from pair_levels
    inner join pattern_weights
        on
            pair_levels.found_by = pattern_weights.found_by
            and pair_levels.pattern = pattern_weights.pattern
)

select * from final
