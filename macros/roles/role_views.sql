{#- What each role has a view of. Tests over all role views need their names before anything is built. -#}
{% macro role_views() -%}
    {%- set subjects = {
        'customer_service': [
            'action_candidates', 'actions', 'attributes', 'cards', 'carts', 'consent_periods', 'consents',
            'contact_points', 'identities', 'interests', 'order_lines', 'orders', 'point_entries', 'points',
            'profiles', 'redirects', 'rfm_history', 'risk_reasons', 'search', 'source_owners',
            'source_status', 'suggestions', 'surveys', 'tickets', 'timeline', 'why_linked',
            'wish_list_items',
        ],
        'data_steward': [
            'anonymous_sales', 'attribute_freshness', 'attribute_register', 'attributes', 'contact_points',
            'decisions', 'evidence', 'guard_audit', 'identifiers', 'identities', 'identity_events',
            'profiles', 'reconciliation', 'redirects', 'rejected_records', 'review_queue', 'search',
            'source_maturity', 'source_owners', 'source_scorecard', 'source_status', 'source_value',
            'why_linked',
        ],
        'management': [
            'actions', 'attribute_freshness', 'audiences', 'campaign_groups', 'campaigns', 'channel_mix',
            'channels', 'cohorts', 'headline_metrics', 'headline_ranges', 'journey_months', 'lifecycle', 'months', 'points',
            'profitability', 'reconciliation', 'segment_journeys', 'segment_movements', 'segments',
            'source_maturity', 'source_owners', 'source_scorecard', 'source_status', 'source_value',
            'store_months', 'stores',
        ],
        'marketing': [
            'actions', 'audience_members', 'audiences', 'campaign_groups', 'campaigns', 'channel_mix',
            'channels', 'cohorts', 'contact_points', 'interests', 'journey_months', 'lifecycle', 'profiles',
            'promotion_response', 'rfm_history', 'search', 'segment_journeys', 'segment_movements',
            'segments', 'source_owners', 'stores', 'suggestions', 'triggers',
        ],
        'store_manager': [
            'actions', 'interests', 'profiles', 'search', 'source_owners', 'store_months', 'stores',
            'suggestions', 'timeline',
        ],
    } -%}
    {%- set views = [] -%}
    {%- for role, names in subjects.items() -%}
        {%- for name in names -%}
            {%- do views.append('role_' ~ role ~ '__' ~ name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(views) }}
{%- endmacro %}

{#- The columns that the views of a role have in the warehouse, or those of all roles, as dicts; none before
    anything is built. A test that calls this runs after the views. -#}
{% macro role_view_columns(role=none) -%}
    {%- set found = [] -%}
    {%- for view in role_views() if role is none or view.startswith('role_' ~ role ~ '__') -%}
        {%- set relation = ref(view) -%}
        {%- if execute and target.name != 'lint' -%}
            {%- for column in adapter.get_columns_in_relation(relation) -%}
                {%- do found.append(dict(view=view, column=column.name, is_text=column.is_string())) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{#- The lines of the matrix with one of these treatments, as dicts; none before anything is built. -#}
{% macro granted_columns(matrix, treatments) -%}
    {%- set lines = [] -%}
    {%- if execute and target.name != 'lint' -%}
        {%- set query -%}
            select
                'role_' || role || '__' || view_name as view_name,
                role,
                column_name,
                source_column,
                treatment
            from {{ matrix }}
            where treatment in ('{{ treatments | join("', '") }}')
            order by role, view_name, column_name
        {%- endset -%}
        {%- for row in run_query(query).rows -%}
            {%- do lines.append(dict(
                view_name=row[0], role=row[1], column_name=row[2], source_column=row[3], treatment=row[4]
            )) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(lines) }}
{%- endmacro %}

{#- dbt leaves out a test that names a view which is not there, with a warning alone: the matrix would go
    unread. So every run stops at its start where names and views differ. -#}
{% macro check_role_views() -%}
    {%- set there = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.path.startswith('marts/roles/') -%}
        {%- do there.append(node.name) -%}
    {%- endfor -%}
    {%- for name in role_views() if name not in there -%}
        {{ exceptions.raise_compiler_error("macros/roles/role_views.sql names " ~ name ~ ", and there is no such model; take it out") }}
    {%- endfor -%}
    {%- for name in there if name not in role_views() -%}
        {{ exceptions.raise_compiler_error("the role view " ~ name ~ " is not named in macros/roles/role_views.sql; add it there") }}
    {%- endfor -%}
{%- endmacro %}
