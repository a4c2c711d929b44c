-- the contract in the YAML beside this file fixes columns and types
select * from {{ ref('stg_scores__model_figures') }}
