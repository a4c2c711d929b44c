{#- The words by which a shop finds its own customers, made ready for each shop: a search over
    all words would take the longer the more customers other shops have. -#}
with search_words as (
    select
        word_kind,
        word,
        customer_id
    from {{ ref('customer_search_words') }}
    where word_kind in ('name', 'customer', 'email', 'phone_ending', 'loyalty_card')
),

customer_stores as (
    select
        store_id,
        customer_id
    from {{ ref('customer_stores') }}
),

final as (
    select
        customer_stores.store_id,
        search_words.word_kind,
        case
            when search_words.word_kind in ('name', 'customer') then search_words.word
            else {{ findable('search_words.word') }}
        end as word,
        search_words.customer_id
    from search_words
    inner join customer_stores
        on search_words.customer_id = customer_stores.customer_id
)

select * from final
