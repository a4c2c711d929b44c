with search_words as (
    select * from {{ ref('customer_search_words') }}
),

final as (
    select
        customer_id,
        word_kind,
        word
    from search_words
)

select * from final
