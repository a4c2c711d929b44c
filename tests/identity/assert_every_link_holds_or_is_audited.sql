-- Claims that no link is lost: each link of a rule and each pair of positive weight that does not
-- contradict itself is in customer_identity_edges or in identity_guard_audit, and never in both.
with links as (
    select distinct
        left_record_id,
        right_record_id,
        rule_id
    from {{ ref('int_identity__edges_deterministic') }}
    union all
    select
        left_record_id,
        right_record_id,
        'weights' as rule_id
    from {{ ref('int_identity__pair_scores') }}
    where match_millibits > 0 and contradiction is null
),

links_named as (
    select
        left_records.record_key as left_record_key,
        right_records.record_key as right_record_key,
        links.rule_id
    from links
    inner join {{ ref('int_identity__records') }} as left_records
        on links.left_record_id = left_records.record_id
    inner join {{ ref('int_identity__records') }} as right_records
        on links.right_record_id = right_records.record_id
),

answers as (
    select distinct
        left_record_key,
        right_record_key,
        rule_id
    from {{ ref('customer_identity_edges') }}
    union all
    select
        left_record_key,
        right_record_key,
        rule_id
    from {{ ref('identity_guard_audit') }}
),

final as (
    select
        links_named.left_record_key,
        links_named.right_record_key,
        links_named.rule_id,
        count(answers.rule_id) as answer_count
    from links_named
    left join answers
        on
            links_named.left_record_key = answers.left_record_key
            and links_named.right_record_key = answers.right_record_key
            and links_named.rule_id = answers.rule_id
    group by
        links_named.left_record_key,
        links_named.right_record_key,
        links_named.rule_id
    having count(answers.rule_id) <> 1
)

select * from final
