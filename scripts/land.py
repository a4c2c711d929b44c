"""Land the files that systems deliver into the raw tables of the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.contract import ContractError, load_contract
from customer360.landing import LandingError, land
from customer360.landing.render import render

REPOSITORY = Path(__file__).resolve().parents[1]


def main(
    landing: Annotated[Path, typer.Option(help="Folder with one folder per system.")],
    database: Annotated[Path, typer.Option(help="The DuckDB file to land into.")] = Path(
        "warehouse/build_customer_360.duckdb"
    ),
    system: Annotated[
        list[str] | None, typer.Option(help="Only this system; may be given several times.")
    ] = None,
    models: Annotated[
        Path, typer.Option(help="Folder with the contract.", show_default="this project's")
    ] = REPOSITORY / "models" / "staging",
) -> None:
    """Land every file that the warehouse does not have yet; broken rows and files are named."""
    console = Console()
    try:
        contract = load_contract(models)
        report = land(landing, database, contract, system or (), notify=console.print)
    except (ContractError, LandingError) as error:
        Console(stderr=True, soft_wrap=True).print(str(error), style="red", markup=False)
        raise typer.Exit(code=2) from error
    render(report, console)


if __name__ == "__main__":
    typer.run(main)
