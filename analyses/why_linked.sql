-- Why are the records of one customer one person? The rules: seeds/rules/identity_rules.csv.
select
    left_record_key,
    right_record_key,
    rule_id,
    evidence
from {{ ref('customer_identity_edges') }}
where customer_id = '00000000000000000000000000000000'
order by left_record_key, right_record_key, rule_id
