{#- What each role has a view of. Tests over all role views need their names before anything is built;
    assert_each_role_sees_what_it_was_granted fails for a view that is not named here. -#}
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
            'channels', 'cohorts', 'headline_ranges', 'journey_months', 'lifecycle', 'months', 'points',
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
