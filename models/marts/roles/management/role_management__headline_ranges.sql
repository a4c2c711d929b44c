with ranges as (
    select * from {{ ref('overview_headline_ranges') }}
),

final as (
    select
        figure_name,
        unit,
        strict_value,
        medium_value,
        loose_value,
        lowest_value,
        highest_value
    from ranges
)

select * from final
