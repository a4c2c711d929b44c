with candidates as (
    select
        candidates.customer_id,
        candidates.attribute_name,
        candidates.attribute_value,
        candidates.demographic_source,
        candidates.source_rank,
        candidates.provider_name,
        candidates.valid_from,
        candidates.licence_ends_on
    from {{ ref('int_profile__demographic_candidates') }} as candidates
    inner join {{ ref('int_activity__as_of') }} as as_of
        on coalesce(candidates.valid_from <= as_of.as_of_date, true)
),

-- what people say of themselves, then what was bought about them, then about where they live
candidates_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, attribute_name
            order by
                source_rank asc,
                valid_from desc nulls last,
                provider_name asc,
                attribute_value asc
        ) as candidate_rank
    from candidates
),

final as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        'slow' as attribute_speed,
        demographic_source,
        provider_name,
        valid_from,
        licence_ends_on
    from candidates_ranked
    where candidate_rank = 1
)

select * from final
