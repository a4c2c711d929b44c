{#- The groups are those of the as-of date: who belonged where on the day of each message is not
    remembered. -#}
with responses as (
    select
        campaign_id,
        customer_id,
        is_held_out,
        is_opened,
        is_clicked,
        is_unsubscribed,
        order_count,
        gross_amount_reporting
    from {{ ref('int_journeys__message_responses') }}
),

rfm as (
    select
        customer_id,
        rfm_segment
    from {{ ref('customer_rfm') }}
),

birthdays_listed as (
    select
        customers.customer_id,
        customers.gender,
        customers.birth_date,
        as_of.as_of_date
    from {{ ref('dim_customers') }} as customers
    cross join {{ ref('int_activity__as_of') }} as as_of
),

ages as (
    select
        customer_id,
        gender,
        extract(year from as_of_date) - extract(year from birth_date)
        - case
            when
                100 * extract(month from as_of_date) + extract(day from as_of_date)
                < 100 * extract(month from birth_date) + extract(day from birth_date)
                then 1
            else 0
        end as age
    from birthdays_listed
),

age_bands as (
    select
        age_band,
        first_age,
        last_age
    from {{ ref('age_bands') }}
),

customers_grouped as (
    select
        ages.customer_id,
        coalesce(rfm.rfm_segment, 'none') as rfm_segment,
        coalesce(age_bands.age_band, 'unknown') as age_band,
        coalesce(ages.gender, 'unknown') as gender
    from ages
    left join rfm
        on ages.customer_id = rfm.customer_id
    left join age_bands
        on ages.age between age_bands.first_age and age_bands.last_age
),

responses_summed as (
    {%- for group_type in ['rfm_segment', 'age_band', 'gender'] %}
    select
        responses.campaign_id,
        '{{ group_type }}' as group_type,
        customers_grouped.{{ group_type }} as group_name,
        responses.is_held_out,
        count(*) as customer_count,
        count(case when responses.is_opened then 1 end) as opened_count,
        count(case when responses.is_clicked then 1 end) as clicked_count,
        count(case when responses.is_unsubscribed then 1 end) as unsubscribed_count,
        count(case when responses.order_count > 0 then 1 end) as buyer_count,
        sum(responses.gross_amount_reporting) as amount
    from responses
    inner join customers_grouped
        on responses.customer_id = customers_grouped.customer_id
    group by responses.campaign_id, customers_grouped.{{ group_type }}, responses.is_held_out
    -- few people are persons: they are not shown
    having count(*) >= {{ var('small_group_people') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

groups_compared as (
    select
        recipients.*,
        held_out.customer_count as held_out_customer_count,
        held_out.buyer_count as held_out_buyer_count,
        1.0 * recipients.buyer_count / recipients.customer_count as purchase_rate,
        1.0 * held_out.buyer_count / held_out.customer_count as held_out_purchase_rate,
        recipients.amount - recipients.customer_count * held_out.amount / held_out.customer_count
            as incremental_amount
    from responses_summed as recipients
    left join responses_summed as held_out
        on
            recipients.campaign_id = held_out.campaign_id
            and recipients.group_type = held_out.group_type
            and recipients.group_name = held_out.group_name
            and held_out.is_held_out
    where not recipients.is_held_out
),

final as (
    select
        campaign_id,
        group_type,
        group_name,
        customer_count,
        opened_count,
        clicked_count,
        unsubscribed_count,
        cast(1.0 * opened_count / customer_count as decimal(5, 4)) as open_rate,
        cast(1.0 * clicked_count / customer_count as decimal(5, 4)) as click_rate,
        buyer_count,
        cast(purchase_rate as decimal(5, 4)) as purchase_rate,
        cast(amount as decimal(18, 2)) as gross_amount_reporting,
        held_out_customer_count,
        held_out_buyer_count,
        cast(held_out_purchase_rate as decimal(5, 4)) as held_out_purchase_rate,
        cast(purchase_rate - held_out_purchase_rate as decimal(5, 4)) as purchase_lift,
        cast(
            {{ difference_bound(
                'purchase_rate', 'customer_count',
                'held_out_purchase_rate', 'held_out_customer_count', '-'
            ) }} as decimal(5, 4)
        ) as purchase_lift_lower,
        cast(
            {{ difference_bound(
                'purchase_rate', 'customer_count',
                'held_out_purchase_rate', 'held_out_customer_count', '+'
            ) }} as decimal(5, 4)
        ) as purchase_lift_upper,
        cast(round(incremental_amount, 2) as decimal(18, 2)) as incremental_amount_reporting
    from groups_compared
)

select * from final
