{#- Why two groups of int_identity__open_links are two customers. The strongest reason counts, and
    of several pairs of records that give it, the one that looks most alike. -#}
with parted_pairs as (
    select
        left_record_id,
        right_record_id,
        contradiction,
        is_kept_apart,
        match_millibits,
        lower_group,
        higher_group
    from {{ ref('int_identity__parted_pairs') }}
    where contradiction is not null or is_kept_apart or is_veto
),

parted_averages as (
    select
        lower_group,
        higher_group,
        pair_count,
        average_weight
    from {{ ref('int_identity__parted_averages') }}
),

unique_records as (
    select
        record_groups.group_id,
        unique_source_marks.source_bit,
        min(unique_source_marks.record_id) as record_id
    from {{ ref('int_identity__unique_source_marks') }} as unique_source_marks
    inner join {{ ref('int_identity__record_groups') }} as record_groups
        on unique_source_marks.record_id = record_groups.record_id
    group by
        record_groups.group_id,
        unique_source_marks.source_bit
),

reasons_listed as (
    select
        parted_pairs.lower_group,
        parted_pairs.higher_group,
        parted_pairs.left_record_id,
        parted_pairs.right_record_id,
        parted_pairs.match_millibits,
        case
            when parted_pairs.is_kept_apart then 'steward_keep_apart'
            else coalesce(parted_pairs.contradiction, 'relatives')
        end as reason,
        case
            when parted_pairs.is_kept_apart then 1
            when parted_pairs.contradiction = 'two_generations' then 3
            when parted_pairs.contradiction = 'two_national_ids' then 4
            when parted_pairs.contradiction is not null then 5
            else 6
        end as reason_rank
    from parted_pairs

    union all

    select
        parted_averages.lower_group,
        parted_averages.higher_group,
        least(lower_records.record_id, higher_records.record_id) as left_record_id,
        greatest(lower_records.record_id, higher_records.record_id) as right_record_id,
        cast(null as bigint) as match_millibits,
        'never_duplicates' as reason,
        2 as reason_rank
    from parted_averages
    inner join unique_records as lower_records
        on parted_averages.lower_group = lower_records.group_id
    inner join unique_records as higher_records
        on
            parted_averages.higher_group = higher_records.group_id
            and lower_records.source_bit = higher_records.source_bit
),

reasons_ranked as (
    select
        *,
        row_number() over (
            partition by lower_group, higher_group
            order by
                reason_rank asc,
                match_millibits desc nulls last,
                left_record_id asc,
                right_record_id asc
        ) as reason_number
    from reasons_listed
),

final as (
    select
        parted_averages.lower_group,
        parted_averages.higher_group,
        parted_averages.pair_count,
        parted_averages.average_weight,
        coalesce(
            reasons_ranked.reason,
            case
                when parted_averages.average_weight >= {{ var('link_threshold_bits') }}
                    then 'fits_two_that_exclude_each_other'
                else 'average_evidence_too_weak'
            end
        ) as reason,
        reasons_ranked.left_record_id as because_left_record_id,
        reasons_ranked.right_record_id as because_right_record_id
    from parted_averages
    left join reasons_ranked
        on
            parted_averages.lower_group = reasons_ranked.lower_group
            and parted_averages.higher_group = reasons_ranked.higher_group
            and reasons_ranked.reason_number = 1
)

select * from final
