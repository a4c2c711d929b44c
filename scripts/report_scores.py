"""Write how good the scores of a published file are, as a page to read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from customer360.score_report import ScoreReportError, score_report


def main(
    published: Annotated[Path, typer.Option(help="The published file.")] = Path(
        "warehouse/customer_360.duckdb"
    ),
    out: Annotated[Path, typer.Option(help="Markdown file to write.")] = Path(
        "warehouse/scores.md"
    ),
) -> None:
    """Write models, figures by cutoff, lift by decile, features that matter and drift."""
    console = Console(stderr=True, soft_wrap=True, markup=False, highlight=False)
    try:
        report = score_report(published)
        out.write_text(report, encoding="utf-8")
    except (ScoreReportError, OSError, duckdb.Error) as error:
        console.print(str(error), style="red")
        raise typer.Exit(code=2) from error
    console.print(f"written: {out}")


if __name__ == "__main__":
    typer.run(main)
