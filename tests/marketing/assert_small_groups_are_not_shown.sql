-- Claims that no row of results by group tells of fewer people than small_group_people.
select
    campaign_id,
    group_type,
    group_name,
    customer_count,
    held_out_customer_count
from {{ ref('campaign_performance_by_segment') }}
where
    customer_count < {{ var('small_group_people') }}
    or held_out_customer_count < {{ var('small_group_people') }}
