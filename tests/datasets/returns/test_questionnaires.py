"""questions.yml is held to few questions, each with its reason, and to the core that networks share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.processing.processing import process_network
from analysis.datasets.returns.core_questions import record_of
from analysis.datasets.returns.questionnaires import numbered
from analysis.datasets.returns.questions import CORE_QUESTIONS, Question, choice_code
from analysis.networks import Network
from analysis.sources.findings import Finding

DOGS = Question(
    "dogs", "16", "How many dogs came?", "count", "dogs", 0.5, "Shows who else comes.", "Guide dogs too.", 0, 99
)


def found(folder: Path, *questions: Question, allow_more: str | None = None) -> list[Finding]:
    listed = [record_of(question) for question in questions]
    held = listed if allow_more is None else {"allow_more": allow_more, "questions": listed}
    path = folder / "questions.yml"
    path.write_text(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return inspect_file(path).findings


def rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def changed(name: str, **changes: object) -> list[Question]:
    return [replace(question, **changes) if question.id == name else question for question in CORE_QUESTIONS]  # type: ignore[arg-type]


def test_the_core_alone_raises_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, *CORE_QUESTIONS) == []


def test_a_sixteenth_question_needs_a_reason(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, *CORE_QUESTIONS, DOGS)
    assert (finding.rule, finding.severity) == ("too-many-questions", "stops")
    assert finding.problem == "It asks 16 questions; at most 15 are asked without a reason."
    assert found(tmp_path, *CORE_QUESTIONS, DOGS, allow_more="The vets' grant asks for it until 2026.") == []
    assert rules(found(tmp_path, *CORE_QUESTIONS, DOGS, allow_more=" ")) == ["too-many-questions"]
    assert rules(found(tmp_path, *CORE_QUESTIONS, allow_more="In case.")) == ["allow-more-unused"]


def test_parts_of_one_number_are_one_question(network: Network) -> None:
    process_network(network)
    from analysis.datasets.processing.processing import read_table

    questions = read_table(network.name, "questions")
    assert (questions.height, numbered(questions)) == (18, 15)


def test_minutes_are_totalled(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, *changed("story", minutes=4))
    assert (finding.rule, finding.severity) == ("too-many-minutes", "note")
    assert "take 20.25 minutes in all" in finding.problem


@pytest.mark.parametrize(
    ("name", "changes", "rule", "place", "words"),
    [
        ("people", {"unit": "families"}, "core-question-changed", "/2/unit", "whose `unit` is people"),
        ("people", {"people": False}, "core-question-changed", "/2/people", "whose `people` is true"),
        ("people", {"minutes": None}, "questions-unreadable", "/2/minutes", "`minutes` is blank"),
        ("people", {"why": ""}, "questions-unreadable", "/2/why", "`why` is blank"),
        ("people", {"number": "three"}, "question-number", "/2/number", "not a number such as 4 or 4b"),
        ("people", {"number": "2"}, "number-twice", "/2/number", "is the number of `attendances` already"),
        ("people", {"wording": CORE_QUESTIONS[0].wording.upper()}, "wording-twice", "/2/wording", "of `sessions`"),
        ("people", {"minimum": 9, "maximum": 3}, "bounds-crossed", "/2/minimum", "9, is above the largest, 3"),
        ("support_kinds", {"choices": ("food",)}, "no-choices", "/8/choices", "offers no choices"),
        ("support_kinds", {"choices": ("Food", "food!")}, "choices-alike", "/8/choices", "are the same"),
        ("support_kinds", {"choices": ("a", "b; c")}, "choice-with-semicolon", "/8/choices", "has a semicolon"),
    ],
)
def test_what_would_mislead_stops(
    tmp_path: Path, name: str, changes: dict[str, object], rule: str, place: str, words: str
) -> None:
    first, *_ = [finding for finding in found(tmp_path, *changed(name, **changes)) if finding.rule == rule]
    assert (first.cell, first.row is not None or rule != "questions-unreadable") == (place, True)
    assert words in first.problem
    assert first.why and first.remedy


def test_a_network_may_ask_less_and_of_its_own(tmp_path: Path) -> None:
    fewer = [question for question in CORE_QUESTIONS if question.id not in ("agencies", "story")]
    findings = found(tmp_path, *fewer, replace(DOGS, number="8", help=""))
    assert [(finding.rule, finding.severity) for finding in findings] == [
        ("core-questions-left-out", "note"),
        ("questions-without-help", "note"),
    ]
    assert "agencies, story" in findings[0].problem
    assert "dogs" in findings[1].problem


def test_what_is_wrong_with_the_questions_stops_the_build(network: Network) -> None:
    found(network.folder, *CORE_QUESTIONS, DOGS)
    assert rules(process_network(network).stops) == ["too-many-questions"]


def test_the_code_of_a_choice() -> None:
    assert choice_code("support_kinds", "food") == "support_kinds:food"
    assert choice_code("support_kinds", "advice on money or benefits") == "support_kinds:advice-on-money-or-benefits"
