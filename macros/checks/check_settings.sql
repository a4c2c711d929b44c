{#- Called before every run: a bad setting stops here, with one sentence that says what to change. -#}
{% macro check_settings() -%}
    {%- set stated = var('as_of_date') -%}
    {%- if stated and not modules.re.match('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', stated | string) -%}
        {{ exceptions.raise_compiler_error(
            "as_of_date is '" ~ stated ~ "'; write a day as 2025-12-31, or null for the day of the latest thing that happened") }}
    {%- endif -%}
    {%- set ranges = {
        'hub_max_people': (2, 50),
        'household_max_people': (3, 30),
        'blocking_pairs_free': (100000, 2000000),
        'component_check_size': (10, 200),
        'link_threshold_bits': (-1, 4),
        'strict_link_threshold_bits': (1, 12),
        'loose_link_threshold_bits': (-4, 0),
        'missing_pair_bits': (-4, 0),
        'relatives_bound_bits': (-8, -2),
        'relatives_veto_bits': (-10, -4),
        'contradiction_veto_bits': (-20, -6),
        'ambiguous_bits': (0, 6),
        'dissolved_rule_bits': (6, 20),
        'round_day_share': (3, 20),
        'round_day_records': (10, 100),
        'evidence_least_bits': (-20, 0),
        'review_least_bits': (-5, 0),
        'review_queue_size': (100, 100000),
        'training_records': (20000, 500000),
        'point_value_reporting': (0, 1),
        'session_gap_minutes': (5, 120),
        'cart_idle_days': (1, 60),
        'cart_recovery_days': (1, 90),
        'interest_half_life_days': (7, 730),
        'click_visit_minutes': (1, 1440),
        'attribution_window_days': (1, 365),
        'attribution_half_life_days': (1, 90),
        'ropo_days': (1, 60),
        'campaign_response_days': (1, 60),
        'small_group_people': (5, 100),
        'promotion_gap_days': (7, 180),
        'promotion_most_days': (7, 180),
        'promotion_least_orders': (1, 1000),
        'feature_months': (2, 60),
        'churn_horizon_days': (7, 365),
        'purchase_horizon_days': (1, 180),
        'value_horizon_days': (30, 730),
        'value_learning_horizon_days': (30, 365),
        'score_least_buyers': (100, 100000),
        'score_least_history_days': (30, 730),
        'suggestions_per_customer': (1, 50),
        'cadence_least_gaps': (1, 10),
        'unknown_cadence_days': (7, 365),
        'slipping_gaps': (1, 5),
        'slipping_least_days': (3, 180),
        'lapse_gaps': (1.5, 20),
        'lapse_least_days': (14, 365),
        'lapse_most_days': (90, 1825),
        'new_customer_days': (7, 180),
        'won_back_days': (7, 365),
        'contact_cap_7d': (1, 30),
        'recent_purchase_days': (1, 90),
        'store_customer_days': (30, 1095),
    } -%}
    {%- for name, (least, most) in ranges.items() -%}
        {%- set value = var(name) -%}
        {%- if value is not number or value < least or value > most -%}
            {{ exceptions.raise_compiler_error(
                name ~ " is '" ~ value ~ "'; it must be a number from " ~ least ~ " to " ~ most) }}
        {%- endif -%}
    {%- endfor -%}
    {%- if var('review_least_bits') < var('evidence_least_bits') -%}
        {{ exceptions.raise_compiler_error(
            "review_least_bits is below evidence_least_bits; the review queue would hold pairs without evidence") }}
    {%- endif -%}
    {%- if not var('loose_link_threshold_bits') < var('link_threshold_bits') < var('strict_link_threshold_bits') -%}
        {{ exceptions.raise_compiler_error(
            "loose_link_threshold_bits, link_threshold_bits and strict_link_threshold_bits must rise in this order") }}
    {%- endif -%}
    {%- if var('slipping_gaps') >= var('lapse_gaps') -%}
        {{ exceptions.raise_compiler_error(
            "slipping_gaps is not below lapse_gaps; nobody would slip before they have lapsed") }}
    {%- endif -%}
    {%- if var('lapse_most_days') < var('lapse_least_days') -%}
        {{ exceptions.raise_compiler_error(
            "lapse_most_days is below lapse_least_days; nobody could lapse between the two") }}
    {%- endif -%}
    {%- for day in var('feature_dates') or [] -%}
        {%- if not modules.re.match('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', day | string) -%}
            {{ exceptions.raise_compiler_error(
                "feature_dates holds '" ~ day ~ "'; write days as 2025-12-31") }}
        {%- endif -%}
    {%- endfor -%}
    {%- if not modules.re.match('^[A-Z]{3}$', var('reporting_currency') | string) -%}
        {{ exceptions.raise_compiler_error(
            "reporting_currency is '" ~ var('reporting_currency') ~ "'; write an ISO 4217 code such as EUR") }}
    {%- endif -%}
    {%- set zone = var('business_time_zone') | string -%}
    {%- if execute and zone not in modules.pytz.all_timezones_set -%}
        {{ exceptions.raise_compiler_error(
            "business_time_zone is '" ~ zone ~ "'; write a name of the tz database such as Europe/Rome") }}
    {%- endif -%}
{%- endmacro %}
