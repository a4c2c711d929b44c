with landed as (
    {{ landed('social', 'profiles') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('profile_id') }} as profile_id,

        -- strings
        lower({{ clean_text('platform') }}) as platform,
        {{ clean_text('handle') }} as handle,
        {{ clean_text('display_name') }} as display_name,
        {{ normalise_email('email') }} as email,

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
            when parsed.profile_id is null then 'unusable_profile_id'
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
                profile_id
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
