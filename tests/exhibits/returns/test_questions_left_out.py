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


@pytest.mark.parametrize("left_out", IDS)
def test_a_question_left_out_takes_what_rests_on_it_along(
    left_out: str, whole: dict[str, set[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    outputs = built(tmp_path, without=[left_out])
    resting = rests_on(outputs)
    assert left_out not in set().union(*resting.values())
    assert set().union(*resting.values()) >= set(IDS) - {left_out, "story"} - _WITH.get(left_out, set())
    alone = {exhibit for exhibit, questions in whole.items() if questions == {left_out}}
    silent = {one.id: one for one in outputs if one.id in alone and one.kind != "sentence"}
    assert all(one.kind == "unknown" for one in silent.values()), {name: one.kind for name, one in silent.items()}
    said = [one for one in silent.values() if CORE[left_out].wording.split("?")[0] in one.handed.exhibit.alt]
    assert len(said) >= min(1, len(silent)), [one.handed.exhibit.alt for one in silent.values()]


_AGES = {"people_0_17", "people_18_64", "people_65_plus"}
_WITH = {  # what the rest of a question's exhibits show besides, and no other exhibit
    "attendances": {"warm_space"},
}


def test_a_register_without_questions_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    outputs = built(tmp_path, questions=False, returns=False)
    known = {one.id for one in outputs if one.kind in ("figure", "table")}
    assert "hub-register" in known and "attendance-by-quarter" not in known


def test_a_network_without_any_question_of_the_core_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    outputs = built(tmp_path, without=[name for name in IDS if name != "money_in"])
    assert set().union(*rests_on(outputs).values()) == {"money_in"}
