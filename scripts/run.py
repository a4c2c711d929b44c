"""Take the data the whole way: from the landing folder to the published profile."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from customer360.contract import ContractError
from customer360.demo import GenerateError, Options, generate
from customer360.landing import LandingError
from customer360.pipeline import PublishError, RunError, RunSettings, run

REPOSITORY = Path(__file__).resolve().parents[1]
DEFAULT_LANDING = Path("data/landing")
FAILURES = (
    RunError,
    LandingError,
    ContractError,
    GenerateError,
    PublishError,
    OSError,
    duckdb.Error,
)


def main(
    landing: Annotated[
        Path, typer.Option(help="Folder with one folder per system.")
    ] = DEFAULT_LANDING,
    warehouse: Annotated[Path, typer.Option(help="Folder of the built files.")] = Path("warehouse"),
    name: Annotated[str, typer.Option(help="Name of the published file.")] = "customer_360",
    reporting_currency: Annotated[
        str | None, typer.Option(help="Currency of the profile; see dbt_project.yml.")
    ] = None,
    as_of_date: Annotated[
        str | None, typer.Option(help="Last day that the profile knows, as 2025-12-31.")
    ] = None,
    people: Annotated[
        int, typer.Option(help="People of the demo, if it has to be written.")
    ] = 20000,
    slowest: Annotated[bool, typer.Option(help="List the ten slowest models.")] = False,
) -> None:
    """Land, build, test, publish; the demo is written first where there is nothing to land."""
    console = Console(soft_wrap=True)
    variables = {"reporting_currency": reporting_currency, "as_of_date": as_of_date}

    def make_demo(folder: Path) -> None:
        truth = folder.parent / "demo_truth"
        generate(Options(out=folder, truth=truth, people=people, overwrite=True), console)

    settings = RunSettings(
        project=REPOSITORY,
        landing=landing,
        warehouse=warehouse,
        name=name,
        variables={key: value for key, value in variables.items() if value is not None},
        make_demo=make_demo if landing == DEFAULT_LANDING else None,
        show_slowest=slowest,
    )
    try:
        run(settings, console)
    except FAILURES as error:
        Console(stderr=True, soft_wrap=True).print(str(error), style="red", markup=False)
        raise typer.Exit(code=1) from error


if __name__ == "__main__":
    typer.run(main)
