-- Claims that each kind of identifier that the records bring stands in
-- seeds/rules/identity_rules.csv. Fails when a feed brings an id_type that no rule knows, or
-- misspells one: add the rule or mend the feed.
select
    identifiers.id_type,
    count(*) as identifier_count
from {{ ref('int_identity__identifiers') }} as identifiers
left join {{ ref('identity_rules') }} as identity_rules
    on identifiers.id_type = identity_rules.id_type
where identity_rules.rule_id is null
group by identifiers.id_type
