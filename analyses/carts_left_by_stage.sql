-- At which step are carts left, and how many are bought in a shop after all?
select
    abandon_stage,
    count(*) as carts_left,
    sum(cart_amount_reporting) as amount_reporting,
    count(case when recovered_channel = 'store' then 1 end) as bought_in_a_shop,
    count(case when recovered_channel <> 'store' then 1 end) as bought_elsewhere
from {{ ref('fct_carts') }}
where cart_status = 'left'
group by abandon_stage
order by carts_left desc
