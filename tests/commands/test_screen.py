"""What takes long is told on a terminal, and stays out of logs and pipes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from analysis.commands import commands
from analysis.datasets.processing.processing import process_network
from tests.datasets.drawn_network import draw_network, write, write_return


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


def test_a_list_reads_a_withdrawal_that_came_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An edition quotes a case study whose consent was withdrawn after the network was last read."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_network(tmp_path)
    cases = network.folder / "cases" / "list.csv"
    text = "case_id,title,collected,consent,text\nc1,A choir,2024-05-01,{},We sang every week in the hall.\n"
    write(cases, text.format("quote"))
    process_network(network)
    edition = tmp_path / "reports" / "mills" / "2024-25"
    quote = {"id": "quote.c1", "unit": "quote", "passages": [{"case_id": "c1"}], "pages": ["index.html"]}
    write(edition / "evidence.json", json.dumps({"facts": [quote]}))
    write(edition / "index.html", "<p>We sang every week in the hall.</p>")
    commands(["list"], standalone_mode=False)
    assert "WITHDRAWN" not in capsys.readouterr().out
    write(cases, text.format("withdrawn"))
    commands(["list"], standalone_mode=False)
    assert "WITHDRAWN WORDS: " in (told := capsys.readouterr().out) and "c1" in told
