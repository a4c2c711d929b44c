with landed as (
    {{ landed('ads', 'leads') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('lead_id') }} as lead_id,
        {{ clean_text('click_id') }} as click_id,

        -- strings
        lower({{ clean_text('platform') }}) as platform,
        {{ clean_text('campaign') }} as campaign,
        {{ clean_text('full_name') }} as full_name,
        {{ normalise_email('email') }} as email,
        {{ normalise_phone('phone') }} as phone,

        -- timestamps
        {{ parse_timestamp('submitted_at', written_in='utc') }} as submitted_at,

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
            when parsed.lead_id is null then 'unusable_lead_id'
            when parsed.submitted_at is null then 'unusable_submitted_at'
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
                lead_id
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
