"""Which copy of dbt_utils is linked, and what is said when none can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from customer360.packages import PackageError, install_from_hub, link_dbt_utils

REPOSITORY = Path(__file__).resolve().parents[3]
OWN = "dbt_utils: using the project's own package, compat/dbt_utils"


def _package(directory: Path, name: str = "dbt_utils") -> Path:
    directory.mkdir(parents=True)
    (directory / "dbt_project.yml").write_text(f"name: {name}\n")
    return directory


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project"
    _package(path / "compat" / "dbt_utils")
    return path


def _link(project: Path) -> Path:
    return project / "dbt_packages" / "dbt_utils"


def _command(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_own_package_is_linked_relatively_and_again(project: Path) -> None:
    (project / "package-lock.yml").write_text("packages: []\n")
    for _ in range(2):
        assert link_dbt_utils(project, {}) == OWN
        assert os.readlink(_link(project)) == os.path.join("..", "compat", "dbt_utils")
        assert (_link(project) / "dbt_project.yml").exists()
    assert not (project / "package-lock.yml").exists()


def test_named_copy_is_linked_and_given_up_again(project: Path, tmp_path: Path) -> None:
    copy = _package(tmp_path / "copy")
    assert str(copy) in link_dbt_utils(project, {"DBT_UTILS_PATH": str(copy)})
    assert _link(project).resolve() == copy.resolve()
    assert link_dbt_utils(project, {"DBT_UTILS_PATH": ""}) == OWN
    assert _link(project).resolve() == (project / "compat" / "dbt_utils").resolve()
    assert (copy / "dbt_project.yml").exists()


@pytest.mark.parametrize("fault", ["nothing", "other", "list", "broken"])
def test_copy_that_is_not_dbt_utils_is_refused(project: Path, tmp_path: Path, fault: str) -> None:
    copy = tmp_path / "copy"
    if fault != "nothing":
        _package(copy, "other")
    if fault == "list":
        (copy / "dbt_project.yml").write_text("- dbt_utils\n")
    if fault == "broken":
        (copy / "dbt_project.yml").write_text("name: [dbt_utils\n")
    with pytest.raises(PackageError, match=r"DBT_UTILS_PATH names .* with the name dbt_utils"):
        link_dbt_utils(project, {"DBT_UTILS_PATH": str(copy)})
    assert not _link(project).exists()


def test_missing_own_package_is_said(project: Path) -> None:
    shutil.rmtree(project / "compat")
    with pytest.raises(PackageError, match="own package is missing"):
        link_dbt_utils(project, {})


def test_earlier_install_is_replaced_but_nothing_else(project: Path) -> None:
    _package(_link(project))
    assert link_dbt_utils(project, {}) == OWN
    assert _link(project).is_symlink()
    _link(project).unlink()
    _link(project).mkdir()
    (_link(project) / "notes.txt").write_text("mine")
    with pytest.raises(PackageError, match="in the way"):
        link_dbt_utils(project, {})
    assert (_link(project) / "notes.txt").read_text() == "mine"


def test_hub_that_fails_falls_back_to_the_link(project: Path) -> None:
    link_dbt_utils(project, {})
    sentence = install_from_hub(project, {}, command=_command("raise SystemExit(3)"))
    assert sentence == f"{OWN} (dbt deps failed: exit code 3)"
    assert _link(project).is_symlink()


def test_hub_that_hangs_is_given_up(project: Path) -> None:
    hang = _command("import time; time.sleep(30)")
    assert "no answer within 0.3 seconds" in install_from_hub(project, {}, 0.3, hang)
    assert _link(project).is_symlink()


def test_hub_that_brings_nothing_or_is_missing_falls_back(project: Path) -> None:
    assert "did not bring dbt_utils" in install_from_hub(project, {}, command=_command("pass"))
    missing = str(project / "no-such-dbt")
    assert "could not be started" in install_from_hub(project, {}, command=[missing])
    assert _link(project).is_symlink()


def test_hub_never_reaches_what_the_link_names(project: Path) -> None:
    """Like dbt deps: empty the folder through whatever is in it, then put the package there."""
    link_dbt_utils(project, {})
    code = (
        "import pathlib, shutil\n"
        "folder = pathlib.Path('dbt_packages/dbt_utils')\n"
        "assert not folder.is_symlink()\n"
        "shutil.rmtree(folder, ignore_errors=True)\n"
        "folder.mkdir(parents=True)\n"
        "(folder / 'dbt_project.yml').write_text('name: dbt_utils')\n"
    )
    assert "hub's release" in install_from_hub(project, {}, command=_command(code))
    assert not _link(project).is_symlink()
    assert (project / "compat" / "dbt_utils" / "dbt_project.yml").exists()


def test_hub_is_not_asked_when_a_copy_is_named(project: Path, tmp_path: Path) -> None:
    copy = _package(tmp_path / "copy")
    sentence = install_from_hub(
        project, {"DBT_UTILS_PATH": str(copy)}, command=_command("raise SystemExit(3)")
    )
    assert "the hub was not asked" in sentence


def test_script_prints_one_line_and_exits_2_with_one_sentence(project: Path) -> None:
    def call(extra: dict[str, str]) -> subprocess.CompletedProcess[str]:
        environment = {
            **{key: value for key, value in os.environ.items() if key != "DBT_UTILS_PATH"},
            "PYTHONPATH": str(REPOSITORY / "src"),
            **extra,
        }
        script = REPOSITORY / "scripts" / "link_packages.py"
        return subprocess.run(
            [sys.executable, str(script), "--project-dir", str(project)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    done = call({})
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{OWN}\n", "")
    refused = call({"DBT_UTILS_PATH": str(project / "nowhere")})
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert len(refused.stderr.strip().splitlines()) == 1
