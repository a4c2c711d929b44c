with rule_links as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__rule_links') }}
    where is_certain
),

steward_links as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__steward_pairs') }}
    where decision = 'link'
),

final as (
    select
        left_record_id,
        right_record_id
    from rule_links

    union all

    select
        left_record_id,
        right_record_id
    from steward_links
)

select * from final
