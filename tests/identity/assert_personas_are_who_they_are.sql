-- Claims that the records of one persona are one customer and that no two personas share one:
-- twins, father and son by birth date or by "jr", a family with one e-mail, a lent card, a guest who
-- registers, a clerk's own e-mail, a nickname, another alphabet, a move, a marriage. Records of
-- `nobody` (a handle without an e-mail, a bought person whom nobody knows) are no customer.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        persona,
        record_key
    from {{ ref('expected_identities') }}
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('customer_identities') }}
),

joined as (
    select
        expected.persona,
        expected.record_key,
        identities.customer_id
    from expected
    left join identities
        on expected.record_key = identities.record_key
),

torn_apart as (
    select
        persona as subject,
        'records of one persona are several customers' as fault
    from joined
    where persona <> 'nobody'
    group by persona
    having count(distinct customer_id) <> 1 or count(*) <> count(customer_id)
),

somebody_after_all as (
    select
        record_key as subject,
        'names nobody and is a customer' as fault
    from joined
    where persona = 'nobody' and customer_id is not null
),

glued_together as (
    select
        customer_id as subject,
        'one customer holds several personas' as fault
    from joined
    group by customer_id
    having count(distinct persona) > 1
),

unexpected as (
    select
        identities.record_key as subject,
        'no persona owns the record' as fault
    from identities
    left join expected
        on identities.record_key = expected.record_key
    where expected.record_key is null and identities.record_key not like 'pos|till_contact|%'
),

final as (
    select * from torn_apart
    union all
    select * from somebody_after_all
    union all
    select * from glued_together
    union all
    select * from unexpected
)

select * from final
