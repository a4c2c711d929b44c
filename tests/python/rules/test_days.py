from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Rules

some = settings(max_examples=60, deadline=None)

days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
day_forms = st.sampled_from(
    (
        "{0:%Y-%m-%d}",
        "{0:%d/%m/%Y}",
        "{0:%d.%m.%Y}",
        "{0:%d-%m-%Y}",
        "{0:%Y%m%d}",
        "{0:%Y/%m/%d}",
        "{0.day}/{0.month}/{0:%Y}",
        "{0.day}.{0.month}.{0:%Y}",
        "{0:%Y-%m-%d}T23:59:59Z",
        "{0:%d/%m/%Y} 00:00:00",
        " {0:%d/%m/%Y} ",
    )
)
moments = st.datetimes(datetime(2002, 1, 1), datetime(2037, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
local_forms = st.sampled_from(
    (
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y%m%d%H%M%S",
        "%d/%m/%Y %H:%M:%S",
        "%d/%m/%Y, %H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
        "%d-%m-%Y %H:%M:%S",
    )
)
offset_forms = st.sampled_from(("%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%d %H:%M:%S%z"))
offsets = st.sampled_from((-720, -300, 0, 60, 120, 330, 840))
ROME = ZoneInfo("Europe/Rome")


@some
@given(drawn=st.lists(st.tuples(days, day_forms), min_size=1, max_size=80))
def test_a_date_in_any_form_comes_back(rules: Rules, drawn: list[tuple[date, str]]) -> None:
    written = [form.format(day) for day, form in drawn]
    assert rules.apply("parse_date", written) == [day for day, _ in drawn]


@some
@given(drawn=st.lists(days, min_size=1, max_size=80))
def test_a_date_is_never_read_month_first(rules: Rules, drawn: list[date]) -> None:
    swapped = [None if day.day > 12 else day.replace(month=day.day, day=day.month) for day in drawn]
    assert rules.apply("parse_date", [f"{day:%m/%d/%Y}" for day in drawn]) == swapped


@some
@given(drawn=st.lists(st.tuples(days, day_forms), min_size=1, max_size=80))
def test_two_digits_are_no_year(rules: Rules, drawn: list[tuple[date, str]]) -> None:
    written = [form.replace("%Y", "%y").format(day) for day, form in drawn]
    assert set(rules.apply("parse_date", written)) == {None}
    assert set(rules.apply("parse_timestamp", written)) == {None}


@some
@given(drawn=st.lists(st.tuples(moments, local_forms), min_size=1, max_size=80))
def test_a_text_without_offset_is_local_or_utc(
    rules: Rules, drawn: list[tuple[datetime, str]]
) -> None:
    written = [f"{moment:{form}}" for moment, form in drawn]
    assert rules.apply("parse_timestamp", written) == [moment for moment, _ in drawn]
    as_utc = [moment.replace(tzinfo=UTC).astimezone(ROME) for moment, _ in drawn]
    expected = [moment.replace(tzinfo=None) for moment in as_utc]
    assert rules.apply("parse_timestamp_utc", written) == expected


@some
@given(drawn=st.lists(st.tuples(moments, offset_forms, offsets), min_size=1, max_size=80))
def test_an_offset_wins(rules: Rules, drawn: list[tuple[datetime, str, int]]) -> None:
    written, expected = [], []
    for moment, form, minutes in drawn:
        there = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        offset = there.strftime("%z")
        text = form.replace("%:z", f"{offset[:3]}:{offset[3:]}")
        written += [there.strftime(text), f"{there.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"]
        written += [str(int(there.timestamp() * 1000))]
        expected += [there.astimezone(ROME).replace(tzinfo=None)] * 3
    assert rules.apply("parse_timestamp", written) == expected
    assert rules.apply("parse_timestamp_utc", written) == expected
