"""Splink's settings: the best that we know for households, shared contacts and hubs."""

from __future__ import annotations

import itertools

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import SettingsCreator, block_on
from splink.internals.blocking_rule_creator import BlockingRuleCreator

__all__ = ["DETERMINISTIC_RULES", "INPUT_SQL", "RECALL_OF_RULES", "TRAINING_RULES", "settings"]

# a value that more records hold than this says nothing about a person
_MOST_HOLDERS = 20

# Columns of int_identity__records under the names of this file; a record is named by its number.
INPUT_SQL = f"""
    with records as (
        select
            cast(source_record_id as bigint) as unique_id,
            split_part(given_name_plain, ' ', 1) as given_name,
            family_name_plain as family_name,
            strftime(birth_date, '%Y-%m-%d') as birth_date,
            gender,
            case when count(*) over (partition by email_key) <= {_MOST_HOLDERS} then email_key end
                as email,
            case when count(*) over (partition by phone) <= {_MOST_HOLDERS} then phone end as phone,
            lower(strip_accents(street)) as street,
            lower(street_number) as street_number,
            lower(strip_accents(city)) as city,
            postal_code,
            loyalty_card_number as card
        from standardised.intermediate.int_identity__records
    ),

    variants as (
        select name_variant, min(canonical_name) as canonical_name
        from standardised.reference.given_name_variants
        group by name_variant
    )

    select
        records.*,
        coalesce(variants.canonical_name, records.given_name) as given_name_canonical,
        left(records.given_name, 1) as initial,
        split_part(records.email, '@', 1) as email_local
    from records
    left join variants on records.given_name = variants.name_variant
"""

_DATE_TURNED = (
    "left(birth_date_l, 4) = left(birth_date_r, 4)"
    " and substr(birth_date_l, 6, 2) = substr(birth_date_r, 9, 2)"
    " and substr(birth_date_l, 9, 2) = substr(birth_date_r, 6, 2)"
)
_BEGINNING = "starts_with(given_name_l, given_name_r) or starts_with(given_name_r, given_name_l)"

# What relatives share, in the order in which it is tried; every way to combine them is a level.
_CONTACT = {
    "same": "(email_l = email_r or phone_l = phone_r)",
    "alike": "(email_local_l = email_local_r or jaro_winkler_similarity(email_l, email_r) >= 0.95)",
    "different": "(email_l <> email_r or phone_l <> phone_r)",
    "unknown": "true",
}
_SURNAME = {
    "same": "family_name_l = family_name_r",
    "alike": "jaro_winkler_similarity(family_name_l, family_name_r) >= 0.9",
    "different": "family_name_l <> family_name_r",
    "unknown": "(family_name_l is null or family_name_r is null)",
}
_ADDRESS = {
    "same house": "street_number_l = street_number_r and street_l = street_r",
    "same place": "(postal_code_l = postal_code_r or city_l = city_r)",
    "different": "city_l <> city_r",
    "unknown": "(city_l is null or city_r is null)",
}
_NOTHING_KNOWN = (
    "(family_name_l is null or family_name_r is null)"
    " and (city_l is null or city_r is null)"
    " and (email_l is null or email_r is null)"
    " and (phone_l is null or phone_r is null)"
)

# For the share of pairs that match: found by rules that are hardly ever wrong.
DETERMINISTIC_RULES = (
    block_on("email", "given_name"),
    block_on("phone", "given_name"),
    block_on("card", "given_name"),
    block_on("given_name", "family_name", "birth_date"),
)
RECALL_OF_RULES = 0.6

# Each leaves out of training what it blocks on; household evidence is learnt in the first two.
TRAINING_RULES = (
    block_on("given_name", "birth_date"),
    block_on("card"),
    block_on("email", "phone"),
)


def settings() -> SettingsCreator:
    """Return comparisons and blocking rules."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_given_name(), _birth_date(), _household(), _gender(), cl.ExactMatch("card")],
        blocking_rules_to_generate_predictions=_blocking_rules(),
        retain_matching_columns=False,
    )


def _blocking_rules() -> list[BlockingRuleCreator]:
    return [
        block_on("email"),
        block_on("phone"),
        block_on("card"),
        block_on("family_name", "birth_date"),
        block_on("given_name_canonical", "birth_date"),
        block_on("family_name", "postal_code", "initial"),
        block_on("birth_date", "postal_code"),
        block_on("email_local"),
    ]


def _given_name() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="given_name",
        comparison_levels=[
            cll.NullLevel("given_name"),
            cll.ExactMatchLevel("given_name", term_frequency_adjustments=True),
            cll.ColumnsReversedLevel("given_name", "family_name", symmetrical=True),
            cll.ExactMatchLevel("given_name_canonical"),
            cll.JaroWinklerLevel("given_name", 0.92),
            cll.CustomLevel(_BEGINNING, "one begins the other"),
            cll.JaroWinklerLevel("given_name", 0.8),
            cll.ElseLevel(),
        ],
    )


def _birth_date() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="birth_date",
        comparison_levels=[
            cll.NullLevel("birth_date"),
            cll.ExactMatchLevel("birth_date"),
            cll.DamerauLevenshteinLevel("birth_date", 1),
            cll.CustomLevel(_DATE_TURNED, "day and month swapped"),
            cll.CustomLevel("substr(birth_date_l, 6) = substr(birth_date_r, 6)", "same day"),
            cll.CustomLevel("left(birth_date_l, 7) = left(birth_date_r, 7)", "same month"),
            cll.CustomLevel("left(birth_date_l, 4) = left(birth_date_r, 4)", "same year"),
            cll.ElseLevel(),
        ],
    )


def _household() -> cl.CustomComparison:
    levels = [
        cll.CustomLevel(
            f"{contact_sql} and {surname_sql} and {address_sql}",
            f"contact {contact}, surname {surname}, address {address}",
        )
        for (contact, contact_sql), (surname, surname_sql), (address, address_sql) in (
            itertools.product(_CONTACT.items(), _SURNAME.items(), _ADDRESS.items())
        )
        if (contact, surname, address) != ("unknown", "unknown", "unknown")
    ]
    return cl.CustomComparison(
        output_column_name="household",
        comparison_levels=[
            cll.CustomLevel(_NOTHING_KNOWN).configure(is_null_level=True),
            *levels,
            cll.ElseLevel(),
        ],
    )


def _gender() -> cl.CustomComparison:
    """Fixed: where no two records of a person differ, training fails on a probability of 0."""
    return cl.CustomComparison(
        output_column_name="gender",
        comparison_levels=[
            cll.NullLevel("gender"),
            cll.ExactMatchLevel("gender").configure(m_probability=0.99, fix_m_probability=True),
            cll.ElseLevel().configure(m_probability=0.01, fix_m_probability=True),
        ],
    )
