from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Rules

amounts = st.decimals(Decimal("-1e15"), Decimal("1e15"), places=2, allow_nan=False)
# thousands, decimal sign
styles = st.sampled_from(
    (("", "."), ("", ","), (".", ","), (",", "."), (" ", ","), ("\xa0", ","), ("'", "."))
)
currencies = st.sampled_from(("", "€", "EUR ", "zł ", "$", "Fr. "))
behind = st.sampled_from(("", " ", " €", " EUR", "zł", " руб.", "."))  # noqa: RUF001
minus_signs = st.sampled_from(("-", "- ", "−", "after", "brackets"))  # noqa: RUF001


@st.composite
def written_amounts(draw: st.DrawFn) -> tuple[str, Decimal]:
    """Draw an amount with two decimals as people and systems write it."""
    amount = draw(amounts)
    thousands, sign = draw(styles)
    digits = f"{abs(amount):,.2f}"
    number = digits.replace(",", "t").replace(".", sign).replace("t", thousands)
    text = draw(currencies) + number
    end = draw(behind)
    if amount < 0:
        minus = draw(minus_signs)
        if minus == "after":
            return f"{text}-", amount
        text = f"({text}{end})" if minus == "brackets" else f"{minus}{text}{end}"
        return text, amount
    return text + end, amount


@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(written_amounts(), min_size=1, max_size=80))
def test_an_amount_in_any_writing_comes_back(
    rules: Rules, drawn: list[tuple[str, Decimal]]
) -> None:
    written, expected = zip(*drawn, strict=True)
    assert rules.apply("parse_decimal", written) == list(expected)


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(
        st.one_of(
            st.text("0123456789.,-+eE '€()x\xa0", max_size=14),
            st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
        ),
        min_size=1,
        max_size=80,
    )
)
def test_a_number_that_was_read_reads_as_itself(rules: Rules, values: list[str]) -> None:
    once = rules.apply("parse_decimal", values)
    assert rules.apply("parse_decimal", [None if n is None else str(n) for n in once]) == once
