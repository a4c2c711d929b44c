-- Claims that a customer of several records has, for each of them, at least one edge that says why.
with edges as (
    select left_record_key as record_key from {{ ref('customer_identity_edges') }}
    union
    select right_record_key as record_key from {{ ref('customer_identity_edges') }}
),

records_counted as (
    select
        record_key,
        customer_id,
        count(*) over (partition by customer_id) as record_count
    from {{ ref('customer_identities') }}
),

final as (
    select
        records_counted.record_key,
        records_counted.customer_id
    from records_counted
    left join edges
        on records_counted.record_key = edges.record_key
    where records_counted.record_count > 1 and edges.record_key is null
)

select * from final
