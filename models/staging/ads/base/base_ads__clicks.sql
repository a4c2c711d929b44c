with landed as (
    {{ landed('ads', 'clicks') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('click_id') }} as click_id,

        -- strings
        lower({{ clean_text('platform') }}) as platform,
        {{ clean_text('campaign') }} as campaign,
        lower({{ clean_text('device_type') }}) as device_type,

        -- timestamps
        {{ parse_timestamp('clicked_at', written_in='utc') }} as clicked_at,

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
            when parsed.click_id is null then 'unusable_click_id'
            when parsed.clicked_at is null then 'unusable_clicked_at'
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
                click_id
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
