{#- Whether a group is told of together with others: it has people, and fewer than small_group_people. Where the
    small groups of a period are too few people even together, the least of the large ones joins them, so that
    nobody can take what is shown off a total and find a small group. Groups that share people say how many
    these are together; the sum would count them twice. -#}
{% macro is_merged_group(people, period, group, people_together=none) -%}
    {%- set small = people ~ ' between 1 and ' ~ (var('small_group_people') - 1) -%}
    {%- set sum_of_small -%}
        sum(case when {{ small }} then {{ people }} else 0 end) over (partition by {{ period }})
    {%- endset -%}
    case
        when {{ small }} then true
        when
            {{ people }} > 0
            and {{ people_together or sum_of_small }} between 1 and {{ var('small_group_people') - 1 }}
            and row_number() over (
                partition by
                    {{ period }},
                    case when {{ people }} >= {{ var('small_group_people') }} then 1 else 0 end
                order by {{ people }}, {{ group }}
            ) = 1
            then true
        else false
    end
{%- endmacro %}

{#- A figure about a number of people; null where these are somebody and fewer than small_group_people. -#}
{% macro unless_few(people, figure=none) -%}
    case
        when {{ people }} not between 1 and {{ var('small_group_people') - 1 }} then {{ figure or people }}
    end
{%- endmacro %}
