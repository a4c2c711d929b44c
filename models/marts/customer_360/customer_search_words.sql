{#- Every name, contact, card and number under which any system knows a customer, in the form in
    which what somebody types is compared. -#}
with attributes as (
    select
        customer_id,
        attribute_name,
        attribute_value
    from {{ ref('customer_attributes') }}
    where attribute_name in ('given_name', 'family_name', 'full_name')
),

contact_points as (
    select
        customer_id,
        contact_type,
        contact_point
    from {{ ref('customer_contact_points') }}
    -- what stands for many people or nobody finds nobody
    where value_scope in ('one_person', 'shared')
),

identities as (
    select
        customer_id,
        source_record_id
    from {{ ref('customer_identities') }}
    where record_type in ('account', 'member', 'contact', 'subscriber', 'requester', 'feed')
),

names_once as (
    select distinct
        customer_id,
        attribute_name,
        attribute_value
    from attributes
),

-- many people bear one name
values_once as (
    select distinct attribute_value
    from attributes
),

values_folded as (
    select
        attribute_value,
        {{ fold_name('attribute_value') }} as folded
    from values_once
),

names_folded as (
    select
        names_once.customer_id,
        names_once.attribute_name,
        values_folded.folded
    from names_once
    inner join values_folded
        on names_once.attribute_value = values_folded.attribute_value
),

profiles as (
    select
        customer_id,
        may_email_marketing,
        may_email_marketing or may_sms_marketing or may_phone_marketing as is_reachable
    from {{ ref('customer_360') }}
),

words_found as (
    {%- for place in range(1, 7) %}
    select
        customer_id,
        'name' as word_kind,
        split_part(folded, ' ', {{ place }}) as word
    from names_folded
    union all
    {%- endfor %}
    -- De Luca is looked for as Deluca too
    select
        customer_id,
        'name' as word_kind,
        replace(folded, ' ', '') as word
    from names_folded
    where attribute_name = 'family_name' and folded like '% %'
    union all
    select
        customer_id,
        contact_type as word_kind,
        case when contact_type = 'phone' then replace(contact_point, '+', '') else contact_point end
            as word
    from contact_points
    union all
    -- the digits that a number has in every way of writing it
    select
        customer_id,
        'phone_ending' as word_kind,
        right(contact_point, 8) as word
    from contact_points
    where contact_type = 'phone'
    union all
    select
        customer_id,
        'record' as word_kind,
        {{ normalise_code('source_record_id') }} as word
    from identities
    union all
    select
        customer_id,
        'customer' as word_kind,
        customer_id as word
    from profiles
    union all
    select
        customer_id,
        'customer' as word_kind,
        retired_customer_id as word
    from {{ ref('customer_identity_redirects') }}
),

words_once as (
    select distinct
        word_kind,
        word,
        customer_id
    from words_found
    where word <> ''
),

final as (
    select
        words_once.word_kind,
        words_once.word,
        words_once.customer_id,
        case words_once.word_kind
            when 'name' then profiles.is_reachable
            when 'email' then profiles.may_email_marketing
            else false
        end as is_for_marketing
    from words_once
    inner join profiles
        on words_once.customer_id = profiles.customer_id
)

select * from final
