-- the contract in the YAML beside this file fixes columns and types
select * from {{ ref('int_scores__product_suggestions') }}
