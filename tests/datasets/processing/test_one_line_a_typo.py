"""A word typed almost right is told in one line, which names what is meant; nothing that only follows from it is told beside it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from tests.datasets.drawn_network import HUBS, write, write_return

ENTRY = {
    "hub_id": "mill", "quarter": "2024-25 Q1", "question_id": "sessions", "kind": "correct", "expected": "10", "new": "12",
    "reason": "asked by telephone", "who": "treasurer", "when": "2024-09-01",
}  # fmt: skip
SHUT = {"question_id": None, "kind": "confirm", "rule": "missing-return", "expected": None, "quarter": "2024-25 Q2"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ({"question_id": "sesions"}, "`sessions`"),
        ({**SHUT, "rule": "missing-retrun"}, "`missing-return`"),
        ({**SHUT, "kind": "confrim"}, "`confirm`"),
    ],
)
def test_a_typo_in_a_correction_stops_the_build_with_one_line(
    network: Network, typed: dict[str, Any], meant: str
) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    entry = {
        name: value
        for name, value in (ENTRY | typed).items()
        if value is not None and not (typed.get("rule") and name == "new")
    }
    write(network.folder / "corrections.yml", yaml.safe_dump([entry], sort_keys=False))
    (told,) = process_network(network).stops
    assert meant in told.problem


def test_a_question_of_the_core_that_is_misspelt_is_told_where_it_stands(network: Network) -> None:
    questions = network.folder / "questions.yml"
    listed = yaml.safe_load(questions.read_text(encoding="utf-8"))
    listed[1]["id"] = "atendances"
    own = {
        "id": "people_0_15",
        "number": "30",
        "wording": "How many were under 16?",
        "kind": "count",
        "unit": "people",
        "minutes": 1.0,
    }
    kept = [question for question in listed if question["id"] != "people_0_17"]
    write(
        questions, yaml.safe_dump([*kept, own | {"why": "Asked.", "people": True, "required": False}], sort_keys=False)
    )
    write_return(network, "2024-25-q1/mill.xlsx")
    process_network(network)
    (told,) = read_table(network.name, "findings").filter(rule="core-question-misspelt").iter_rows(named=True)
    assert (told["file"], told["value"]) == ("questions.yml", "atendances") and "`attendances`" in told["problem"]


def test_a_choice_in_a_sheet_that_is_almost_one_of_the_list_names_it(network: Network) -> None:
    write(
        network.folder / "register" / "hubs.csv", HUBS.replace("library,l1,North,established", "libary,l1,North,qwxz")
    )
    write_return(network, "2024-25-q1/mill.xlsx")
    process_network(network)
    told = read_table(network.name, "findings").filter(rule="not-a-choice")
    remedies = dict(zip(told["value"], told["remedy"], strict=True))
    assert remedies["libary"].startswith("Did you mean `library`? Write one of")
    assert remedies["qwxz"].startswith("Write one of")
