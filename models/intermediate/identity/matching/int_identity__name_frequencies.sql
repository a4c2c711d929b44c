with match_records as (
    select
        given_name,
        family_name
    from {{ ref('int_identity__match_records') }}
),

names_listed as (
    select
        'given_name' as name_kind,
        given_name as name_value
    from match_records
    where given_name is not null
    union all
    select
        'family_name' as name_kind,
        family_name as name_value
    from match_records
    where family_name is not null
),

names_counted as (
    select
        name_kind,
        name_value,
        count(*) as record_count,
        sum(count(*)) over (partition by name_kind) as all_record_count
    from names_listed
    group by name_kind, name_value
),

shares_found as (
    select
        name_kind,
        name_value,
        record_count * 1.0 / all_record_count as name_share
    from names_counted
),

expected_shares as (
    select
        name_kind,
        sum(name_share * name_share) as expected_share
    from shares_found
    group by name_kind
),

-- agreeing on a rare name says more than on a common one; half of what theory gives, since the
-- same rare name is often that of a relative
final as (
    select
        shares_found.name_kind,
        shares_found.name_value,
        shares_found.name_share,
        0.5 * ln(expected_shares.expected_share / shares_found.name_share) / ln(2) as rarity_weight
    from shares_found
    inner join expected_shares
        on shares_found.name_kind = expected_shares.name_kind
)

select * from final
