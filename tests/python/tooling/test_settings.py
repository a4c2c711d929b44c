"""A setting out of its range stops a run at its start, with a sentence that says what to write."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"hub_max_people": 1}, "hub_max_people is '1'; it must be a number from 2 to 50"),
        (
            {"relatives_bound_bits": "many"},
            "relatives_bound_bits is 'many'; it must be a number from -8 to -2",
        ),
        (
            {"review_least_bits": -5, "evidence_least_bits": -4},
            "review_least_bits is below evidence_least_bits",
        ),
        ({"slipping_gaps": 4, "lapse_gaps": 3}, "slipping_gaps is not below lapse_gaps"),
    ],
)
def test_a_bad_setting_stops_the_run(
    tmp_path: Path, variables: dict[str, object], sentence: str
) -> None:
    outcome = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main"),
            *("parse", "--target", "lint", "--vars", json.dumps(variables)),
            *("--project-dir", str(REPOSITORY), "--profiles-dir", str(REPOSITORY)),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode != 0
    assert sentence in outcome.stdout
