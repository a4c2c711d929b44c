with landed as (
    {{ landed('support', 'requesters') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('requester_id') }} as requester_id,

        -- strings
        {{ clean_text('full_name') }} as full_name,
        {{ normalise_email('email') }} as email,
        {{ normalise_phone('phone') }} as phone,

        -- timestamps
        {{ parse_timestamp('created_at', written_in='utc') }} as created_at,
        {{ parse_timestamp('updated_at', written_in='utc') }} as updated_at,

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
            when parsed.requester_id is null then 'unusable_requester_id'
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
                requester_id
            order by
                updated_at desc nulls last,
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
