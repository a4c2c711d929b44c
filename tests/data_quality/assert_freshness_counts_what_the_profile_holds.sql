-- Claims that filled and outdated values in attribute_freshness are those of the profile: counted
-- anew from the golden values in customer_attributes.
with golden_values as (
    select
        values_stated.attribute_name,
        count(*) as filled_count,
        count(case when values_stated.updated_at is not null then 1 end) as dated_count,
        count(
            case
                when
                    {{ days_between('cast(values_stated.updated_at as date)', 'as_of.as_of_date') }}
                    > targets.target_days
                    then 1
            end
        ) as older_count
    from {{ ref('customer_attributes') }} as values_stated
    inner join {{ ref('attribute_freshness_targets') }} as targets
        on values_stated.attribute_name = targets.attribute_name
    cross join {{ ref('int_activity__as_of') }} as as_of
    where
        values_stated.is_golden
        -- a value stated after the day that the profile knows is not counted there
        and coalesce(cast(values_stated.updated_at as date) <= as_of.as_of_date, true)
    group by values_stated.attribute_name
),

final as (
    select golden_values.attribute_name
    from golden_values
    left join {{ ref('attribute_freshness') }} as freshness
        on golden_values.attribute_name = freshness.attribute_name
    where
        freshness.filled_customer_count is null
        or freshness.filled_customer_count < golden_values.filled_count
        or freshness.dated_customer_count <> golden_values.dated_count
        or freshness.older_customer_count <> golden_values.older_count
)

select * from final
