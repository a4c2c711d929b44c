"""The steward file: nothing is lost, nothing is written twice, nothing that would stop the run."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from customer360.page.decisions import (
    DecisionError,
    append_decision,
    read_decisions,
    take_back,
)

from .conftest import HEADER

# somebody else's rows, in ways in which spreadsheets write them
FOREIGN = (
    'S1,link,a|b|1,a|b|2,Ada,2025-01-02,"said so, and\nsigned"\r\n'
    "S2,keep_apart,a|b|3,a|b|4,Ada,,twins"
)


def refusal(path: Path, decision: str, pair: tuple[str, str], by: str = "Ada") -> DecisionError:
    before = path.read_bytes()
    with pytest.raises(DecisionError) as raised:
        append_decision(path, decision, pair, by, "because")
    assert path.read_bytes() == before
    return raised.value


def test_a_decision_is_added_and_the_rest_stays_to_the_byte(steward_file: Path) -> None:
    steward_file.write_text(HEADER + FOREIGN, encoding="utf-8", newline="")
    new = append_decision(
        steward_file, "link", ("x|y|1", "x|y|2"), " Bea  Neri ", "same\nhand, same street"
    )
    text = steward_file.read_bytes().decode()
    assert text.startswith(HEADER + FOREIGN + "\n")
    assert text.endswith("Bea Neri," + new.decided_on + ',"same hand, same street"\n')
    assert [decision.decision_id for decision in read_decisions(steward_file)] == [
        "S1",
        "S2",
        new.decision_id,
    ]


def test_what_was_added_can_be_taken_back_to_the_byte(steward_file: Path) -> None:
    steward_file.write_text(HEADER + FOREIGN + "\n", encoding="utf-8", newline="")
    before = steward_file.read_bytes()
    new = append_decision(steward_file, "link", ("x|y|1", "x|y|2"), "Bea", "same hand")
    take_back(steward_file, new.decision_id)
    assert steward_file.read_bytes() == before
    take_back(steward_file, new.decision_id)
    assert steward_file.read_bytes() == before


def test_the_file_stays_as_open_as_it_was_and_nothing_is_left_beside_it(
    steward_file: Path,
) -> None:
    steward_file.chmod(0o640)
    append_decision(steward_file, "link", ("x|y|1", "x|y|2"), "Bea", "same hand")
    assert stat.S_IMODE(steward_file.stat().st_mode) == 0o640
    assert list(steward_file.parent.iterdir()) == [steward_file]


def test_no_pair_is_decided_twice_whatever_its_order(steward_file: Path) -> None:
    steward_file.write_text(HEADER + FOREIGN, encoding="utf-8", newline="")
    assert refusal(steward_file, "link", ("a|b|4", "a|b|3")).reason == "decided"
    assert refusal(steward_file, "link", ("a|b|2", "a|b|1")).other == "S1"


def test_nothing_is_written_that_would_stop_the_run(steward_file: Path) -> None:
    append_decision(steward_file, "link", ("r1", "r2"), "Ada", "why")
    append_decision(steward_file, "link", ("r3", "r4"), "Ada", "why")
    apart = append_decision(steward_file, "keep_apart", ("r1", "r4"), "Ada", "why")
    bridge = refusal(steward_file, "link", ("r2", "r3"))
    assert (bridge.reason, bridge.other) == ("contrary", apart.decision_id)
    take_back(steward_file, apart.decision_id)
    append_decision(steward_file, "link", ("r2", "r3"), "Ada", "why")
    assert refusal(steward_file, "keep_apart", ("r4", "r1")).reason == "contrary"


def test_a_decision_is_signed_and_has_a_reason(steward_file: Path) -> None:
    assert refusal(steward_file, "link", ("r1", "r2"), by="  ").reason == "unsigned"


def test_two_who_decide_at_once_are_both_heard(steward_file: Path) -> None:
    def decide(number: int) -> str:
        pair = (f"left|{number}", f"right|{number}")
        return append_decision(steward_file, "link", pair, "Ada", "why").decision_id

    with ThreadPoolExecutor(8) as pool:
        written = set(pool.map(decide, range(40)))
    assert {decision.decision_id for decision in read_decisions(steward_file)} == written
    assert len(written) == 40


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEADER + "S1,link,only three\n"])
def test_another_file_is_not_touched(steward_file: Path, text: str) -> None:
    steward_file.write_text(text, encoding="utf-8")
    assert refusal(steward_file, "link", ("r1", "r2")).reason == "no_file"


def test_no_file(steward_file: Path) -> None:
    os.remove(steward_file)
    with pytest.raises(DecisionError):
        read_decisions(steward_file)
    with pytest.raises(DecisionError):
        append_decision(steward_file, "link", ("r1", "r2"), "Ada", "why")
    assert not steward_file.exists()
