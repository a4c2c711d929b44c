with landed as (
    {{ landed('email', 'subscribers') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('subscriber_id') }} as subscriber_id,

        -- strings
        {{ normalise_email('email') }} as email,
        {{ clean_text('given_name') }} as given_name,
        {{ clean_text('family_name') }} as family_name,
        {{ normalise_country('country_code') }} as country_code,
        -- nobody is written to on a guess: another word is no status
        {{ known_word('status', ['subscribed', 'unsubscribed', 'bounced']) }} as status,
        {{ clean_text('signup_source') }} as signup_source,

        -- dates
        {{ parse_date('birth_date') }} as birth_date,

        -- timestamps
        {{ parse_timestamp('subscribed_at', written_in='utc') }} as subscribed_at,
        {{ parse_timestamp('unsubscribed_at', written_in='utc') }} as unsubscribed_at,
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
            when parsed.subscriber_id is null then 'unusable_subscriber_id'
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
                subscriber_id
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
