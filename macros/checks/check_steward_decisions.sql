{#- Post-hook of the seed steward_decisions: decisions that exclude each other stop the build before anything is built
    on them. From each keep_apart the links are followed, nearest first, so that the sentence names the shortest chain. -#}
{% macro check_steward_decisions(decisions) -%}
    {%- if execute -%}
        {%- set rows = run_query(
            'select decision_id, decision, left_record_key, right_record_key from ' ~ decisions ~ ' order by decision_id'
        ).rows -%}
        {%- set neighbours = {} -%}
        {%- for row in rows -%}
            {%- if row[2] == row[3] -%}
                {{ exceptions.raise_compiler_error(
                    "steward_decisions: " ~ row[0] ~ " names the record " ~ row[2] ~ " twice; a decision is about two records") }}
            {%- endif -%}
            {%- if row[1] == 'link' -%}
                {%- do neighbours.setdefault(row[2], []).append((row[3], row[0])) -%}
                {%- do neighbours.setdefault(row[3], []).append((row[2], row[0])) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for row in rows if row[1] == 'keep_apart' -%}
            {%- set chains = {row[2]: []} -%}
            {%- set reached = [row[2]] -%}
            {#- the list grows while it is read: breadth first -#}
            {%- for record_key in reached -%}
                {%- for neighbour, decision_id in neighbours.get(record_key, []) if neighbour not in chains -%}
                    {%- do chains.update({neighbour: chains[record_key] + [decision_id]}) -%}
                    {%- do reached.append(neighbour) -%}
                {%- endfor -%}
            {%- endfor -%}
            {%- if row[3] in chains -%}
                {{ exceptions.raise_compiler_error(
                    "steward_decisions: " ~ row[0] ~ " keeps " ~ row[2] ~ " and " ~ row[3] ~ " apart, but " ~
                    chains[row[3]] | join(', ') ~ " " ~ ("links" if chains[row[3]] | length == 1 else "together link") ~
                    " them; take one of these decisions out of seeds/rules/steward_decisions.csv") }}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
