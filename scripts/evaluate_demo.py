"""Hold the published identities and the churn score of the demo against its truth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from customer360.evaluation import (
    DemoEvaluation,
    LeavingEvaluation,
    evaluate_demo,
    evaluate_leaving,
)


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
    """Print how right the identities are, and how the churn score ranks those who had left."""
    try:
        found = evaluate_demo(published, truth)
        leaving = evaluate_leaving(published, truth)
    except FileNotFoundError as error:
        Console(stderr=True, soft_wrap=True).print(f"{error}; `make run` on the demo makes it")
        raise typer.Exit(code=2) from error
    except ValueError as error:
        Console(stderr=True, soft_wrap=True).print(str(error))
        raise typer.Exit(code=1) from error
    console = Console()
    _show_identities(found, console)
    _show_leaving(leaving, console)
    if found.people.precision < least_precision:
        console.print(f"precision is below {least_precision}", style="red")
        raise typer.Exit(code=1)


def _show_identities(found: DemoEvaluation, console: Console) -> None:
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


def _show_leaving(leaving: LeavingEvaluation, console: Console) -> None:
    console.print(
        f"{leaving.customers:,} customers with a churn score, {leaving.left_share:.1%} of them had "
        f"left; calibration error {leaving.calibration_error:.3f}"
    )
    ranking = Table("ranked by", "AUC for having left", "correlation with the true chance")
    for name, area in leaving.auc.items():
        figures = (area, leaving.rank_correlation[name])
        ranking.add_row(name, *("-" if one is None else f"{one:.3f}" for one in figures))
    console.print(ranking)
    columns = ("tenth by score", "customers", "mean score", "true chance of no order", "had left")
    tenths = Table(*columns)
    for row in leaving.deciles.to_dict("records"):
        shares = (row["mean_score"], row["expected_share"], row["left_share"])
        tenths.add_row(
            str(row["decile"]), f"{row['customer_count']:,}", *(f"{share:.1%}" for share in shares)
        )
    console.print(tenths)


if __name__ == "__main__":
    typer.run(main)
