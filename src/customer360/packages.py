"""Make the dbt package dbt_utils available without needing the dbt package hub.

The project ships its own small ``dbt_utils`` in ``compat/``; a link to it in ``dbt_packages/`` is
all dbt needs. Another copy can be used in its place, and so can the hub.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

PACKAGE = "dbt_utils"
PATH_VARIABLE = "DBT_UTILS_PATH"
HUB_TIME_LIMIT_SECONDS = 60.0


class PackageError(Exception):
    """The package cannot be made available; the message says why in one sentence."""


def link_dbt_utils(project_dir: Path, environment: Mapping[str, str]) -> str:
    """Link ``dbt_packages/dbt_utils`` to the copy in use.

    Args:
        project_dir: The dbt project's directory.
        environment: Where ``DBT_UTILS_PATH`` is looked up.

    Returns:
        One sentence that says which copy is used.

    Raises:
        PackageError: If the copy is not dbt_utils, or something else is in the link's place.
    """
    chosen = environment.get(PATH_VARIABLE, "").strip()
    if chosen:
        target = Path(chosen).expanduser().absolute()
        _require_dbt_utils(target, f"{PATH_VARIABLE} names {target}")
        pointer = target
        sentence = f"dbt_utils: using the copy that {PATH_VARIABLE} names, {target}"
    else:
        target = project_dir.absolute() / "compat" / PACKAGE
        _require_dbt_utils(target, f"the project's own package is missing: {target}")
        pointer = Path(os.path.relpath(target, project_dir.absolute() / "dbt_packages"))
        sentence = f"dbt_utils: using the project's own package, compat/{PACKAGE}"
    _remove_lock(project_dir)
    _place_link(project_dir / "dbt_packages" / PACKAGE, pointer)
    return sentence


def install_from_hub(
    project_dir: Path,
    environment: Mapping[str, str],
    time_limit: float = HUB_TIME_LIMIT_SECONDS,
    command: Sequence[str] | None = None,
) -> str:
    """Try ``dbt deps``, and fall back to the link when the hub does not answer in time.

    Args:
        project_dir: The dbt project's directory.
        environment: The environment ``dbt deps`` runs in; see also :func:`link_dbt_utils`.
        time_limit: After how many seconds ``dbt deps`` is given up.
        command: What to run in place of ``dbt deps``.

    Returns:
        One sentence that says which copy is used.

    Raises:
        PackageError: If the hub failed and the link cannot be placed either.
    """
    if environment.get(PATH_VARIABLE, "").strip():
        return f"{link_dbt_utils(project_dir, environment)} (the hub was not asked)"
    installed = project_dir / "dbt_packages" / PACKAGE
    if installed.is_symlink():
        installed.unlink()  # dbt deps empties the folder: it must not reach what the link names
    _remove_lock(project_dir)
    reason = _run_deps(project_dir, environment, time_limit, command)
    if reason is None and not _is_dbt_utils(installed):
        reason = f"it did not bring {PACKAGE}"
    if reason is None:
        return "dbt_utils: using the dbt package hub's release"
    return f"{link_dbt_utils(project_dir, environment)} (dbt deps failed: {reason})"


def _run_deps(
    project_dir: Path,
    environment: Mapping[str, str],
    time_limit: float,
    command: Sequence[str] | None,
) -> str | None:
    """Run ``dbt deps``; the reason it failed, or nothing."""
    if command is None:
        dbt = Path(sys.executable).with_name("dbt")
        command = [
            str(dbt) if dbt.exists() else "dbt",
            "deps",
            "--project-dir",
            str(project_dir),
            "--profiles-dir",
            str(project_dir),
        ]
    try:
        done = subprocess.run(
            command,
            cwd=project_dir,
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=time_limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {time_limit:g} seconds"
    except OSError as error:
        return f"it could not be started, {error.strerror}"
    return None if done.returncode == 0 else f"exit code {done.returncode}"


def _package_name(directory: Path) -> str | None:
    try:
        content = yaml.safe_load((directory / "dbt_project.yml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    name = content.get("name") if isinstance(content, dict) else None
    return name if isinstance(name, str) else None


def _is_dbt_utils(directory: Path) -> bool:
    return _package_name(directory) == PACKAGE


def _require_dbt_utils(directory: Path, introduction: str) -> None:
    if not _is_dbt_utils(directory):
        message = f"{introduction}, but there is no dbt_project.yml with the name {PACKAGE} in it."
        raise PackageError(message)


def _remove_lock(project_dir: Path) -> None:
    """A lock file pins the hub's release, and dbt would hold the link against it."""
    (project_dir / "package-lock.yml").unlink(missing_ok=True)


def _place_link(link: Path, pointer: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_symlink():
        if Path(os.readlink(link)) == pointer:
            return
        link.unlink()
    elif link.is_dir() and (_is_dbt_utils(link) or not any(link.iterdir())):
        shutil.rmtree(link)  # an earlier dbt deps, or one that was broken off
    elif link.exists():
        message = f"{link} is in the way and is not dbt_utils: move it aside and try again."
        raise PackageError(message)
    link.symlink_to(pointer, target_is_directory=True)
