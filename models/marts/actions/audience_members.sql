select * from {{ ref('int_actions__audience_members') }}
