"""Returns as their files hold them: workbooks by openpyxl, the form's export by csv; slips settled by hand."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import openpyxl
import yaml

from tests.truth import Scope

# What nobody can count on, as somebody who reads the file would say: (hub, quarter, question). Each is planted by the generator.
LEFT_OUT = {
    ("candlecombe", "2022-23 Q3", "volunteers"): "a dozen, in words",
    ("quillbrook", "2023-24 Q4", "agencies"): "below nothing",
    ("rushenlow", "2023-24 Q1", "people"): "more people than attendances: one of the two is wrong",
    ("rushenlow", "2023-24 Q1", "attendances"): "more people than attendances: one of the two is wrong",
    ("brindlecote", "2023-24 Q2", "people_0_17"): "the ages do not add up to the people",
    ("brindlecote", "2023-24 Q2", "people_18_64"): "the ages do not add up to the people",
    ("brindlecote", "2023-24 Q2", "people_65_plus"): "the ages do not add up to the people",
    ("pennywater", "2024-25 Q3", "warm_space"): "neither yes nor no",
    ("quillbrook", "2024-25 Q3", "volunteers"): "half a volunteer",
    ("foxlade", "2024-25 Q4", "volunteer_hours"): "lots",
    ("brindlecote", "2024-25 Q4", "referrals_in"): "two numbers in one answer",
    ("lintwood-lunch-club", "2023-24 Q4", "volunteers"): "five, in words",
    ("larchwold-library", "2024-25 Q2", "agencies"): "below nothing",
    ("lintwood-village-hall", "2024-25 Q4", "people_0_17"): "the ages do not add up to the people",
    ("lintwood-village-hall", "2024-25 Q4", "people_18_64"): "the ages do not add up to the people",
    ("lintwood-village-hall", "2024-25 Q4", "people_65_plus"): "the ages do not add up to the people",
}
# Of two different returns for one quarter the one sent later stands; a return sent twice stands once.
SUPERSEDED = {"returns/2024-25-q4/sallowbridge.xlsx"}
NOT_A_HUB = {"Umberford Vilage Hall"}  # near a hub's name, but nobody has said that it is meant


@dataclass(frozen=True)
class Return:
    hub: str
    quarter: str
    sent: dt.date | None
    answers: dict[str, Any]  # by question; numbers as numbers, text as text, blanks absent


def number_in(cell: Any) -> float | None:
    """A number written plainly, or with a comma, a pound sign, or `approx` or `about` before it."""
    if isinstance(cell, (int, float)):
        return float(cell)
    found = re.fullmatch(r"(?:approx|about)? ?£?(-?[\d,]+(?:\.\d+)?)", str(cell).strip())
    return float(found[1].replace(",", "")) if found else None


def date_in(cell: Any) -> dt.date | None:
    """None where the day is left blank: whether such a return came in time nobody knows."""
    if cell in (None, ""):
        return None
    if isinstance(cell, dt.datetime):
        return cell.date()
    for form in ("%d %B %Y", "%Y-%m-%d %H:%M:%S"):
        try:
            return dt.datetime.strptime(str(cell), form).date()
        except ValueError:
            continue
    raise ValueError(cell)


@cache
def questions(scope: Scope) -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((scope.raw / "questions.yml").read_text(encoding="utf-8"))
    return {question["id"]: question for question in listed}


@cache
def settings(scope: Scope) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((scope.raw / "network.yml").read_text(encoding="utf-8"))
    return told


@cache
def table(scope: Scope, path: str) -> list[dict[str, str]]:
    with (scope.raw / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def all_returns(scope: Scope) -> tuple[Return, ...]:
    """Each return once, with corrections made."""
    read = _workbooks(scope) if scope.network == "five-valleys" else _form(scope)
    kept = {(each.hub, each.quarter): each for each in read}
    for hub, quarter, question in LEFT_OUT:
        if (hub, quarter) in kept:
            kept[hub, quarter].answers.pop(question, None)
    if (scope.raw / "corrections.yml").is_file():
        for entry in yaml.safe_load((scope.raw / "corrections.yml").read_text(encoding="utf-8")):
            if entry["kind"] == "correct":
                kept[entry["hub_id"], entry["quarter"]].answers[entry["question_id"]] = float(entry["new"])
    return tuple(kept[key] for key in sorted(kept))


def _workbooks(scope: Scope) -> list[Return]:
    """The folder says the quarter and the file's name the hub: a slip in the sheet's head changes neither."""
    found = []
    for path in sorted((scope.raw / "returns").glob("*/*.xlsx")):
        if path.relative_to(scope.raw).as_posix() in SUPERSEDED:
            continue
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        rows = list(sheet.iter_rows(values_only=True))
        head = {row[0]: row[1] for row in rows[:8]}
        answers = {row[4]: _answer(scope, row[4], row[2]) for row in rows[10:]}
        quarter = path.parent.name[:7] + path.parent.name[7:].replace("-q", " Q")
        hub = re.sub(r"-2$", "", path.stem)
        found.append(Return(hub, quarter, date_in(head["Date sent"]), _told(answers)))
    return found


def _form(scope: Scope) -> list[Return]:
    hubs = {row["name"]: row["hub_id"] for row in table(scope, "register/hubs.csv")}
    wordings = {question["wording"]: name for name, question in questions(scope).items()}
    found = []
    for row in table(scope, "returns/form-export.csv"):
        stamp, name, quarter = list(row.values())[:3]
        if name in NOT_A_HUB:
            continue
        answers = {wordings[key]: _answer(scope, wordings[key], value) for key, value in list(row.items())[3:]}
        found.append(Return(hubs[name], quarter, date_in(stamp), _told(answers)))
    # Sent off twice: the same answers, and the first day counts.
    firsts: dict[tuple[str, str], Return] = {}
    for each in found:
        firsts.setdefault((each.hub, each.quarter), each)
    return list(firsts.values())


def _answer(scope: Scope, question: str, cell: Any) -> Any:
    kind = questions(scope)[question]["kind"]
    if cell in (None, ""):
        return None
    if kind in ("text", "choices"):
        return str(cell)
    if kind == "yes-no":
        return {"Yes": 1.0, "No": 0.0}.get(cell)
    return number_in(cell)


def _told(answers: dict[str, Any]) -> dict[str, Any]:
    return {question: answer for question, answer in answers.items() if answer is not None}
