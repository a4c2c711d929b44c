"""Whether anything changed since the last published build."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

__all__ = ["PROJECT_PARTS", "inputs_digest", "read_state", "write_state"]

# What decides, besides the landed rows, what a build makes.
PROJECT_PARTS = (
    "dbt_project.yml",
    "profiles.yml",
    "packages.yml",
    "models",
    "macros",
    "seeds",
    "tests",
    "dbt_packages",
)
_ENGINES = ("dbt-core", "dbt-duckdb", "duckdb")


def inputs_digest(project: Path, landed: str, variables: Mapping[str, object]) -> str:
    """Digest everything that a build depends on.

    Args:
        project: Folder of the dbt project.
        landed: Digest of the landed rows, from `landed_digest`.
        variables: dbt variables given to the run.

    Returns:
        SHA-256, 64 hex digits; equal for equal inputs, whatever their times of change.
    """
    digest = hashlib.sha256()
    digest.update(landed.encode())
    digest.update(json.dumps(dict(variables), sort_keys=True, default=str).encode())
    for engine in _ENGINES:
        digest.update(f"{engine}=={version(engine)}".encode())
    for part in PROJECT_PARTS:
        for path in _files_below(project / part):
            digest.update(str(path.relative_to(project)).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files_below(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = [
        Path(folder) / name
        for folder, _, names in os.walk(path, followlinks=True)
        for name in names
        if "__pycache__" not in folder and not name.endswith(".py")
    ]
    return sorted(found)


def read_state(path: Path) -> dict[str, object]:
    """Read what the last published build wrote; empty where there is none or it is unreadable."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(path: Path, state: Mapping[str, object]) -> None:
    """Write the state whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(dict(state), indent=2, sort_keys=True) + "\n", encoding="utf-8")
    temporary.replace(path)
