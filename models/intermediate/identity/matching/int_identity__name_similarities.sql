with compared_pairs as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__compared_pairs') }}
),

match_records as (
    select
        record_id,
        given_name,
        family_name
    from {{ ref('int_identity__match_records') }}
),

given_name_variants as (
    select
        name_variant as written_name,
        canonical_name
    from {{ ref('given_name_variants') }}
    union
    select
        canonical_name as written_name,
        canonical_name
    from {{ ref('given_name_variants') }}
),

variants_paired as (
    select distinct
        lower_variants.written_name as lower_name,
        higher_variants.written_name as higher_name
    from given_name_variants as lower_variants
    inner join given_name_variants as higher_variants
        on
            lower_variants.canonical_name = higher_variants.canonical_name
            and lower_variants.written_name < higher_variants.written_name
),

names_compared as (
    select
        left_records.given_name as left_given_name,
        left_records.family_name as left_family_name,
        right_records.given_name as right_given_name,
        right_records.family_name as right_family_name
    from compared_pairs
    inner join match_records as left_records
        on compared_pairs.left_record_id = left_records.record_id
    inner join match_records as right_records
        on compared_pairs.right_record_id = right_records.record_id
),

-- swapped fields too
names_paired as (
    select
        left_given_name as one_name,
        right_given_name as other_name
    from names_compared
    union
    select
        left_family_name as one_name,
        right_family_name as other_name
    from names_compared
    union
    select
        left_given_name as one_name,
        right_family_name as other_name
    from names_compared
    union
    select
        left_family_name as one_name,
        right_given_name as other_name
    from names_compared
),

names_ordered as (
    select distinct
        case when one_name < other_name then one_name else other_name end as lower_name,
        case when one_name < other_name then other_name else one_name end as higher_name
    from names_paired
    where one_name <> other_name
),

names_measured as (
    select
        names_ordered.lower_name,
        names_ordered.higher_name,
        variants_paired.lower_name is not null as is_variant,
        {{ jaro_winkler('names_ordered.lower_name', 'names_ordered.higher_name') }} as similarity
    from names_ordered
    left join variants_paired
        on
            names_ordered.lower_name = variants_paired.lower_name
            and names_ordered.higher_name = variants_paired.higher_name
),

levels_given as (
    select
        lower_name,
        higher_name,
        case
            when is_variant then 3
            when similarity >= 0.92 then 4
            when
                similarity >= 0.6
                and length(lower_name) > 3
                and {{ edit_distance('lower_name', 'higher_name') }} <= 1
                then 4
            when {{ starts_with('higher_name', 'lower_name') }} then 2
            when similarity >= 0.8 then 1
        end as name_level
    from names_measured
),

-- names that have nothing in common need no row
final as (
    select
        lower_name,
        higher_name,
        name_level
    from levels_given
    where name_level is not null
)

select * from final
