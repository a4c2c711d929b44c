-- Claims that lots are drawn as set: among ids like those of customers the share held out differs
-- from the setting of each audience and trigger by no more than a hundredth, lots of two rules have
-- nothing to do with each other, and an audience has the share of the trigger with which it shares
-- its lot.
with numbers as (
    select
        tens.digit
        + 10 * ones.digit
        + 100 * hundreds.digit
        + 1000 * thousands.digit
        + 10000 * ten_thousands.digit
            as id_number
    from
        (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as tens (digit)
    cross join
        (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ones (digit)
    cross join
        (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as hundreds (digit)
    cross join
        (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as thousands (digit)
    cross join
        (values (0), (1), (2), (3)) as ten_thousands (digit)
),

customers as (
    select md5(cast(id_number as varchar)) as customer_id
    from numbers
),

rules as (
    select
        coalesce(trigger_id, audience_id) as lot_name,
        hold_out_share
    from {{ ref('audience_rules') }}

    union

    select
        trigger_id as lot_name,
        hold_out_share
    from {{ ref('campaign_trigger_rules') }}
),

lots_drawn as (
    select
        rules.lot_name,
        rules.hold_out_share,
        customers.customer_id,
        {{ random_share("rules.lot_name || '|' || customers.customer_id") }} as lot
    from rules
    cross join customers
),

shares_counted as (
    select
        lot_name,
        hold_out_share,
        cast(count(case when lot < hold_out_share then 1 end) as double precision) / count(*)
            as held_out_share,
        min(lot) as lowest_lot,
        max(lot) as highest_lot
    from lots_drawn
    group by lot_name, hold_out_share
),

pairs_compared as (
    select corr(first_lots.lot, second_lots.lot) as lots_correlation
    from lots_drawn as first_lots
    inner join lots_drawn as second_lots
        on first_lots.customer_id = second_lots.customer_id
    where
        first_lots.lot_name = 'cart_left' and second_lots.lot_name = 'win_back'
),

final as (
    select
        lot_name,
        held_out_share
    from shares_counted
    where
        abs(held_out_share - hold_out_share) > 0.01
        or lowest_lot < 0
        or highest_lot >= 1

    union all

    select
        'correlation of two lots' as lot_name,
        lots_correlation as held_out_share
    from pairs_compared
    where abs(lots_correlation) > 0.02

    union all

    select
        lot_name,
        count(*) as held_out_share
    from rules
    group by lot_name
    having count(*) > 1
)

select * from final
