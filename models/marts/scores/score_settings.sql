-- what scripts/score.py has to know of the settings: the same for SQL and Python
select
    as_of_date,
    cast({{ var('churn_horizon_days') }} as integer) as churn_horizon_days,
    cast({{ var('purchase_horizon_days') }} as integer) as purchase_horizon_days,
    cast({{ var('value_horizon_days') }} as integer) as value_horizon_days,
    cast({{ var('value_learning_horizon_days') }} as integer) as value_learning_horizon_days,
    cast({{ var('score_least_buyers') }} as integer) as score_least_buyers,
    cast({{ var('score_least_history_days') }} as integer) as score_least_history_days,
    cast({{ var('suggestions_per_customer') }} as integer) as suggestions_per_customer
from {{ ref('int_activity__as_of') }}
