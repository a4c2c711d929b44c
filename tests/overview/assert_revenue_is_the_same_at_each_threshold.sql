-- Who is one person moves no money: identified revenue is the same at each threshold, to the cent.
select
    figure_name,
    lowest_value,
    highest_value
from {{ ref('overview_headline_ranges') }}
where figure_name = 'identified_revenue' and highest_value - lowest_value > 0.005
