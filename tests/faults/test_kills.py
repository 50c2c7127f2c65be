"""Programs killed in the middle: nothing that had a receipt number is lost, nothing arrives twice."""

from __future__ import annotations

from pathlib import Path

from shared.cases.sending import Kind
from tests.faults.kills import kill_during_submissions, kill_while_writing


def test_a_backend_killed_again_and_again_has_each_submission_once(tmp_path: Path) -> None:
    fate = kill_during_submissions(tmp_path, kills=5)
    assert fate.handed_in > 10
    assert fate.kinds == set(Kind)
    assert (fate.lost, fate.twice) == (0, 0)


def test_a_terminal_killed_while_writing_has_what_it_gave_a_number_for(tmp_path: Path) -> None:
    for round_ in range(3):
        given, lost = kill_while_writing(tmp_path / str(round_), 0.05 * round_ + 0.02)
        assert given
        assert lost == 0
