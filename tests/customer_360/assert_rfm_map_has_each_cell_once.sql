-- Claims that each of the 25 pairs of recency and frequency score has exactly one segment, ten in
-- all.
with fifths as (
    select cast(recency_score as integer) as score
    from
        (
            select 1 as recency_score
            union all
            select 2
            union all
            select 3
            union all
            select 4
            union all
            select 5
        ) as listed
),

cells as (
    select
        recency.score as recency_score,
        frequency.score as frequency_score
    from fifths as recency
    cross join fifths as frequency
),

mapped as (
    select
        cells.recency_score,
        cells.frequency_score,
        count(rfm_segments.rfm_segment) as segment_count
    from cells
    left join {{ ref('rfm_segments') }} as rfm_segments
        on
            cells.recency_score = rfm_segments.recency_score
            and cells.frequency_score = rfm_segments.frequency_score
    group by cells.recency_score, cells.frequency_score
),

final as (
    select
        recency_score,
        frequency_score,
        segment_count
    from mapped
    where segment_count <> 1

    union all

    select
        null as recency_score,
        null as frequency_score,
        count(distinct rfm_segment) as segment_count
    from {{ ref('rfm_segments') }}
    having count(distinct rfm_segment) <> 10
)

select * from final
