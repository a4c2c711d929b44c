-- Which articles wait on lists, and how often were they bought in the end?
select
    products.category,
    count(*) as items,
    count(case when items.is_open then 1 end) as still_open,
    count(items.bought_at) as bought,
    count(case when items.bought_channel = 'store' then 1 end) as bought_in_a_shop
from {{ ref('fct_wish_list_items') }} as items
inner join {{ ref('dim_products') }} as products
    on items.product_id = products.product_id
group by products.category
order by items desc, products.category asc
