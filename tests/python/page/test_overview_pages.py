"""Every overview page as every role that has it: figures, charts, words, and what is not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from customer360.page.labels import labels
from customer360.page.roles import PAGES, ROLES

from .conftest import Maker, shown
from .overview_rows import company

OpenPage = Callable[..., AppTest]

OVERVIEWS = [
    (role.key, page)
    for role in ROLES.values()
    for page in role.pages
    if PAGES[page].module.startswith("overview.")
]
CHARTS = {
    ("management", "start"): 2,
    ("management", "segments"): 2,
    ("management", "stores"): 2,
    ("management", "channels"): 3,
    ("management", "campaigns"): 2,
    ("management", "health"): 2,
    ("marketing", "segments"): 1,
    ("marketing", "stores"): 1,
    ("marketing", "channels"): 3,
    ("marketing", "campaigns"): 2,
    ("store_manager", "stores"): 1,
    ("customer_service", "health"): 1,
    ("data_steward", "health"): 2,
}


def said(test: AppTest) -> str:
    """What a page says, without its tags."""
    return unescape(re.sub(r"<[^>]+>", " ", shown(test)))


def test_there_is_no_overview_that_no_test_opens() -> None:
    assert set(OVERVIEWS) == set(CHARTS)


@pytest.mark.parametrize(
    ("role", "page", "language"),
    [
        *((role, page, "en") for role, page in OVERVIEWS),
        *(("management", page, "it") for page in ROLES["management"].pages),
    ],
)
def test_every_chart_has_a_title_a_finding_and_its_figures(
    open_page: OpenPage, company_file: Path, role: str, page: str, language: str
) -> None:
    test = open_page(page, role, company_file, language=language)
    assert not test.exception
    charts = test.get("vega_lite_chart")
    assert len(charts) == CHARTS[role, page]
    text = said(test)
    for chart in charts:
        title, _, finding = chart.proto.alt.partition(". ")
        assert title
        assert title in text
        assert len(finding) > 20
    # the figures of each chart as a table
    expander = labels()["overview.figures"][language]
    assert [block.label for block in test.expander].count(expander) >= len(charts)


@pytest.mark.parametrize(("role", "page"), OVERVIEWS)
def test_without_figures_a_page_says_so(
    open_page: OpenPage, empty_file: Path, role: str, page: str
) -> None:
    test = open_page(page, role, empty_file)
    assert not test.exception
    assert labels()["overview.empty"]["en"] in [info.value for info in test.info]
    assert test.get("vega_lite_chart") == []


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("management", "start"),
        ("marketing", "segments"),
        ("store_manager", "stores"),
        ("data_steward", "health"),
    ],
)
def test_a_file_without_the_views_is_no_traceback(
    open_page: OpenPage, maker: Maker, tmp_path: Path, role: str, page: str
) -> None:
    without = f"role_{role}__s"  # segments, stores, source_status: each page reads one of them
    file = maker.write(tmp_path / "older.duckdb", company(), without=without)
    test = open_page(page, role, file)
    assert not test.exception
    assert "Another version published" in said(test)


def test_headlines_compare_with_the_month_before_and_the_year_before(
    open_page: OpenPage, company_file: Path
) -> None:
    test = open_page("start", "management", company_file)
    text = said(test)
    assert "€12,000 +20.0%" in " ".join(text.split())
    # ten points fewer purchases by nobody known, which is good
    assert "-10.0 points" in text
    assert 'class="chip good">-10.0 points' in shown(test)
    table = test.table[0].value
    assert list(table["Dec 2024"].iloc[:1]) == ["€8,000"]


def test_the_outlook_leaves_out_the_lapsed_and_what_is_overdue(
    open_page: OpenPage, company_file: Path
) -> None:
    text = " ".join(said(open_page("start", "management", company_file)).split())
    assert "Expected in 365 days €4,550" in text
    assert "At high risk, not lapsed 25" in text
    assert "Of that, from those at risk €500" in text
    assert "Points open, in money €100" in text


def test_small_groups_are_shown_as_such_and_the_page_says_why(
    open_page: OpenPage, company_file: Path
) -> None:
    test = open_page("segments", "management", company_file)
    captions = [caption.value for caption in test.caption]
    assert labels()["overview.other"]["en"] in captions
    test = open_page("stores", "management", company_file)
    captions = [caption.value for caption in test.caption]
    assert labels()["overview.missing"]["en"] in captions
    assert labels()["overview.other"]["en"] in captions
    # the bars of the shops of too few regulars say so
    drawn = test.get("vega_lite_chart")[0].proto.datasets
    assert any(b"few" in part.data.data for part in drawn)


def test_movements_say_who_came_came_back_and_cooled(
    open_page: OpenPage, company_file: Path
) -> None:
    test = open_page("segments", "management", company_file)
    test.button_group(key="segments_part").set_value("movements").run()
    text = said(test)
    assert "In Dec 2025 9 bought for the first time, 12 came back and 15 cooled." in text
    assert "The largest move: 12 customers from Hibernating to Champions" in text


@pytest.mark.parametrize(("role", "charts"), [("management", 2), ("marketing", 1)])
def test_risk_says_how_many_are_to_be_kept_and_money_to_management_alone(
    open_page: OpenPage, company_file: Path, role: str, charts: int
) -> None:
    test = open_page("segments", role, company_file)
    test.button_group(key="segments_part").set_value("risk").run()
    text = said(test)
    # 10 active and 15 slipping of the 100 who ever bought
    assert "25 customers are at high risk and have not lapsed yet: 25%" in text
    assert ("They are expected to spend €500" in text) == (role == "management")
    assert len(test.get("vega_lite_chart")) == charts


def test_another_month_shows_its_own_figures(open_page: OpenPage, company_file: Path) -> None:
    test = open_page("segments", "management", company_file)
    test.selectbox(key="segments_sizes_month").select_index(1).run()
    assert not test.exception
    assert "Hibernating is the largest: 70 customers, 70% of all who ever bought." in said(test)


def test_another_store_shows_its_own_sales(open_page: OpenPage, company_file: Path) -> None:
    test = open_page("stores", "management", company_file)
    assert "€10,000 since Nov 2025; the best month was Dec 2025; 40% came" in said(test)
    test.selectbox(key="stores_one").select("IT002").run()
    assert "€900 since Dec 2025" in said(test)


def test_all_stores_together_are_those_whose_regulars_are_known(
    open_page: OpenPage, company_file: Path
) -> None:
    # 10 of 100 and 8 of 40; the shops of too few people count on neither side
    assert "(20%; all stores together 13%)" in said(open_page("stores", "marketing", company_file))


def test_where_no_store_has_enough_regulars_no_share_is_made_up(
    open_page: OpenPage, maker: Maker, tmp_path: Path
) -> None:
    few = [
        (table, {**row, "leaving_regular_count": None} if table == "overview_stores" else row)
        for table, row in company()
    ]
    test = open_page("stores", "marketing", maker.write(tmp_path / "few.duckdb", few))
    assert not test.exception
    assert "has the largest share" not in said(test)


def test_a_store_without_sales_says_so(open_page: OpenPage, company_file: Path) -> None:
    test = open_page("stores", "management", company_file)
    test.selectbox(key="stores_one").select("IT003").run()
    assert not test.exception
    assert labels()["overview.empty"]["en"] in [info.value for info in test.info]


def test_a_manager_is_told_who_slips_away_and_nobody_of_another_store(
    open_page: OpenPage, company_file: Path
) -> None:
    test = open_page("stores", "store_manager", company_file, store="IT001")
    links = [link.proto.label for link in test.get("page_link")]
    assert [label for label in links if "Abituale" in label] == ["Ines Abituale", "Ugo Abituale"]
    assert not [label for label in links if "Fedele" in label]
    text = said(test)
    assert "€1,800 a year" in text
    assert "before every 12 days" in text


def test_a_store_where_nobody_slips_away_says_so(
    open_page: OpenPage, maker: Maker, tmp_path: Path
) -> None:
    rows = [row for row in company() if row[0] != "customer_stores"]
    file = maker.write(tmp_path / "calm.duckdb", rows)
    test = open_page("stores", "store_manager", file, store="IT001")
    assert labels()["stores.who.nobody"]["en"] in [info.value for info in test.info]


def test_ways_are_those_of_the_chosen_segment(open_page: OpenPage, company_file: Path) -> None:
    test = open_page("channels", "marketing", company_file)
    assert "Store is the most frequent: 60% of the segment's purchases" in said(test)
    assert "join shop and digital make up 25.0%" in said(test)
    test.selectbox(key="channels_segment").select("hibernating").run()
    assert "Web is the most frequent: 100%" in said(test)


def test_credit_is_held_against_what_platforms_claim(
    open_page: OpenPage, company_file: Path
) -> None:
    text = said(open_page("channels", "management", company_file))
    assert "Store led to most by the last touch: €600. 50% of revenue" in text
    assert "claim €1,200; the last touch credits them with €400; €100 were spent" in text


def test_campaigns_say_how_many_stand_out_by_chance(
    open_page: OpenPage, company_file: Path
) -> None:
    text = said(open_page("campaigns", "marketing", company_file))
    assert "3 of 5 campaigns can be judged: 1 clearly brought purchases, 1 clearly cost" in text
    assert "By chance alone 0.2 would stand out" in text
    assert "2 of 3 groups have enough people on both sides; 1 of these show" in text


def test_groups_of_a_campaign_may_be_ages_or_genders(
    open_page: OpenPage, company_file: Path
) -> None:
    test = open_page("campaigns", "marketing", company_file)
    test.button_group(key="campaigns_by").set_value("gender").run()
    assert not test.exception
    assert "What it changed, by gender" in said(test)


def test_data_health_names_what_is_late_missing_and_does_not_add_up(
    open_page: OpenPage, company_file: Path
) -> None:
    test = open_page("health", "data_steward", company_file)
    text = " ".join(said(test).split())
    assert "Systems connected 2 of 3 missing: social" in text
    assert "Sums that agree 1 of 2" in text
    assert "Attributes out of date 1 of 2" in text
    assert "CRM has the largest share: 5 of 1,000 rows" in text
    assert "50.0% of purchases in stores were by nobody known. 7 of all such purchases" in text
    late = next(table.value for table in test.table if "Attribute" in table.value)
    assert list(late["Attribute"]) == ["loyalty tier"]
    different = next(table.value for table in test.dataframe if "Difference" in table.value)
    assert list(different["Difference"]) == [1]


def test_customer_service_sees_rows_and_no_sales(open_page: OpenPage, company_file: Path) -> None:
    text = said(open_page("health", "customer_service", company_file))
    assert "Rows landed" in text
    assert "Sums that agree" not in text
    assert "by nobody known" not in text
