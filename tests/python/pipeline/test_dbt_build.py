"""What dbt remembers of a project is not older than the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from customer360.pipeline import dbt_build


@pytest.mark.parametrize(("parsed_at", "is_kept"), [(1_000, False), (3_000, True)])
def test_a_changed_project_is_parsed_anew(tmp_path: Path, parsed_at: int, is_kept: bool) -> None:
    model = tmp_path / "models" / "marts" / "customers.sql"
    model.parent.mkdir(parents=True)
    model.write_text("select 1 as one", encoding="utf-8")
    os.utime(model, (2_000, 2_000))
    parsed = tmp_path / "partial_parse.msgpack"
    parsed.write_bytes(b"")
    os.utime(parsed, (parsed_at, parsed_at))
    dbt_build._forget_older_parse(tmp_path, tmp_path)
    assert parsed.exists() == is_kept
