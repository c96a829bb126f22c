"""A network may leave out any question of the core, or ask none: what rests on it goes, says so, and nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.datasets.processing.processing import process_network
from analysis.datasets.returns.core_questions import CORE, CORE_QUESTIONS
from analysis.editions.question_uses import uses_of
from tests.exhibits.small_network import draw_peer, draw_small_network
from tests.notebooks_built import Built, build_notebooks

PERIOD, HUB = "2024-25", "hub-2"
IDS = [question.id for question in CORE_QUESTIONS]


def built(root: Path, **drawn: Any) -> list[Built]:
    network = draw_small_network(root, **drawn)
    draw_peer(root)
    assert not process_network(network).stops
    return build_notebooks(network.name, PERIOD, HUB, in_markdown=False)


def rests_on(outputs: list[Built]) -> dict[str, set[str]]:
    """The questions that each figure and table rests on."""
    found: dict[str, set[str]] = {}
    for question, use, exhibit in uses_of([(one.notebook, one.handed) for one in outputs]).rows():
        if use != "sentence":
            found.setdefault(exhibit, set()).add(question)
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("whole")
        patch.setenv("HUB_LEARNING_ROOT", str(root))
        return rests_on(built(root))


# Each question of the core once, three at a time that are of different subjects: what each takes along is told apart all the same.
LEFT_OUT = (
    ("sessions", "people_0_17", "money_in"),
    ("attendances", "volunteer_hours", "story"),
    ("people", "agencies", "money_out"),
    ("people_18_64", "volunteers", "learned"),
    ("people_65_plus", "referrals_in", "support_kinds"),
    ("warm_space", "referrals_out", "next_steps"),
)
_WITH = {  # what the rest of a question's exhibits show besides, and no other exhibit
    "attendances": {"warm_space"},
}


def test_each_question_of_the_core_is_left_out_once() -> None:
    assert sorted(name for three in LEFT_OUT for name in three) == sorted(IDS)


@pytest.mark.parametrize("left_out", LEFT_OUT, ids="-".join)
def test_a_question_left_out_takes_what_rests_on_it_along(
    left_out: tuple[str, ...], whole: dict[str, set[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    outputs = built(tmp_path, without=left_out)
    resting = set().union(*rests_on(outputs).values())
    assert not resting & set(left_out)
    beside = set().union(*(_WITH.get(name, set()) for name in left_out))
    assert resting >= set(IDS) - {*left_out, "story"} - beside
    for name in left_out:
        alone = {exhibit for exhibit, questions in whole.items() if questions == {name}}
        silent = {one.id: one for one in outputs if one.id in alone and one.kind != "sentence"}
        assert all(one.kind == "unknown" for one in silent.values()), {id: one.kind for id, one in silent.items()}
        said = [one for one in silent.values() if CORE[name].wording.split("?")[0] in one.handed.exhibit.alt]
        assert len(said) >= min(1, len(silent)), [one.handed.exhibit.alt for one in silent.values()]


def test_a_register_without_questions_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    outputs = built(tmp_path, questions=False, returns=False)
    known = {one.id for one in outputs if one.kind in ("figure", "table")}
    assert "hub-register" in known and "attendance-by-quarter" not in known


def test_a_network_without_any_question_of_the_core_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    outputs = built(tmp_path, without=[name for name in IDS if name != "money_in"])
    assert set().union(*rests_on(outputs).values()) == {"money_in"}
