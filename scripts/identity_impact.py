"""Compare two published files: what a rule change or new data does to customers and revenue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.impact import UnfitFileError, compare, render


def main(
    before: Annotated[Path, typer.Option(help="The old published file.")],
    after: Annotated[Path, typer.Option(help="The new published file.")],
    out: Annotated[
        Path | None, typer.Option(help="Write the figures as JSON to this file.")
    ] = None,
) -> None:
    """Print who moved, which ids stayed, and revenue by segment before and after."""
    try:
        _check_target(out, (before, after))
        impact = compare(before, after)
        if out is not None:
            text = json.dumps(impact.as_dict(), indent=2, ensure_ascii=False, allow_nan=False)
            out.write_text(text + "\n", encoding="utf-8")
    except (UnfitFileError, OSError) as error:
        Console(stderr=True, soft_wrap=True).print(str(error), style="red", markup=False)
        raise typer.Exit(code=2) from error
    # tables as wide as their content, also in a log
    console = Console()
    render(impact, console if console.is_terminal else Console(width=160))


def _check_target(out: Path | None, inputs: tuple[Path, ...]) -> None:
    if out is None:
        return
    if out.is_dir() or not out.parent.is_dir():
        raise UnfitFileError(f"--out: {out} is a folder, or in a folder that does not exist")
    if any(path.exists() and out.exists() and out.samefile(path) for path in inputs):
        raise UnfitFileError(f"--out: {out} is one of the files to compare")


if __name__ == "__main__":
    typer.run(main)
