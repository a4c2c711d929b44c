-- Claims that each customer is found by their key, by their names as the profile has them, and by
-- each contact that is theirs.
with profiles as (
    select
        customer_id,
        {{ fold_name('given_name') }} as given_name,
        {{ fold_name('family_name') }} as family_name
    from {{ ref('customer_360') }}
),

contact_points as (
    select
        customer_id,
        contact_type,
        contact_point
    from {{ ref('customer_contact_points') }}
    where value_scope in ('one_person', 'shared')
),

words_expected as (
    select
        customer_id,
        'customer' as word_kind,
        customer_id as word
    from profiles
    union all
    select
        customer_id,
        'name' as word_kind,
        split_part(given_name, ' ', 1) as word
    from profiles
    where given_name is not null
    union all
    select
        customer_id,
        'name' as word_kind,
        replace(family_name, ' ', '') as word
    from profiles
    where family_name is not null
    union all
    select
        customer_id,
        contact_type as word_kind,
        replace(contact_point, '+', case when contact_type = 'phone' then '' else '+' end) as word
    from contact_points
)

select
    words_expected.customer_id,
    words_expected.word_kind,
    words_expected.word
from words_expected
left join {{ ref('customer_search_words') }} as found
    on
        words_expected.customer_id = found.customer_id
        and words_expected.word_kind = found.word_kind
        and words_expected.word = found.word
where found.customer_id is null
