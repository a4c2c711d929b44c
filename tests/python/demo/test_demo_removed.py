"""The demo can be taken away without touching anybody's own files."""

from pathlib import Path

import pytest
from rich.console import Console

from customer360.demo import Options, generate, remove_demo


def test_only_the_demo_goes(tmp_path: Path) -> None:
    landing, truth = tmp_path / "landing", tmp_path / "truth"
    generate(Options(out=landing, truth=truth, people=60, months=1), Console(quiet=True))
    own = landing / "pos" / "receipts_mine.csv"
    own.write_text("receipt_id\n")
    written = [path for path in landing.rglob("*") if path.is_file()]
    assert remove_demo(landing, truth) == len(written) - 1
    assert [path for path in landing.rglob("*") if path.is_file()] == [own]
    with pytest.raises(FileNotFoundError, match="knows of no demo"):
        remove_demo(landing, truth)
