{#- The newest run of the scores; no row where nobody scored yet. -#}
with model_runs as (
    select
        run_id,
        run_number,
        as_of_date
    from {{ ref('stg_scores__model_runs') }}
),

runs_ranked as (
    select distinct
        run_id,
        as_of_date,
        rank() over (order by run_number desc) as run_rank
    from model_runs
),

final as (
    select
        run_id,
        as_of_date
    from runs_ranked
    where run_rank = 1
)

select * from final
