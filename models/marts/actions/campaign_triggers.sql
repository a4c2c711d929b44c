select * from {{ ref('int_actions__triggers') }}
