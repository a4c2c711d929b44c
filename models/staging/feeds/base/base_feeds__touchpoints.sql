with landed as (
    {{ landed('feeds', 'touchpoints') }}
),

parsed as (
    select
        -- ids
        lower({{ clean_text('source_system') }}) as source_system,
        {{ clean_text('touchpoint_id') }} as touchpoint_id,
        {{ clean_text('source_record_id') }} as source_record_id,
        {{ clean_text('product_code') }} as product_code,

        -- strings
        lower({{ clean_text('channel') }}) as channel,
        lower({{ clean_text('touchpoint_type') }}) as touchpoint_type,
        lower({{ clean_text('device_type') }}) as device_type,
        {{ clean_text('category') }} as category,
        {{ clean_text('detail') }} as detail,

        -- timestamps
        {{ parse_timestamp('touchpoint_at') }} as touchpoint_at,

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
            when parsed.source_system is null then 'unusable_source_system'
            -- the house's own systems are not fed: their names would mix with what they export
            when parsed.source_system in {{ house_systems() }}
                then 'reserved_source_system'
            when parsed.touchpoint_id is null then 'unusable_touchpoint_id'
            when parsed.touchpoint_at is null then 'unusable_touchpoint_at'
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
                source_system,
                touchpoint_id
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
