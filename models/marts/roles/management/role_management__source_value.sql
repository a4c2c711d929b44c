with sources as (
    select * from {{ ref('source_value') }}
),

final as (
    select
        source_system,
        is_connected,
        record_count,
        customer_count,
        customer_share,
        added_link_count,
        golden_value_count,
        only_contactable_share,
        own_amount_reporting,
        known_amount_reporting
    from sources
    where customer_count not between 1 and {{ var('small_group_people') - 1 }}
)

select * from final
