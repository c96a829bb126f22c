"""What takes long is told on a terminal, and stays out of logs and pipes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from analysis.commands import commands
from tests.datasets.drawn_network import draw_network, write_return


def test_a_check_says_what_it_is_at_to_whoever_sits_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    write_return(draw_network(tmp_path), "2024-25-q1/mill.xlsx")
    commands(["check", "mills"], standalone_mode=False)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    commands(["check", "mills"], standalone_mode=False)
    assert capsys.readouterr().err.splitlines() == [
        "Reading what was sent to mills",
        "Looking at the edition 2024-25 so far as a build would",
    ]
