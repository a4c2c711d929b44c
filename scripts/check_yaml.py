"""Check the project's YAML strictly: it loads, no key is there twice, and dbt knows each key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.strict_yaml import StrictYamlError, check_files, check_schema

REPOSITORY = Path(__file__).resolve().parents[1]


def main(
    project_dir: Annotated[
        Path, typer.Option(help="The dbt project's directory.", show_default="this project")
    ] = REPOSITORY,
    profiles_dir: Annotated[
        Path | None,
        typer.Option(help="The directory with profiles.yml.", show_default="the project's"),
    ] = None,
    target: Annotated[
        str | None, typer.Option(help="The profile's target.", show_default="the profile's own")
    ] = None,
) -> None:
    """Print every finding with its file; exit with 1 if there is one, with 2 if dbt has changed."""
    console = Console(soft_wrap=True)
    findings = check_files(project_dir)
    try:
        findings += check_schema(project_dir, profiles_dir or project_dir, target)
    except StrictYamlError as error:
        Console(stderr=True, soft_wrap=True).print(str(error), style="red", markup=False)
        raise typer.Exit(code=2) from error
    for finding in findings:
        where = finding.file or "the project"
        console.print(f"{where}: {finding.message} [{finding.kind}]", highlight=False, markup=False)
    if findings:
        console.print(f"YAML: {len(findings)} findings", style="red", highlight=False)
        raise typer.Exit(code=1)
    console.print("YAML: no findings", highlight=False)


if __name__ == "__main__":
    typer.run(main)
