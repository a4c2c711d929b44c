with landed as (
    {{ landed('loyalty', 'cards') }}
),

parsed as (
    select
        -- ids
        {{ normalise_code('card_number') }} as loyalty_card_number,
        {{ clean_text('member_id') }} as member_id,

        -- strings
        coalesce(lower({{ clean_text('status') }}), 'active') as status,

        -- dates
        {{ parse_date('issued_at') }} as issued_on,

        -- provenance
        source_file,
        source_file_newest,
        source_load_id,
        source_file_id,
        source_row
    from landed
),

checked as (
    select
        parsed.*,
        case
            when parsed.loyalty_card_number is null then 'unusable_loyalty_card_number'
            when parsed.member_id is null then 'unusable_member_id'
        end as unusable_reason
    from parsed
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                loyalty_card_number
            order by
                source_file_newest desc,
                source_load_id desc,
                source_file_id desc,
                source_row desc
        ) as version_number
    from checked
),

final as (
    select
        *,
        coalesce(
            unusable_reason,
            case when version_number > 1 then 'repeated_key' end
        ) as rejection_reason
    from versions_numbered
)

select * from final
