with lots as (
    select
        points_account_key,
        open_points,
        expires_on,
        is_overdue
    from {{ ref('int_activity__points_lots') }}
    where open_points > 0
),

accounts as (
    select
        points_account_key,
        home_store_id
    from {{ ref('int_activity__points_accounts') }}
),

lots_dated as (
    select
        lots.points_account_key,
        lots.open_points,
        accounts.home_store_id,
        lots.is_overdue,
        {{ first_of_month('lots.expires_on') }} as expiry_month
    from lots
    left join accounts
        on lots.points_account_key = accounts.points_account_key
),

final as (
    select
        expiry_month,
        home_store_id,
        is_overdue,
        cast(sum(open_points) as bigint) as open_points,
        count(distinct points_account_key) as account_count,
        cast(round(sum(open_points) * {{ var('point_value_reporting') }}, 2) as decimal(18, 2))
            as liability_amount_reporting
    from lots_dated
    group by expiry_month, home_store_id, is_overdue
)

select * from final
