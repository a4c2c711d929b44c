"""The comparison as tables to read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from customer360.benchmark.summary import Comparison, Score, Side, growth

__all__ = ["tables"]

_COLUMNS = ("records", "", "total s", "match s", "peak MB", "P", "R", "F1")
_CAPTION = (
    "total: from landing files, standardising included; match: from standardised records; P and R:"
    " pairwise precision and recall. Splink links pairs of p >= 0.95; best: of five thresholds the"
    " one that the truth likes most, which nobody knows in practice. Ratio: ours / Splink, 0.95."
)


def tables(comparisons: Sequence[Comparison]) -> list[Table]:
    """Return the tables.

    Args:
        comparisons: What compare gave.

    Returns:
        Costs and scores; growth too where there are two sizes or more.
    """
    found = [_costs(comparisons)]
    if len(comparisons) > 1:
        found.append(_growth(comparisons))
    return found


def _costs(comparisons: Sequence[Comparison]) -> Table:
    table = _table(_COLUMNS, "This project and Splink 5 on the same records")
    table.caption, table.caption_justify = _CAPTION, "left"
    for each in comparisons:
        table.add_row(f"{each.records:,}", "ours", *_costs_of(each.ours), *_digits(each.ours.score))
        theirs = each.splink
        table.add_row("", "Splink", *_costs_of(theirs), *_digits(theirs.score))
        if theirs.best_score is not None:
            name = f"best {theirs.best_threshold}"
            table.add_row("", name, "", "", "", *_digits(theirs.best_score))
        ratios = ["-" if ratio is None else f"{ratio:.2f}" for ratio in each.ratios().values()]
        table.add_row("", "ratio", *ratios, end_section=True)
    return table


def _growth(comparisons: Sequence[Comparison]) -> Table:
    columns = ("records", "times", "", "total", "match", "peak")
    table = _table(columns, "From one size to the next, by what factor")
    for step in growth(comparisons):
        sizes = f"{step['from_records']:,.0f} to {step['records']:,.0f}"
        for side, name in (("ours", "ours"), ("splink", "Splink")):
            figures = ("seconds", "seconds_from_standardised", "peak_memory_mb")
            factors = [f"{step[f'{side}_{figure}']:.2f}" for figure in figures]
            table.add_row(
                *((sizes, f"{step['records_factor']:.1f}") if side == "ours" else ("", "")),
                name,
                *factors,
                end_section=side == "splink",
            )
    return table


def _table(columns: Sequence[str], title: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="left" if column == "" else "right", no_wrap=True)
    return table


def _costs_of(side: Side) -> tuple[str, str, str]:
    return (
        f"{side.seconds:,.0f}",
        f"{side.seconds_from_standardised:,.0f}",
        f"{side.peak_memory_mb:,.0f}",
    )


def _digits(score: Score) -> tuple[str, str, str]:
    return f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}"
