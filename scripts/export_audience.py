"""Write an audience to a file for a mailing tool: only people whose consent permits it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from customer360.export import (
    AudienceReport,
    ExportError,
    Format,
    ProfilingBasis,
    export_audience,
    format_of,
    list_audiences,
)


def main(
    audience: Annotated[
        str | None, typer.Argument(help="Which one; --list shows those there are.")
    ] = None,
    show: Annotated[
        bool, typer.Option("--list", help="Show the audiences and how large they are.")
    ] = False,
    published: Annotated[Path, typer.Option(help="The published file.")] = Path(
        "warehouse/customer_360.duckdb"
    ),
    file_format: Annotated[
        Format | None,
        typer.Option("--format", help="Where --out does not say it by its ending: csv."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write; else audiences_<name>/<audience>.<format> beside --published."
        ),
    ] = None,
    replace: Annotated[bool, typer.Option(help="Put it in the place of another file.")] = False,
    profiling: Annotated[
        ProfilingBasis,
        typer.Option(
            help="Whose behaviour may choose articles: who said yes, or who did not say no."
        ),
    ] = ProfilingBasis.CONSENT,
) -> None:
    """Write who is to be written to; held out and suppressed members are counted, never written."""
    console = Console(soft_wrap=True)
    try:
        if show:
            _show_audiences(published)
        elif audience is None:
            raise ExportError("name an audience, or --list them")
        else:
            target = _target(published, audience, out, file_format)
            report = export_audience(published, audience, target, basis=profiling, replace=replace)
            for line in _lines(report):
                console.print(line, markup=False, highlight=False)
    except (ExportError, OSError, duckdb.Error) as error:
        Console(stderr=True, soft_wrap=True).print(str(error), style="red", markup=False)
        raise typer.Exit(code=2) from error


def _target(published: Path, audience: str, out: Path | None, wanted: Format | None) -> Path:
    if out is None:
        folder = published.with_name(f"audiences_{published.stem}")
        if published.is_file():
            folder.mkdir(exist_ok=True)
        return folder / f"{Path(audience).name}.{wanted or Format.CSV}"
    if out.is_dir() or not out.parent.is_dir():
        raise ExportError(f"--out: {out} is a folder, or in a folder that does not exist")
    format_of(out, wanted)
    return out


def _show_audiences(published: Path) -> None:
    table = Table("audience", "who", "about", *("members", "held out", "suppressed", "to write to"))
    for one in list_audiences(published):
        counts = (one.members, one.held_out, one.suppressed, one.reachable)
        words = (one.audience_id, one.description, one.subject or "")
        table.add_row(*map(Text, words), *(f"{count:,}" for count in counts))
    console = Console()
    (console if console.is_terminal else Console(width=160)).print(table)


def _lines(report: AudienceReport) -> list[str]:
    day = "" if report.as_of_date is None else f", as of {report.as_of_date}"
    state = "" if report.is_changed else ", unchanged"
    lines = [f"{report.audience_id}: {report.rows:,} people in {report.target}{day}{state}"]
    left_out = {"held out by lot": report.held_out, **report.suppressed}
    left_out["letters permitted, no address"] = report.without_address
    named = [f"{reason} {count:,}" for reason, count in left_out.items() if count]
    lines.append(f"left out: {', '.join(named) or 'nobody'}")
    if report.same_contact_point:
        lines.append(f"{report.same_contact_point:,} of them share a contact point with another")
    if report.without_profiling:
        lines.append(
            f"{report.without_profiling:,} of them without suggestions: no consent to profiling"
        )
    return lines


if __name__ == "__main__":
    typer.run(main)
