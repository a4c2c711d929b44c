{#- Built for scripts/train_match_weights.py alone (variable train_identity). -#}
{{ config(enabled=var('train_identity')) }}

with pair_levels as (
    select * from {{ ref('int_identity__pair_levels') }}
),

training_pairs as (
    select
        shared_key,
        left_record_id,
        right_record_id
    from {{ ref('int_identity__training_pairs') }}
),

-- the candidates whole, to find the share of matches among them
pairs_in_use as (
    select
        shared_key,
        left_record_id,
        right_record_id
    from training_pairs
    union all
    select
        'candidate' as shared_key,
        left_record_id,
        right_record_id
    from pair_levels
    where is_candidate
),

-- a pair that was found because it shares a value proves nothing about that value
shared_keys_masked as (
    select
        pairs_in_use.shared_key = 'candidate' as is_candidate,
        case when pairs_in_use.shared_key <> 'given_name' then pair_levels.given_name_level end
            as given_name_level,
        case when pairs_in_use.shared_key <> 'birth_date' then pair_levels.birth_date_level end
            as birth_date_level,
        pair_levels.middle_name_level,
        pair_levels.gender_level,
        pair_levels.occupation_level,
        case when pairs_in_use.shared_key <> 'national_id' then pair_levels.national_id_level end
            as national_id_level,
        case
            when pairs_in_use.shared_key = 'family_name' then pair_levels.household_level % 1000
            else pair_levels.household_level
        end as household_level
    from pairs_in_use
    inner join pair_levels
        on
            pairs_in_use.left_record_id = pair_levels.left_record_id
            and pairs_in_use.right_record_id = pair_levels.right_record_id
),

final as (
    select
        is_candidate,
        given_name_level,
        birth_date_level,
        middle_name_level,
        gender_level,
        occupation_level,
        national_id_level,
        household_level,
        count(*) as pair_count
    from shared_keys_masked
    group by
        is_candidate,
        given_name_level,
        birth_date_level,
        middle_name_level,
        gender_level,
        occupation_level,
        national_id_level,
        household_level
)

select * from final
