with edges as (
    select * from {{ ref('customer_identity_edges') }}
),

rules as (
    select
        rule_id,
        description
    from {{ ref('identity_rules') }}
),

final as (
    select
        edges.customer_id,
        edges.left_record_key,
        edges.right_record_key,
        edges.rule_id,
        case edges.rule_id
            when 'weights' then 'Names, dates and places speak for one person'
            when 'device_login' then 'Logged in on this device'
            when 'follows' then 'Gave a contact that is known of one person alone'
            when 'steward' then 'A steward decided that they are one person'
            else coalesce(rules.description, edges.rule_id)
        end as reason_text,
        edges.id_type,
        edges.evidence,
        edges.match_weight
    from edges
    left join rules
        on edges.rule_id = rules.rule_id
)

select * from final
