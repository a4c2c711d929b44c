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
