{#- What the page cannot know from the rows: how the build writes a name in the form in which names
    are compared (macro fold_name over a column `typed`), so that typed names are treated alike. -#}
{%- set fold_name_sql = fold_name('typed') | replace("'", "''") -%}

with as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

final as (
    select
        as_of_date,
        cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency,
        cast('{{ fold_name_sql }}' as varchar) as fold_name_sql
    from as_of
)

select * from final
