select * from {{ ref('int_actions__risk_reasons') }}
