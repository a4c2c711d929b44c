"""Write UCI Online Retail as raw files, or compare what was published of it with the source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.public_data import PublicDataError, land_online_retail, verify_online_retail


def main(
    transactions: Annotated[Path, typer.Option(help="Parquet file of the invoice lines.")],
    out: Annotated[Path, typer.Option(help="Landing folder to write.")] = Path(
        "data/online_retail"
    ),
    verify: Annotated[
        Path | None,
        typer.Option(help="Write nothing; compare this published file with the source."),
    ] = None,
) -> None:
    """Write the raw files; with --verify, compare the published marts to the penny instead."""
    console, problems = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False)

    try:
        if verify is None:
            _land(transactions, out, say)
            return
        differences = verify_online_retail(verify, transactions, say)
    except PublicDataError as error:
        problems.print(str(error), style="red", markup=False)
        raise typer.Exit(code=2) from error
    for difference in differences:
        problems.print(str(difference), style="red", markup=False)
    if differences:
        raise typer.Exit(code=1)
    say(f"{verify} holds exactly what the source holds: every line, every customer, every penny")


def _land(transactions: Path, out: Path, say: Callable[[str], None]) -> None:
    written = land_online_retail(transactions, out, say)
    share = written.anonymous_lines / max(written.lines, 1)
    say(f"  {written.lines:>9,}  lines, {share:.1%} of them without customer")
    say(f"  {written.customers:>9,}  customers")
    say(f"  {written.sales:>9,}  sales")
    say(f"  {written.returns:>9,}  returns (C)")
    say(f"  {written.adjustments:>9,}  adjustments of bad debt (A), channel unknown")
    say(f"  {written.stock_entries:>9,}  entries about stock without price, channel unknown")
    say(
        f"{written.rounded_lines:,} lines have a fraction of a penny; rounding them took "
        f"{written.rounded_away / 1000:.3f} GBP away in all"
    )


if __name__ == "__main__":
    typer.run(main)
