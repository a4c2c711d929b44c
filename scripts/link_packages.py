"""Make the dbt package dbt_utils available in dbt_packages/, without the hub unless asked to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.packages import PackageError, install_from_hub, link_dbt_utils

REPOSITORY = Path(__file__).resolve().parents[1]


def main(
    project_dir: Annotated[
        Path, typer.Option(help="The dbt project's directory.", show_default="this project")
    ] = REPOSITORY,
    hub: Annotated[
        bool, typer.Option("--hub", help="Try dbt deps first, for 60 seconds at most.")
    ] = False,
) -> None:
    """Link compat/dbt_utils, or the copy that DBT_UTILS_PATH names, as the package dbt_utils."""
    provide = install_from_hub if hub else link_dbt_utils
    try:
        sentence = provide(project_dir, os.environ)
    except PackageError as error:
        Console(stderr=True, soft_wrap=True).print(str(error), style="red", markup=False)
        raise typer.Exit(code=2) from error
    Console(soft_wrap=True).print(sentence, highlight=False, markup=False)


if __name__ == "__main__":
    typer.run(main)
