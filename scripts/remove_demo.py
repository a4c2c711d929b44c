"""Remove the demo retailer's files from the landing folder; one's own files stay."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.demo import remove_demo


def main(
    landing: Annotated[Path, typer.Option(help="Folder with one folder per system.")] = Path(
        "data/landing"
    ),
    truth: Annotated[Path, typer.Option(help="Folder of the demo's truth.")] = Path(
        "data/demo_truth"
    ),
) -> None:
    """Remove exactly the files that the demo wrote."""
    console = Console(soft_wrap=True)
    try:
        removed = remove_demo(landing, truth)
    except FileNotFoundError as error:
        console.print(f"{error}: nothing is removed, and nothing that was built", highlight=False)
        raise typer.Exit(code=1) from error
    console.print(f"{removed:,} files of the demo removed from {landing}", highlight=False)


if __name__ == "__main__":
    typer.run(main)
