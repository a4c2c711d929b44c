with movements as (
    select
        month_end_on,
        from_segment,
        to_segment,
        customer_count,
        net_amount_reporting
    from {{ ref('segment_movements') }}
),

movements_judged as (
    select
        *,
        {{ is_merged_group('customer_count', 'month_end_on', 'from_segment, to_segment') }}
            as is_merged
    from movements
),

final as (
    select
        month_end_on,
        case when is_merged then 'other' else from_segment end as from_segment,
        case when is_merged then 'other' else to_segment end as to_segment,
        cast(sum(customer_count) as bigint) as customer_count,
        cast(sum(net_amount_reporting) as decimal(18, 2)) as net_amount_reporting
    from movements_judged
    group by
        month_end_on,
        case when is_merged then 'other' else from_segment end,
        case when is_merged then 'other' else to_segment end
    having sum(customer_count) >= {{ var('small_group_people') }}
)

select * from final
