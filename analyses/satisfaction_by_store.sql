-- How satisfied are people with each shop?
select
    store_id,
    count(*) as answers,
    round(
        100.0 * avg(
            case nps_group when 'promoter' then 1 when 'detractor' then -1 else 0 end
        ), 0
    ) as net_promoter_score
from {{ ref('fct_survey_responses') }}
where survey_type = 'nps' and store_id is not null
group by store_id
order by net_promoter_score desc, store_id asc
