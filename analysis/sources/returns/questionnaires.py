"""questions.yml: the questions that a network asks, as a list, or as `questions:` beside a reason to `allow_more:`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from analysis.settings.text import quick_loader
from analysis.sources.findings import Finding
from analysis.sources.records import Reading, Record, as_written, nothing_read
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem


def read_questionnaire(path: Path, file: str) -> Reading:
    """One record of `questions` a question, at its line, and one of `questionnaires` where `allow_more` is given.

    A file that cannot be used stops the build.
    """
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return nothing_read(_stop(file, problem.problem, None))
    try:
        text = path.read_text(encoding="utf-8-sig")
        held, lines = _read(text)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return nothing_read(_stop(file, "It does not read as YAML.", None if line is None else line + 1))
    more = held.get("allow_more") if isinstance(held, dict) else None
    listed, root = (held.get("questions"), "/questions") if isinstance(held, dict) else (held, "")
    if not isinstance(listed, list) or not listed:
        return nothing_read(_stop(file, "It holds no list of questions.", 1))
    records, findings = [], []
    for number, question in enumerate(listed):
        line = lines[number] if number < len(lines) else 1
        if not isinstance(question, dict) or not question.get("id"):
            findings.append(_stop(file, f"Entry {number + 1} of the list is not a question with an id.", line))
            continue
        values = {"question_id" if name == "id" else str(name): _written(value) for name, value in question.items()}
        values = {name: value for name, value in values.items() if value}
        places = {name: f"{root}/{number}/{'id' if name == 'question_id' else name}" for name in values}
        records.append(Record(f"{root}/{number}", values, places, line))
        findings += _parted(file, question, places.get("choices", ""), line)
    found = {"questions": records}
    if more is not None:
        found["questionnaires"] = [Record("/allow_more", {"allow_more": _written(more)}, {}, 1)]
    return Reading(found, [], findings)


def _parted(file: str, question: dict[str, Any], place: str, row: int) -> list[Finding]:
    """A choice with a semicolon in it: several choices are parted by one wherever they stand in one cell."""
    choices = question.get("choices")
    parted = [str(choice) for choice in choices if ";" in str(choice)] if isinstance(choices, list) else []
    return [
        Finding(
            file=file,
            problem=f"The choice `{choice[:80]}` has a semicolon in it.",
            why="Several choices in one cell are parted by semicolons, so it would be read as two.",
            remedy="Write a comma or a dash instead.",
            severity="stops",
            rule="choice-with-semicolon",
            row=row,
            cell=place,
            table="questions",
            column="choices",
        )
        for choice in parted
    ]


def _written(value: object) -> str:
    if isinstance(value, list):
        return ";".join(as_written(each) for each in value if not isinstance(each, list | dict))
    return "" if isinstance(value, dict) else " ".join(as_written(value).split())


def _read(text: str) -> tuple[Any, list[int]]:
    """What the file holds, and the line on which each entry of its list begins; the text is gone through once."""
    loader = quick_loader(text)
    try:
        node = loader.get_single_node()
        lines = _lines(node)  # before constructing, which may change the node
        return (None if node is None else loader.construct_document(node)), lines
    finally:
        loader.dispose()


def _lines(node: yaml.Node | None) -> list[int]:
    if isinstance(node, yaml.MappingNode):
        node = next((value for name, value in node.value if getattr(name, "value", "") == "questions"), None)
    return [each.start_mark.line + 1 for each in node.value] if isinstance(node, yaml.SequenceNode) else []


def _stop(file: str, problem: str, row: int | None) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why="Without the questions no answer can be understood.",
        remedy="Mend the file; `id`, `number`, `wording`, `kind`, `minutes` and `why` of each question are needed.",
        severity="stops",
        rule="questions-unreadable",
        row=row,
        table="questions",
    )
