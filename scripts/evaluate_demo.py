"""Hold the published identities of the demo against its truth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from customer360.evaluation import evaluate_demo


def main(
    published: Annotated[Path, typer.Option(help="The published file.")] = Path(
        "warehouse/customer_360.duckdb"
    ),
    truth: Annotated[Path, typer.Option(help="Folder of the demo's truth.")] = Path(
        "data/demo_truth"
    ),
    least_precision: Annotated[
        float, typer.Option(help="Exit with 1 when the precision is below this.")
    ] = 0.0,
) -> None:
    """Print pairwise precision and recall, and how each hard case fared."""
    try:
        found = evaluate_demo(published, truth)
    except FileNotFoundError as error:
        Console(stderr=True, soft_wrap=True).print(f"{error}; `make run` on the demo makes it")
        raise typer.Exit(code=2) from error
    console = Console()
    table = Table("records", "precision", "recall", "F1", "pairs found", "true pairs")
    for name, score in (("people", found.people), ("all records", found.everything)):
        table.add_row(
            name,
            *(f"{value:.4f}" for value in (score.precision, score.recall, score.f1)),
            *(f"{value:,}" for value in (score.found_pairs, score.true_pairs)),
        )
    console.print(table)
    console.print(f"identified receipts with the true buyer: {found.receipts_right:.2%}")
    cases = Table("hard case", "records joined to another of their person")
    for case, share in found.recall_by_case.items():
        cases.add_row(str(case), f"{share:.1%}")
    console.print(cases)
    if found.people.precision < least_precision:
        console.print(f"precision is below {least_precision}", style="red")
        raise typer.Exit(code=1)


if __name__ == "__main__":
    typer.run(main)
