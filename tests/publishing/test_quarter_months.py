"""A page's sentences say once which months a quarter holds; what is no sentence keeps its short name."""

from __future__ import annotations

from typing import Any

from analysis.handover import About, Handover
from analysis.publishing.plain_words.quarter_months import with_months


def output(text: str, kind: Any = "sentence") -> dict[str, Any]:
    return {"data": {"text/markdown": text}, "handover": Handover(About("a", kind, "", ""))}


def said(*outputs: dict[str, Any], begins: int = 4) -> list[str]:
    (cell,) = with_months([{"cell_type": "code", "outputs": list(outputs)}], begins)
    return [each["data"]["text/markdown"] for each in cell["outputs"]]


def test_the_first_mention_says_the_months_and_the_next_does_not() -> None:
    first, second = said(output(r"In 2024\-25 Q3 and 2024\-25 Q4."), output(r"Again in 2024\-25 Q3."))
    assert first == r"In 2024\-25 Q3 (October to December 2024) and 2024\-25 Q4 (January to March 2025)."
    assert second == r"Again in 2024\-25 Q3."


def test_the_first_answers_name_the_months_alone() -> None:
    first = output(r"Of what falls in 2024\-25 Q4 nothing goes on after 2025\-26 Q4.")
    first["handover"] = Handover(About("first-screen", "sentence", "", ""))
    assert said(first, output("In 2024-25 Q4.")) == [
        "Of what falls in January to March 2025 nothing goes on after January to March 2026.",
        "In 2024-25 Q4 (January to March 2025).",
    ]


def test_a_network_of_calendar_years_has_its_own_months() -> None:
    assert said(output("In 2024 Q3."), begins=1) == ["In 2024 Q3 (July to September 2024)."]
    assert said(output("In 2024-25 Q3."), begins=1) == ["In 2024-25 Q3."], "no label of its years"


def test_names_of_facts_tables_and_spans_are_left_as_they_are() -> None:
    kept = [
        '[5]{.fact data-fact="a.2024-25 Q3"}',
        "`2024-25 Q3`",
        "### In 2024-25 Q3",
        "From 2024-25 Q1 to 2024-25 Q1 (April)",
    ]
    assert said(*(output(text) for text in kept)) == kept
    assert said(output("In 2024-25 Q3.", "table")) == ["In 2024-25 Q3."]
