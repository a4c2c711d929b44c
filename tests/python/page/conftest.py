"""A small published file for the page: real role views over the real tables, a few people in them.

The tables have the columns that the contracts promise; the views of the roles, and the tables that
are made for the page, are compiled by dbt from the project's own models, once.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit as st
import yaml
from dbt.cli.main import dbtRunner
from streamlit.testing.v1 import AppTest

from customer360.page.context import Context
from customer360.page.roles import ROLES
from customer360.page.source import Published

from .overview_rows import company

REPOSITORY = Path(__file__).resolve().parents[3]
MARTS = REPOSITORY / "models" / "marts"
APP = REPOSITORY / "src" / "customer360" / "page" / "app.py"
AS_OF = dt.date(2025, 12, 31)
# marts that are built here from other marts, as the build does
BUILT = ("page_settings", "store_search_words")
HEADER = "decision_id,decision,left_record_key,right_record_key,decided_by,decided_on,reason\n"

MARIA, MARIO, NOBODY, FORMER = "a" * 32, "b" * 32, "c" * 32, "d" * 32
# a name that would be a heading, a link and an element, were it not written as what it is
WRITTEN_BADLY = "# <b>Ada</b> [x](y) *z* :red[w] $1$"
STORE, OTHER_STORE = "IT001", "IT002"

Row = dict[str, Any]


def _contract() -> dict[str, dict[str, str]]:
    """Return the columns of each mart, with their types."""
    contract: dict[str, dict[str, str]] = {}
    for file in sorted(MARTS.rglob("_*__models.yml")):
        if "roles" not in file.parts:
            for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]:
                columns = model.get("columns", [])
                contract[model["name"]] = {
                    column["name"]: column["data_type"] for column in columns
                }
    return contract


def _compiled(folder: Path) -> dict[str, str]:
    """Return the SQL of BUILT and of each role view over the marts' names alone."""
    for part in ("helpers", "normalise", "roles"):
        shutil.copytree(
            REPOSITORY / "macros" / part,
            folder / "macros" / part,
            ignore=shutil.ignore_patterns("*.yml"),
        )
    models = folder / "models"
    models.mkdir()
    for file in sorted(MARTS.rglob("*.sql")):
        if "roles" in file.parts or file.stem in BUILT:
            shutil.copy(file, models)
    texts = [file.read_text(encoding="utf-8") for file in models.iterdir()]
    for name in {name for text in texts for name in re.findall(r"ref\('(\w+)'\)", text)}:
        if not (models / f"{name}.sql").exists():
            (models / f"{name}.sql").write_text("select 1 as one", encoding="utf-8")
    real = yaml.safe_load((REPOSITORY / "dbt_project.yml").read_text(encoding="utf-8"))
    project = {key: real[key] for key in ("name", "version", "config-version", "profile", "vars")}
    project["flags"] = {"send_anonymous_usage_stats": False}
    output = {"type": "duckdb", "path": ":memory:", "schema": "main", "threads": 1}
    profile = {real["profile"]: {"target": "lint", "outputs": {"lint": output}}}
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(project), encoding="utf-8")
    (folder / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    options = ["--project-dir", str(folder), "--profiles-dir", str(folder)]
    options += ["--target-path", str(folder / "target"), "--log-path", str(folder)]
    outcome = dbtRunner().invoke(["--quiet", "--log-level-file", "none", "compile", *options])
    assert outcome.success, outcome.exception or outcome.result
    return {
        file.stem: file.read_text(encoding="utf-8").replace('"memory"."main".', "main.")
        for file in sorted((folder / "target" / "compiled").rglob("*.sql"))
        if file.stem.startswith("role_") or file.stem in BUILT
    }


class Maker:
    """Makes published files.

    Args:
        contract: Columns of each mart, with their types.
        views: SQL of BUILT and of the role views, by name.
    """

    def __init__(self, contract: Mapping[str, Mapping[str, str]], views: Mapping[str, str]) -> None:
        self._contract = contract
        self._views = views

    def write(self, path: Path, rows: list[tuple[str, Row]], *, without: str = "") -> Path:
        """Publish rows of marts; columns that are not named are null.

        Args:
            path: The file, replaced as a run does.
            rows: Table and values of each row.
            without: Views whose names begin so are left out.
        """
        temporary = path.with_name(f".{path.name}.new")
        with duckdb.connect() as connection:
            connection.execute(f"attach '{temporary}' as made (storage_version 'v1.0.0')")
            connection.execute("use made")
            connection.execute("begin")
            for table, columns in self._contract.items():
                listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
                if table not in BUILT:
                    connection.execute(f'create table "{table}" ({listed})')
            for table, values in rows:
                names, marks = ", ".join(values), ", ".join("?" * len(values))
                connection.execute(
                    f'insert into "{table}" ({names}) values ({marks})', list(values.values())
                )
            connection.execute(
                "create table int_activity__as_of as select ? as as_of_date", [AS_OF]
            )
            for name in (*BUILT, *(name for name in self._views if name not in BUILT)):
                if not without or not name.startswith(without):
                    kind = "table" if name in BUILT else "view"
                    connection.execute(f"create {kind} main.{name} as {self._views[name]}")
            connection.execute("drop table int_activity__as_of")
            connection.execute("commit")
        return temporary.replace(path)


@pytest.fixture(scope="session")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(_contract(), _compiled(tmp_path_factory.mktemp("role_views")))


@pytest.fixture(scope="session")
def published(maker: Maker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The people of `people`, published."""
    return maker.write(tmp_path_factory.mktemp("published") / "customer_360.duckdb", people())


@pytest.fixture(scope="session")
def company_file(maker: Maker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company of overview_rows, published."""
    return maker.write(tmp_path_factory.mktemp("company") / "customer_360.duckdb", company())


@pytest.fixture(scope="session")
def empty_file(maker: Maker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which every table is empty, published."""
    return maker.write(tmp_path_factory.mktemp("empty") / "customer_360.duckdb", [])


@pytest.fixture
def context(published: Path) -> Callable[..., Context]:
    """Make the context of a role; the store is that of Maria."""

    def make(role: str, language: str = "en") -> Context:
        store = STORE if ROLES[role].by_store else None
        return Context(Published(published), ROLES[role], store, language, "EUR", AS_OF, {})

    return make


@pytest.fixture
def steward_file(tmp_path: Path) -> Path:
    path = tmp_path / "steward_decisions.csv"
    path.write_text(HEADER, encoding="utf-8")
    return path


@pytest.fixture
def open_page(
    published: Path, steward_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., AppTest]]:
    """Open a page as a role, by what its address says."""
    st.cache_resource.clear()

    def run(page: str, role: str, file: Path = published, **address: str) -> AppTest:
        # AppTest starts at the role's first page
        pages = (page, *(key for key in ROLES[role].pages if key != page))
        monkeypatch.setitem(ROLES, role, replace(ROLES[role], pages=pages))
        monkeypatch.setenv("CUSTOMER360_PUBLISHED", str(file))
        monkeypatch.setenv("CUSTOMER360_DECISIONS", str(steward_file))
        test = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in {"role": role, **address}.items():
            test.query_params[name] = value
        return test.run()

    yield run
    st.cache_resource.clear()


def shown(test: AppTest) -> str:
    """Return all that a page says, its HTML as it is."""
    kinds = ("markdown", "info", "error", "header", "caption")
    elements: list[Any] = [element for kind in kinds for element in test.get(kind)]
    html: list[Any] = list(test.get("html"))
    texts = [str(element.value) for element in elements]
    return "\n".join([*texts, *(element.proto.body for element in html)])


def people() -> list[tuple[str, Row]]:
    """Maria, of whom everything is known; Mario, who may be her; and one of whom nothing is."""
    return [*_profiles(), *_words(), *_records(), *_activity(), *_next(), *_doubt()]


def _profiles() -> list[tuple[str, Row]]:
    maria: Row = {
        "customer_id": MARIA,
        "as_of_date": AS_OF,
        "display_name": "Maria Rossi",
        "given_name": "Maria",
        "family_name": "Rossi",
        "birth_date": dt.date(1980, 12, 31),
        "age_years": 45,
        "gender": "f",
        "email": "maria.rossi@posta.example",
        "phone": "+393331234567",
        "street": "Via Roma",
        "street_number": "1",
        "city": "Torino",
        "postal_code": "10121",
        "country_code": "IT",
        "lifecycle_stage": "active",
        "lifecycle_since": dt.date(2024, 1, 5),
        "first_seen_at": "2020-02-03 10:00:00",
        "may_email_marketing": True,
        "may_sms_marketing": False,
        "may_phone_marketing": False,
        "order_count": 4,
        "store_order_count": 3,
        "web_order_count": 1,
        "first_order_at": "2024-01-05 11:00:00",
        "last_order_at": "2025-12-17 11:00:00",
        "gross_amount_reporting": 1234.5,
        "returned_amount_reporting": -20,
        "average_order_value_reporting": 308.63,
        "historic_clv_reporting": 1214.5,
        "predicted_clv_next_365d": 600,
        "rfm_segment": "champions",
        "risk_band": "medium",
        "at_risk_reason": "service",
        "churn_probability_90d": 0.31,
        "open_cart_quantity": 1,
        "open_cart_amount_reporting": 42,
        "open_cart_left_at": "2025-12-24 09:00:00",
        "open_list_item_count": 2,
        "is_loyalty_member": True,
        "loyalty_tier": "gold",
        "points_balance": 310,
        "points_expiring_30d": 120,
        "next_points_expiry_on": dt.date(2026, 1, 20),
        "favourite_category": "Scarpe",
        "top_interest": "Regali",
        "open_ticket_count": 1,
        "last_complaint_at": "2025-12-01 09:00:00",
        "last_complaint_reason": "delivery",
        "last_nps": 6,
        "satisfaction_trend": "falling",
        "next_best_action": "solve_complaint",
    }
    mario: Row = {
        "customer_id": MARIO,
        "as_of_date": AS_OF,
        "display_name": "Mario Rosso",
        "given_name": "Mario",
        "family_name": "Rosso",
        "first_seen_at": "2021-02-03 10:00:00",
        "may_email_marketing": False,
        "may_sms_marketing": False,
        "may_phone_marketing": False,
        "order_count": 1,
        "last_order_at": "2025-06-17 11:00:00",
        "gross_amount_reporting": 25,
        "returned_amount_reporting": 0,
        "average_order_value_reporting": 25,
    }
    nobody: Row = {
        "customer_id": NOBODY,
        "as_of_date": AS_OF,
        "display_name": WRITTEN_BADLY,
        "may_email_marketing": True,
    }
    store: Row = {"store_id": STORE, "customer_id": MARIA, "order_count": 3, "is_regular": True}
    return [
        *(("customer_360", profile) for profile in (maria, mario, nobody)),
        *(("dim_customers", _identity(profile)) for profile in (maria, mario, nobody)),
        ("customer_identity_redirects", {"retired_customer_id": FORMER, "customer_id": MARIA}),
        ("customer_stores", {**store, "recent_net_amount_reporting": 100, "order_count": 3}),
        ("customer_stores", {"store_id": OTHER_STORE, "customer_id": MARIO, "order_count": 1}),
        *(
            ("overview_stores", {"store_id": key, "store_name": f"Shop {key}", "customer_count": 9})
            for key in (STORE, OTHER_STORE)
        ),
    ]


def _identity(profile: Row) -> Row:
    columns = (
        *("customer_id", "display_name", "given_name", "family_name", "birth_date", "gender"),
        *("email", "phone", "street", "street_number", "city", "postal_code", "country_code"),
        "first_seen_at",
    )
    identity = {name: profile[name] for name in columns if name in profile}
    return {**identity, **({"email_source": "shop|account|A1"} if "email" in profile else {})}


def _words() -> list[tuple[str, Row]]:
    words = [
        (MARIA, "name", "maria"),
        (MARIA, "name", "rossi"),
        (MARIA, "email", "maria.rossi@posta.example"),
        (MARIA, "phone", "393331234567"),
        (MARIA, "phone_ending", "31234567"),
        (MARIA, "loyalty_card", "2900000000017"),
        (MARIA, "record", "A0000001"),
        (MARIA, "customer", MARIA),
        (MARIA, "customer", FORMER),
        (MARIO, "name", "mario"),
        (MARIO, "name", "rosso"),
        (MARIO, "customer", MARIO),
        (NOBODY, "name", "ada"),
        (NOBODY, "customer", NOBODY),
    ]
    return [
        (
            "customer_search_words",
            {
                "customer_id": who,
                "word_kind": kind,
                "word": word,
                # Mario agreed to nothing
                "is_for_marketing": kind in {"name", "email"} and who != MARIO,
            },
        )
        for who, kind, word in words
    ]


def _records() -> list[tuple[str, Row]]:
    account, member, requester = (
        "shop|account|A0000001",
        "loyalty|member|M1",
        "support|requester|R1",
    )
    records = [(MARIA, account), (MARIA, member), (MARIO, requester)]
    stated = [
        (MARIA, account, "full_name", "Maria Rossi", True),
        (MARIA, account, "email", "maria.rossi@posta.example", True),
        (MARIA, member, "full_name", "Maria Rosi", False),
        (MARIO, requester, "full_name", "Mario Rosso", True),
    ]
    link: Row = {"customer_id": MARIA, "left_record_key": member, "right_record_key": account}
    weighed = "given name same +6.1; household: family name typing error, contact different -2.0"
    return [
        *(
            (
                "customer_identities",
                {
                    "customer_id": who,
                    "record_key": key,
                    "source_system": key.split("|")[0],
                    "record_type": key.split("|")[1],
                    "source_record_id": key.split("|")[2],
                },
            )
            for who, key in records
        ),
        *(
            (
                "customer_attributes",
                {
                    "customer_id": who,
                    "record_key": key,
                    "attribute_name": name,
                    "attribute_value": value,
                    "is_golden": chosen,
                    "survivorship_rank": 1 if chosen else 2,
                    "source_system": key.split("|")[0],
                },
            )
            for who, key, name, value, chosen in stated
        ),
        (
            "customer_link_reasons",
            {
                **link,
                "rule_id": "loyalty_card",
                "reason_text": "Same loyalty card and nobody else's name on it",
                "id_type": "loyalty_card",
                "evidence": "2900000000017",
            },
        ),
        (
            "customer_link_reasons",
            {
                **link,
                "rule_id": "weights",
                "reason_text": "Names, dates and places speak for one person",
                "id_type": "several",
                "evidence": weighed,
                "match_weight": 4.1,
            },
        ),
        (
            "customer_contact_points",
            {
                "customer_id": MARIA,
                "contact_type": "email",
                "contact_point": "maria.rossi@posta.example",
                "value_scope": "one_person",
                "is_golden": True,
                "record_count": 1,
            },
        ),
    ]


def _activity() -> list[tuple[str, Row]]:
    touches = [
        ("store", "order", "pos", "2025-12-17 11:00:00", STORE, "o1"),
        ("store", "order", "pos", "2025-11-03 11:00:00", OTHER_STORE, "o2"),
        ("web", "product_view", "web", "2025-12-16 20:00:00", None, None),
        ("web", "product_view", "web", "2025-12-16 21:00:00", None, None),
        ("email", "opened", "email", "2025-12-10 08:00:00", None, None),
        ("phone", "complaint", "support", "2025-12-01 09:00:00", "delivery", None),
    ]
    return [
        *(
            (
                "fct_touchpoints",
                {
                    "customer_id": MARIA,
                    "touchpoint_key": f"t{place}",
                    "channel": channel,
                    "touchpoint_type": kind,
                    "source_system": system,
                    "touchpoint_at": when,
                    "is_outbound": False,
                    "detail": detail,
                    "order_key": order,
                },
            )
            for place, (channel, kind, system, when, detail, order) in enumerate(touches)
        ),
        *(
            (
                "fct_orders",
                {
                    "customer_id": MARIA,
                    "order_key": key,
                    "store_id": store,
                    "currency_code": "PLN",
                    "order_amount": amount,
                    "net_amount_reporting": amount / 4,
                    "is_return": False,
                    "is_cancelled": False,
                },
            )
            for key, store, amount in (("o1", STORE, 400), ("o2", OTHER_STORE, 99.5))
        ),
        (
            "fct_loyalty_points",
            {
                "customer_id": MARIA,
                "points_entry_key": "p1",
                "entry_type": "earn",
                "points": 40,
                "booked_at": "2025-12-17 11:00:00",
            },
        ),
        (
            "customer_rfm_history",
            {
                "customer_id": MARIA,
                "month_end_on": dt.date(2025, 10, 31),
                "rfm_segment": "champions",
                "former_rfm_segment": "promising",
                "movement": "moved",
            },
        ),
        *(
            (
                "customer_consents",
                {
                    "customer_id": MARIA,
                    "purpose": purpose,
                    "channel": "email",
                    "is_permitted": permitted,
                    "declared_at": "2024-05-06",
                    "consent_event_key": f"consent|{purpose}",
                },
            )
            for purpose, permitted in (("marketing", True), ("profiling", False))
        ),
        (
            "customer_interests",
            {
                "customer_id": MARIA,
                "topic": "Regali",
                "interest_share": 0.75,
                "interest_rank": 1,
                "is_stated": True,
            },
        ),
    ]


def _next() -> list[tuple[str, Row]]:
    return [
        (
            "next_best_action",
            {
                "customer_id": MARIA,
                "action_id": "solve_complaint",
                "action_type": "service",
                "channel": "phone",
                "reason_code": "complaint_open",
                "reason_text": "Complaint about delivery of 2025-12-01",
                "expires_on": dt.date(2026, 1, 15),
                "description": "Solve the complaint",
                "description_it": "Risolvi il reclamo",
            },
        ),
        (
            "next_best_action",
            {"customer_id": NOBODY, "action_id": "none", "reason_code": "nothing_due"},
        ),
        (
            "customer_risk_reasons",
            {
                "customer_id": MARIA,
                "reason": "service",
                "reason_rank": 1,
                "evidence_type": "complaint_open",
                "evidence_on": dt.date(2025, 12, 1),
                "reason_text": "Complaint about delivery of 2025-12-01 is open",
            },
        ),
        ("dim_products", {"product_id": "P1", "product_name": "Red shoes", "category": "Scarpe"}),
        (
            "customer_recommendations",
            {
                "customer_id": MARIA,
                "suggestion_type": "discovery",
                "suggestion_rank": 1,
                "product_id": "P1",
                "product_name": "Red shoes",
                "reason_code": "popular",
            },
        ),
        (
            "campaign_triggers",
            {
                "customer_id": MARIA,
                "dedupe_key": "cart_left|1",
                "trigger_id": "cart_left",
                "fired_on": dt.date(2025, 12, 25),
                "suppressed_by": "open_complaint",
            },
        ),
    ]


def _doubt() -> list[tuple[str, Row]]:
    pair: Row = {"left_record_key": "loyalty|member|M1", "right_record_key": "support|requester|R1"}
    sides: Row = {"left_customer_id": MARIA, "right_customer_id": MARIO}
    worth: Row = {"left_net_amount_reporting": 1214.5, "right_net_amount_reporting": 25}
    return [
        (
            "identity_review_queue",
            {
                **pair,
                **sides,
                **worth,
                "review_rank": 1,
                "match_weight": -0.4,
                "average_weight": -0.4,
                "pair_count": 1,
                "reason": "grey_zone",
                "suggested_decision": "keep_apart",
            },
        ),
        (
            "identity_evidence",
            {
                **pair,
                "is_one_customer": False,
                "is_contradiction": False,
                "match_weight": -0.4,
                "evidence": "given name somewhat alike -0.4",
            },
        ),
    ]
