with rates as (
    select
        from_currency,
        valid_from,
        exchange_rate
    from {{ ref('exchange_rates') }}
    where to_currency = '{{ var("reporting_currency") }}'

    union all

    select
        '{{ var("reporting_currency") }}' as from_currency,
        cast('1900-01-01' as date) as valid_from,
        cast(1 as decimal(18, 6)) as exchange_rate
),

final as (
    select
        from_currency as currency_code,
        valid_from,
        lead(valid_from, 1, cast('9999-12-31' as date)) over (
            partition by from_currency order by valid_from
        ) as valid_before,
        exchange_rate
    from rates
)

select * from final
