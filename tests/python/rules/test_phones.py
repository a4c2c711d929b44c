from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Rules

some = settings(max_examples=40, deadline=None)

# country, calling code, trunk prefix, the number without it
numbers = st.one_of(
    st.tuples(
        st.just("IT"), st.just("39"), st.just(""), st.from_regex("3[0-9]{9}", fullmatch=True)
    ),
    st.tuples(
        st.just("IT"), st.just("39"), st.just(""), st.from_regex("0[1-9][0-9]{5,8}", fullmatch=True)
    ),
    st.tuples(
        st.just("PL"), st.just("48"), st.just(""), st.from_regex("[1-9][0-9]{8}", fullmatch=True)
    ),
    st.tuples(
        st.just("GB"), st.just("44"), st.just("0"), st.from_regex("[1-9][0-9]{9}", fullmatch=True)
    ),
    st.tuples(
        st.just("RU"), st.just("7"), st.just("8"), st.from_regex("[3-9][0-9]{9}", fullmatch=True)
    ),
)
separators = st.sampled_from(("", " ", "-", ".", "\xa0"))
ends = st.sampled_from(("", " ", " int. 7", " доб. 12", "#12", " (casa)", "\u202c", ", 02 1"))
starts = st.sampled_from(("", " ", "tel. ", "тел: ", "Cell. ", "\u200e"))
countries = st.sampled_from((None, "IT", "PL", "GB", "RU", "CH"))


@st.composite
def written_numbers(draw: st.DrawFn) -> tuple[str, str | None, str]:
    """Draw a number as people write it, the country of its record and its E.164 form."""
    country, calling, trunk, number = draw(numbers)
    form = draw(st.sampled_from(("+", "00", "(+)", "+(0)", "national")))
    separator = draw(separators)
    cut = draw(st.integers(1, 5))
    body = number[:cut] + separator + number[cut:]
    of_record: str | None = country
    if form == "national":
        text = trunk + body
    else:
        # (0) stands for a trunk prefix that falls away; in Italy it is the number's own zero
        inner = ""
        if form == "+(0)" and (trunk == "0" or number.startswith("0")):
            inner = "(0)"
            body = body if trunk else body[1:]
        opening = {"(+)": f"(+{calling})", "00": f"00{calling}"}.get(form, f"+{calling}")
        text = f"{opening}{separator}{inner}{body}"
        of_record = draw(countries)
    return draw(starts) + text + draw(ends), of_record, f"+{calling}{number}"


@some
@given(drawn=st.lists(written_numbers(), min_size=1, max_size=80))
def test_a_number_in_any_writing_is_one_number(
    rules: Rules, drawn: list[tuple[str, str | None, str]]
) -> None:
    written, of_records, expected = zip(*drawn, strict=True)
    assert rules.apply("normalise_phone", written, of_records) == list(expected)


@some
@given(
    drawn=st.lists(
        st.tuples(
            st.one_of(
                st.text("0123456789+()/-. aеE,#x\xa0", max_size=24),  # noqa: RUF001
                st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
                st.from_regex("[+]?[0-9]{5,17}", fullmatch=True),
            ),
            countries,
        ),
        min_size=1,
        max_size=80,
    )
)
def test_a_phone_is_e164_or_nothing_and_stays_what_it_is(
    rules: Rules, drawn: list[tuple[str, str | None]]
) -> None:
    values, of_records = zip(*drawn, strict=True)
    once = rules.apply("normalise_phone", values, of_records)
    assert all(phone is None or re.fullmatch(r"\+[1-9][0-9]{7,14}", phone) for phone in once)
    assert rules.apply("normalise_phone", once, of_records) == once
