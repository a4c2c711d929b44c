with freshness as (
    select * from {{ ref('attribute_freshness') }}
),

final as (
    select
        attribute_name,
        attribute_speed,
        target_days,
        fed_by,
        filled_share,
        last_known_at,
        days_since_last_known,
        older_share,
        is_stale
    from freshness
)

select * from final
