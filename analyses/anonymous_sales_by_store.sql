-- What share of each shop's sales names nobody?
select
    orders.store_id,
    stores.store_name,
    count(*) as sales,
    round(100.0 * avg(case when orders.is_anonymous then 1 else 0 end), 1) as percent_anonymous
from {{ ref('fct_orders') }} as orders
inner join {{ ref('dim_stores') }} as stores
    on orders.store_id = stores.store_id
where orders.order_type = 'sale'
group by orders.store_id, stores.store_name
order by percent_anonymous desc, orders.store_id asc
