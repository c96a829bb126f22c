"""What a build says of its steps: a line each in a log, a bar each on a terminal, full when a step has ended and not when it failed."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest

from analysis.editions import progress
from analysis.editions.progress import BarSteps, PlainSteps, Steps, steps_for_output


class Bars:
    """Stands in for rich's bars and keeps what they were told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def start(self) -> None:
        self.told.append("start")

    def stop(self) -> None:
        self.told.append("stop")

    def add_task(self, step: str, total: int | None, part: str) -> str:
        self.told.append((step, total))
        return step

    def update(self, task: str, **changes: Any) -> None:
        self.told.append((task, changes))


@pytest.fixture
def bars(monkeypatch: pytest.MonkeyPatch) -> Bars:
    made = Bars()
    monkeypatch.setattr(progress, "_new_bars", lambda: made)
    return made


def test_a_step_is_a_line_with_its_number_of_parts_where_that_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    with PlainSteps() as steps:
        steps.begin("Reading", 3)
        steps.note("a.csv")
        steps.begin("Writing")
        steps.begin("Nothing", 0)
    assert capsys.readouterr().out == "Reading (3)\nWriting\nNothing\n"
    assert list(steps.seconds) == ["Reading", "Writing", "Nothing"]


def test_a_step_has_ended_when_the_next_begins_and_its_time_is_known_then() -> None:
    steps = Steps()
    assert steps.seconds == {}
    steps.begin("One")
    assert steps.seconds == {}
    steps.begin("Two")
    assert list(steps.seconds) == ["One"] and 0 <= steps.seconds["One"] < 3600
    steps.end_step()
    steps.end_step()
    assert list(steps.seconds) == ["One", "Two"]


def test_a_complaint_stops_nothing_and_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    Steps().complain("no font")
    assert capsys.readouterr().err == "no font\n"


def test_a_bar_goes_on_by_a_part_where_parts_are_counted_and_is_full_at_the_end(bars: Bars) -> None:
    with BarSteps() as steps:
        steps.begin("Reading", 2)
        steps.note("a.csv")
        steps.begin("Writing")
        steps.note("b.csv")
    assert bars.told == [
        "start",
        ("Reading", 2),
        ("Reading", {"part": "a.csv", "advance": 1}),
        ("Reading", {"total": 2, "completed": 2, "part": ""}),
        ("Writing", None),
        ("Writing", {"part": "b.csv", "advance": 0}),
        ("Writing", {"total": 1, "completed": 1, "part": ""}),
        "stop",
    ]
    assert list(steps.seconds) == ["Reading", "Writing"]


def test_a_step_that_failed_is_not_shown_as_done(bars: Bars) -> None:
    with pytest.raises(ValueError), BarSteps() as steps:
        steps.begin("Reading", 2)
        raise ValueError
    assert bars.told == ["start", ("Reading", 2), "stop"] and steps.seconds == {}


def test_without_a_step_there_is_no_bar_to_stop(bars: Bars) -> None:
    with BarSteps() as steps:
        steps.note("nothing begun")
    assert bars.told == []


@pytest.mark.parametrize(("terminal", "kind"), [(True, BarSteps), (False, PlainSteps)])
def test_bars_are_for_terminals(terminal: bool, kind: type[Steps], monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.StringIO()
    output.isatty = lambda: terminal  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdout", output)
    assert type(steps_for_output()) is kind
