"""A published file with the real tables, empty, to which a test adds the rows that it is about."""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest
import typer
import yaml
from typer.testing import CliRunner

REPOSITORY = Path(__file__).resolve().parents[3]
MARTS = REPOSITORY / "models" / "marts"
AS_OF = dt.date(2025, 12, 31)

# mart -> column -> type, as the contracts say
Contract = dict[str, dict[str, str]]
Row = dict[str, Any]


def read_contract(folders: Iterable[Path]) -> Contract:
    """Read the contracts of all marts below some folders."""
    contract: Contract = {}
    for folder in folders:
        for file in sorted(folder.rglob("_*__models.yml")):
            for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]:
                columns = model.get("columns", [])
                contract[model["name"]] = {
                    column["name"]: column["data_type"] for column in columns
                }
    return contract


class Published:
    """A file in the making; `write` publishes it."""

    def __init__(self, path: Path, contract: Contract) -> None:
        self.path = path
        self._contract = contract
        self._rows: list[tuple[str, Row]] = []
        self.statements: list[str] = []

    def add(self, table: str, **values: Any) -> None:
        """Add a row; columns that are not named are null."""
        self._rows.append((table, values))

    def write(self, *, backwards: bool = False) -> Path:
        """Publish all rows, in the order in which they were added or the other way round."""
        self.path.unlink(missing_ok=True)
        with duckdb.connect() as connection:
            connection.execute(f"attach '{self.path}' as made (storage_version 'v1.0.0')")
            connection.execute("use made")
            connection.execute("begin")
            for table, columns in self._contract.items():
                listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
                connection.execute(f'create table "{table}" ({listed})')
            for table, values in self._rows[:: -1 if backwards else 1]:
                names, marks = ", ".join(values), ", ".join("?" * len(values))
                connection.execute(
                    f'insert into "{table}" ({names}) values ({marks})', list(values.values())
                )
            for statement in self.statements:
                connection.execute(statement)
            connection.execute("commit")
        return self.path

    def person(self, customer: str, **profile: Any) -> None:
        """Add a customer."""
        self.add("customer_360", customer_id=customer, as_of_date=AS_OF, **profile)

    def consent(
        self, customer: str, purpose: str, channel: str, contact: str, *, granted: bool = True
    ) -> str:
        """Add a declaration and all that follows from it; returns its key."""
        key = f"consent|{customer}-{purpose}-{channel}"
        status = "granted" if granted else "withdrawn"
        about = {"purpose": purpose, "channel": channel}
        self.add("fct_consent_changes", consent_event_key=key, status=status, **about)
        self.add(
            "customer_consents",
            customer_id=customer,
            is_permitted=granted,
            consent_event_key=key,
            **about,
        )
        self.add(
            "customer_consent_periods",
            customer_id=customer,
            contact_point=contact,
            is_granted=granted,
            is_current=True,
            **about,
        )
        return key

    def member(
        self,
        audience: str,
        customer: str,
        *,
        channel: str = "email",
        contact: str | None = None,
        is_held_out: bool = False,
        suppressed_by: str | None = None,
    ) -> None:
        """Add a member of an audience with the consent that lets one write to them."""
        point = contact or f"{customer}@posta.example"
        self.add(
            "audience_members",
            audience_member_key=f"{audience}|{customer}",
            audience_id=audience,
            customer_id=customer,
            entered_on=dt.date(2025, 12, 20),
            dedupe_key=f"{audience}|{customer}|1",
            channel=channel,
            contact_point=point,
            consent_event_key=self.consent(customer, "marketing", channel, point),
            is_held_out=is_held_out,
            suppressed_by=suppressed_by,
        )

    def audience(self, audience: str, subject: str | None, channels: str = "email sms") -> None:
        """Add an audience; its counts are of no account here."""
        self.add(
            "audiences",
            audience_id=audience,
            description=f"The audience {audience}",
            channels=channels,
            message_subject=subject,
            member_count=0,
            held_out_count=0,
            suppressed_count=0,
            reachable_count=0,
            as_of_date=AS_OF,
        )


@pytest.fixture(scope="session")
def contract() -> Contract:
    return read_contract(
        folder for folder in MARTS.iterdir() if folder.is_dir() and folder.name != "roles"
    )


@pytest.fixture
def published(tmp_path: Path, contract: Contract) -> Published:
    folder = tmp_path / "warehouse"
    folder.mkdir()
    return Published(folder / "customer_360.duckdb", contract)


def load_script(name: str) -> ModuleType:
    path = REPOSITORY / "scripts" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"{name}_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def command() -> Callable[..., tuple[int, str]]:
    """Run a script of this name with arguments; gives its exit code and what it said."""

    def run(name: str, *arguments: str) -> tuple[int, str]:
        app = typer.Typer()
        app.command()(load_script(name).main)
        result = CliRunner().invoke(app, list(arguments))
        return result.exit_code, " ".join(result.output.split())

    return run
