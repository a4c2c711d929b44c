select * from {{ ref('int_actions__next') }}
