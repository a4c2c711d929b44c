{#- Rows that stand for people, and what was bought about them. -#}
with identities as (
    select
        case when record_type = 'feed' then 'feeds' else source_system end as source_system,
        case record_type
            when 'account' then 'accounts'
            when 'member' then 'members'
            when 'contact' then 'contacts'
            when 'subscriber' then 'subscribers'
            when 'requester' then 'requesters'
            when 'lead' then 'leads'
            when 'feed' then 'identities'
        end as source_table
    from {{ ref('customer_identities') }}
    where
        record_type in (
            'account',
            'member',
            'contact',
            'subscriber',
            'requester',
            'lead',
            'feed'
        )
),

-- bought data out of licence takes part in nothing: it is accounted for, and that is all
rows_out_of_licence as (
    select
        'external' as source_system,
        'people' as source_table
    from {{ ref('stg_external__people') }} as staged
    left join {{ ref('int_activity__as_of') }} as as_of
        on staged.licence_ends_on >= as_of.as_of_date
    where as_of.as_of_date is null

    union all

    select
        'external' as source_system,
        'areas' as source_table
    from {{ ref('stg_external__areas') }} as staged
    left join {{ ref('int_activity__as_of') }} as as_of
        on staged.licence_ends_on >= as_of.as_of_date
    where as_of.as_of_date is null
),

feed_identifiers as (
    select
        'feeds' as source_system,
        'identifiers' as source_table
    from {{ ref('stg_feeds__identifiers') }} as staged
    inner join {{ ref('customer_identifiers') }} as published
        on
            staged.source_system || '|feed|' || staged.source_record_id = published.record_key
            and staged.id_type = published.id_type
            and staged.id_value = published.id_value
),

final as (
    select * from identities
    union all
    select * from rows_out_of_licence
    union all
    select * from feed_identifiers
)

select * from final
