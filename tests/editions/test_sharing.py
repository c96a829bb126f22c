"""What notebooks have in common is worked out once for all of them; where that fails, the build says so and each works it out itself."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from analysis.editions.freshness import Inputs
from analysis.editions.running.run import Job
from analysis.editions.running.sharing import sharing
from tests.datasets.drawn_network import draw_network, write_return

JOBS = [Job("a.ipynb", {}, f"{name}.ipynb", "log") for name in "abc"]
INPUTS = Inputs({}, {}, "embedded")


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    write_return(draw_network(tmp_path), "2024-25-q1/mill.xlsx")
    return tmp_path


def shared_with(told: list[str]) -> list[tuple[str, object]]:
    """What is laid down for each job while it runs: where, and what."""
    from analysis.networks import open_network

    network = open_network("mills")
    with sharing(JOBS, network, network.period("2024-25 Q1"), INPUTS, told.append) as given:
        return [(job.shared, pickle.loads(Path(job.shared).read_bytes()) if job.shared else None) for job in given]


@pytest.mark.usefixtures("drawn")
def test_all_are_given_the_same_and_nothing_is_told() -> None:
    told: list[str] = []
    held = shared_with(told)
    assert told == [] and len({place for place, _ in held}) == 1
    network, period, values = held[0][1]  # type: ignore[misc]
    assert (network, period) == ("mills", "2024-25 Q1") and {"answers", "verdicts"} <= set(values)


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    "broken", ["analysis.exhibits.verdicts.verdict_on", "analysis.shared_values.lay_down", "pickle.dumps"]
)
def test_what_cannot_be_worked_out_is_told_and_not_shared(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("no hubs\nat all")

    monkeypatch.setattr(broken, fail)
    told: list[str] = []
    assert shared_with(told) == [("", None)] * 3
    assert told == [
        "What most notebooks need could not be worked out once for all (ZeroDivisionError: no hubs at all): each works it out by itself."
    ]
