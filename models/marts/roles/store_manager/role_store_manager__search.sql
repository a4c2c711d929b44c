with search_words as (
    select * from {{ ref('store_search_words') }}
),

final as (
    select
        store_id,
        customer_id,
        word_kind,
        word
    from search_words
)

select * from final
