"""A small company, made by hand: what the overview pages show of it can be reckoned in the head.

November and December 2025; two shops; two campaigns, one with a hold-out; one system not connected.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

__all__ = ["Row", "company"]

Row = dict[str, Any]

NOVEMBER, DECEMBER = dt.date(2025, 11, 1), dt.date(2025, 12, 1)
END_OF_NOVEMBER, END_OF_DECEMBER = dt.date(2025, 11, 30), dt.date(2025, 12, 31)


def company() -> list[tuple[str, Row]]:
    """Return table and values of each row."""
    return [*_months(), *_segments(), *_stores(), *_channels(), *_campaigns(), *_health()]


def _rows(table: str, columns: str, *rows: tuple[Any, ...]) -> list[tuple[str, Row]]:
    names = columns.split()
    return [(table, dict(zip(names, row, strict=True))) for row in rows]


def _months() -> list[tuple[str, Row]]:
    return [
        *_rows(
            "overview_months",
            "sales_month customer_count new_customer_count order_count net_amount_reporting"
            " anonymous_order_count anonymous_order_share anonymous_net_amount_reporting",
            (dt.date(2024, 12, 1), 80, 20, 100, 8000, 60, 0.6, 5000),
            (NOVEMBER, 100, 10, 200, 10000, 100, 0.5, 4000),
            (DECEMBER, 150, 30, 250, 12000, 100, 0.4, 3000),
            # begun, not over: no month to compare
            (dt.date(2026, 1, 1), 9, 5, 10, 500, 5, 0.5, 100),
        ),
        *_rows(
            "overview_journey_months",
            "order_month customer_count order_count cross_channel_order_count"
            " cross_channel_order_share store_order_count researched_order_count"
            " researched_order_share",
            (NOVEMBER, 90, 100, 10, 0.1, 50, 5, 0.1),
            (DECEMBER, 140, 150, 30, 0.2, 60, 3, 0.05),
        ),
        *_rows(
            "overview_points",
            "expiry_month is_overdue customer_count open_points liability_amount_reporting",
            (dt.date(2026, 3, 1), False, 40, 10000, 100),
            (dt.date(2025, 10, 1), True, 9, 900, 9),
        ),
    ]


def _segments() -> list[tuple[str, Row]]:
    return [
        *_rows(
            "overview_segments",
            "month_end_on rfm_segment customer_count customer_share order_count"
            " net_amount_reporting",
            (END_OF_NOVEMBER, "champions", 30, 0.3, 300, 6000),
            (END_OF_NOVEMBER, "hibernating", 70, 0.7, 100, 4000),
            (END_OF_DECEMBER, "hibernating", 50, 0.5, 80, 3000),
            (END_OF_DECEMBER, "champions", 40, 0.4, 400, 9000),
            (END_OF_DECEMBER, "other", 10, 0.1, 15, 500),
        ),
        *_rows(
            "overview_segment_movements",
            "month_end_on from_segment to_segment customer_count net_amount_reporting",
            (END_OF_DECEMBER, "champions", "champions", 18, 5000),
            (END_OF_DECEMBER, "champions", "loyal_customers", 6, 900),
            (END_OF_DECEMBER, "champions", "at_risk", 8, 1000),
            (END_OF_DECEMBER, "need_attention", "hibernating", 7, 100),
            (END_OF_DECEMBER, "hibernating", "champions", 12, 3000),
            (END_OF_DECEMBER, "none", "new_customers", 9, 400),
            (END_OF_DECEMBER, "other", "other", 11, 500),
            (END_OF_NOVEMBER, "hibernating", "hibernating", 60, 500),
        ),
        *_rows(
            "overview_lifecycle",
            "lifecycle_stage risk_band customer_count historic_clv_reporting"
            " predicted_clv_next_365d",
            ("prospect", "none", 500, 0, None),
            ("active", "low", 40, 9000, 4000),
            ("active", "high", 10, 1000, 300),
            ("slipping", "high", 15, 700, 200),
            ("lapsed", "high", 35, 500, 50),
        ),
    ]


def _stores() -> list[tuple[str, Row]]:
    return [
        *_rows(
            "overview_stores",
            "store_id store_name city customer_count regular_count leaving_regular_count"
            " lapsed_regular_count net_amount_365d_reporting anonymous_order_share_365d",
            ("IT001", "Bottega", "Torino", 200, 100, 10, 5, 7000, 0.4),
            ("IT002", "Bottega", "Bari", 100, 40, 8, 6, 3000, 0.6),
            # so few regulars that their number would point at them
            ("IT003", "Emporio", "Asti", 20, 6, None, None, 400, 0.5),
            ("other", None, None, 12, 5, None, None, 90, 0.5),
        ),
        *_rows(
            "overview_store_months",
            "sales_month channel store_id customer_count order_count net_amount_reporting"
            " anonymous_order_count anonymous_order_share anonymous_net_amount_reporting",
            (NOVEMBER, "store", "IT001", 50, 60, 4000, 30, 0.5, 1000),
            (DECEMBER, "store", "IT001", 60, 100, 6000, 40, 0.4, 3000),
            (DECEMBER, "store", "IT002", 10, 100, 900, 60, 0.6, 500),
            (DECEMBER, "web", "none", 40, 50, 2000, 0, 0, 0),
        ),
        *_rows(
            "anonymous_sales",
            "channel store_id sales_month order_count anonymous_order_count"
            " recoverable_order_count",
            ("store", "IT001", DECEMBER, 100, 40, 3),
            ("store", "IT002", DECEMBER, 100, 60, 4),
            ("web", "none", DECEMBER, 50, 0, 0),
        ),
        *_rows(
            "customer_360",
            "customer_id as_of_date display_name avg_days_between_orders",
            ("e" * 32, END_OF_DECEMBER, "Ines Abituale", 12.4),
            ("f" * 32, END_OF_DECEMBER, "Ugo Abituale", None),
            ("0" * 32, END_OF_DECEMBER, "Pia Fedele", 9),
        ),
        *_rows(
            "customer_stores",
            "store_id customer_id order_count is_regular is_leaving_regular last_order_on"
            " recent_net_amount_reporting",
            ("IT001", "f" * 32, 9, True, True, dt.date(2025, 11, 1), 900),
            ("IT001", "e" * 32, 9, True, True, dt.date(2025, 12, 1), 1800),
            ("IT001", "0" * 32, 9, True, False, dt.date(2025, 12, 30), 5000),
            ("IT002", "0" * 32, 9, True, True, dt.date(2025, 10, 30), 50),
        ),
    ]


def _channels() -> list[tuple[str, Row]]:
    return [
        *_rows(
            "segment_journeys",
            "rfm_segment path_rank channel_path is_cross_channel order_count customer_count"
            " order_share gross_amount_reporting",
            ("champions", 1, "store", False, 60, 40, 0.6, 6000),
            ("champions", 2, "web > store", True, 25, 20, 0.25, 3000),
            ("hibernating", 1, "web", False, 80, 50, 1, 2000),
        ),
        *_rows(
            "overview_channels",
            "attribution_month channel customer_count order_count first_touch_amount_reporting"
            " last_touch_amount_reporting position_based_amount_reporting spend_amount_reporting"
            " reported_revenue_amount_reporting",
            # more than twelve months before the last one
            (dt.date(2024, 12, 1), "ads", 9, 9, 900, 900, 900, 90, 900),
            (NOVEMBER, "ads", 9, 9, 100, 150, 120, 40, 500),
            (DECEMBER, "ads", 9, 9, 100, 250, 150, 60, 700),
            (DECEMBER, "store", 90, 90, 500, 600, 550, 0, 0),
            (DECEMBER, "unattributed", 99, 0, 1000, 1000, 1000, 0, 0),
        ),
    ]


def _campaigns() -> list[tuple[str, Row]]:
    return [
        *_rows(
            "overview_campaigns",
            "campaign_id campaign_name channel sent_at is_response_complete recipient_count"
            " purchase_rate held_out_customer_count held_out_purchase_rate purchase_lift"
            " purchase_lift_lower purchase_lift_upper",
            ("C1", "Natale", "email", "2025-12-01 08:00", True, 9, 0.1, 8, 0.05, 0.05, 0.01, 0.09),
            ("C2", None, "sms", "2025-11-01 08:00", True, 9, 0.1, 8, 0.12, -0.02, -0.1, 0.04),
            ("C3", "Saldi", "email", "2025-10-01 08:00", True, 9, 0.1, 8, 0.2, -0.1, -0.2, -0.02),
            # nobody was left out
            ("C4", "Novità", "email", "2025-09-01 08:00", True, 9, 0.1, 0, None, None, None, None),
            # the days in which a purchase counts are not over
            ("C5", "Befana", "email", "2025-12-30 08:00", False, 9, 0.1, 8, 0.2, -0.1, -0.2, -0.02),
        ),
        *_rows(
            "overview_campaign_groups",
            "campaign_id group_type group_name customer_count open_rate purchase_rate"
            " held_out_customer_count held_out_purchase_rate purchase_lift purchase_lift_lower"
            " purchase_lift_upper",
            ("C1", "rfm_segment", "hibernating", 300, 0.1, 0.05, 40, 0.05, 0, -0.05, 0.05),
            ("C1", "rfm_segment", "champions", 300, 0.4, 0.3, 40, 0.1, 0.2, 0.05, 0.3),
            ("C1", "rfm_segment", "promising", 30, 0.1, None, None, None, None, None, None),
            ("C1", "gender", "f", 500, 0.2, 0.1, 50, 0.1, 0, -0.1, 0.1),
        ),
    ]


def _health() -> list[tuple[str, Row]]:
    return [
        *_rows(
            "source_status",
            "source_system source_table is_connected landed_row_count rejected_row_count"
            " repeated_row_count",
            ("pos", "receipts", True, 9000, 9, 100),
            ("pos", "stores", True, 1000, 1, 0),
            ("crm", "contacts", True, 1000, 5, 10),
            ("social", "profiles", False, 0, 0, 0),
        ),
        *_rows(
            "source_maturity",
            "pieces_connected pieces_total maturity_share maturity_text connected_systems"
            " missing_systems further_system_count",
            (2, 3, 0.6667, "2 of 3 pieces of the puzzle", "crm, pos", "social", 0),
        ),
        *_rows(
            "reconciliation",
            "source_system source_table measure currency_code source_value mart_value"
            " rejected_value difference is_reconciled",
            ("pos", "receipts", "row_count", "any", 9000, 8991, 9, 0, True),
            ("pos", "receipts", "amount", "EUR", 500.5, 499.5, 0, 1, False),
        ),
        *_rows(
            "attribute_freshness",
            "attribute_name attribute_speed target_days fed_by filled_share"
            " days_since_last_known older_share is_stale",
            ("email", "slow", 400, "stated", 0.9, 1, 0.1, False),
            ("loyalty_tier", "slow", 30, "records_loyalty", 0.4, 90, 0.8, True),
            ("age_years", "slow", 3650, "stated", 0.5, None, None, None),
        ),
        *(
            (
                "rejected_records",
                {
                    "source_system": system,
                    "source_table": table,
                    "rejection_stage": stage,
                    "rejection_reason": reason,
                },
            )
            for system, table, stage, reason, count in (
                ("crm", "contacts", "staging", "unusable_email", 5),
                ("pos", "receipts", "landing", "ragged_row", 2),
                ("pos", "receipts", "staging", "repeated_key", 9),
            )
            for _ in range(count)
        ),
    ]
