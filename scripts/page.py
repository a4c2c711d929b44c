"""Show the published file to people, in a browser on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from customer360.page.roles import ROLES

REPOSITORY = Path(__file__).resolve().parents[1]
APP = REPOSITORY / "src" / "customer360" / "page" / "app.py"
OPTIONS = {
    # nobody but this machine: the page asks for no password
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "theme.base": "light",
    "theme.primaryColor": "#1f5f5b",
    "theme.textColor": "#1d2930",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f3f6f6",
    "logger.level": "warning",
}


def main(
    published: Annotated[Path, typer.Option(help="The published file.")] = Path(
        "warehouse/customer_360.duckdb"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8501,
    role: Annotated[
        str | None,
        typer.Option(help="Show what this role may see and offer no other, such as marketing."),
    ] = None,
    decisions: Annotated[
        Path, typer.Option(help="Where a steward's decisions are written.")
    ] = REPOSITORY / "seeds" / "rules" / "steward_decisions.csv",
) -> None:
    """Serve the page until it is stopped with Ctrl-C; it reads the file and never writes it."""
    if role is not None and role not in ROLES:
        typer.secho(f"no role {role}; roles: {', '.join(ROLES)}", fg="red", err=True)
        raise typer.Exit(code=2)
    environment = {
        **os.environ,
        "CUSTOMER360_PUBLISHED": str(published.resolve()),
        "CUSTOMER360_DECISIONS": str(decisions.resolve()),
        **({"CUSTOMER360_ROLE": role} if role else {}),
    }
    typer.echo(f"page      http://127.0.0.1:{port} (Ctrl-C stops it)")
    typer.echo(f"reads     {published}")
    sys.stdout.flush()
    options = [f"--{name}={value}" for name, value in OPTIONS.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(APP), f"--server.port={port}"]
    # in the place of this process: whoever ends it ends the page
    os.execve(sys.executable, [*command, *options], environment)  # noqa: S606


if __name__ == "__main__":
    typer.run(main)
