{#- Offers overlap: the message of a promotion comes while it runs. Offers of which each comes while
    another runs, or within campaign_response_days of another, are one occasion, and its response is
    counted once, in those days from its first one on. The same number of days before it is its own
    yardstick, if no offer reached into them. -#}
{%- set response_days = var('campaign_response_days') -%}

with offers as (
    select
        customer_id,
        offer_type,
        offer_key,
        offered_on,
        ends_on,
        first_ordered_on
    from {{ ref('int_journeys__offers') }}
    -- who never bought before has nothing to be compared with
    where first_ordered_on < offered_on
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

purchase_days as (
    select distinct
        customer_id,
        ordered_on
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

former_offers_found as (
    select
        customer_id,
        offered_on,
        first_ordered_on,
        lag(offered_on) over (
            partition by customer_id
            order by offered_on asc, ends_on asc, offer_type asc, offer_key asc
        ) as former_offered_on,
        max(ends_on) over (
            partition by customer_id
            order by offered_on asc, ends_on asc, offer_type asc, offer_key asc
            rows between unbounded preceding and 1 preceding
        ) as former_ends_on
    from offers
),

breaks_measured as (
    select
        customer_id,
        offered_on,
        {{ days_between('first_ordered_on', 'offered_on') }} as days_as_buyer,
        {{ days_between('former_offered_on', 'offered_on') }} as days_since_offer,
        {{ days_between('former_ends_on', 'offered_on') }} as days_since_end
    from former_offers_found
),

-- an offer of the last days has no whole answer yet
occasions_begun as (
    select
        breaks_measured.customer_id,
        breaks_measured.offered_on,
        breaks_measured.days_as_buyer > {{ response_days }}
        and (
            breaks_measured.days_since_offer is null
            or (
                breaks_measured.days_since_offer >= 2 * {{ response_days }}
                and breaks_measured.days_since_end > {{ response_days }}
            )
        ) as has_baseline
    from breaks_measured
    inner join as_of
        on
            {{ days_between('breaks_measured.offered_on', 'as_of.as_of_date') }}
            >= {{ response_days - 1 }}
    where
        breaks_measured.days_since_offer is null
        or (
            breaks_measured.days_since_offer >= {{ response_days }}
            and breaks_measured.days_since_end > 0
        )
),

purchases_placed as (
    select
        occasions_begun.customer_id,
        occasions_begun.offered_on,
        occasions_begun.has_baseline,
        {{ days_between('occasions_begun.offered_on', 'purchase_days.ordered_on') }}
            as days_after_offer
    from occasions_begun
    left join purchase_days
        on
            occasions_begun.customer_id = purchase_days.customer_id
            and {{ days_between('occasions_begun.offered_on', 'purchase_days.ordered_on') }}
            between -{{ response_days }} and {{ response_days - 1 }}
),

final as (
    select
        customer_id,
        offered_on,
        has_baseline,
        max(case when days_after_offer >= 0 then 1 else 0 end) = 1 as has_responded,
        has_baseline
        and max(case when days_after_offer < 0 then 1 else 0 end) = 1 as has_bought_before
    from purchases_placed
    group by customer_id, offered_on, has_baseline
)

select * from final
