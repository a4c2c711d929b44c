with members as (
    select
        'loyalty|member|' || member_id as points_account_key,
        home_store_id
    from {{ ref('stg_loyalty__members') }}
),

final as (
    select
        points_account_key,
        home_store_id
    from members
)

select * from final
