"""What the checks found tells of no count that is withheld: that it is far from others says which of one to seven it is not."""

from __future__ import annotations

import ast
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.returns.checks.catalogue import CHECKS, COMPARING
from analysis.datasets.returns.checks.history import check_history
from analysis.disclosure import Rule
from analysis.exhibits.families import CountedFamily, answers_family
from analysis.measures.returns.circumstances import EXCEPTION, of_shown_answers
from analysis.measures.returns.quality import of_shown_answers as doubts_told
from tests.notebooks_built import NOTEBOOKS

ANALYSIS = NOTEBOOKS.parent / "analysis"
QUARTERS = [f"{year} Q{number}" for year in ("2022-23", "2023-24") for number in (1, 2, 3, 4)]
QUESTION = {"question_id": "volunteers", "number": "7", "kind": "count", "wording": "Volunteers?", "unit": "people"}
QUESTIONS = pl.DataFrame(
    [QUESTION | {"people": True, "reworded": None, "asked_from": None, "asked_until": None}],
    schema_overrides=dict.fromkeys(("reworded", "asked_from", "asked_until"), pl.String),
)


def returns(last: float) -> pl.DataFrame:
    counts = [13.0, 14.0, 13.0, 12.0, 13.0, 14.0, 13.0, last]
    sent = {"hub_id": "mill", "question_id": "volunteers", "source_file": "r.csv", "source_sheet": None}
    rows = [
        sent | {"quarter": quarter, "value": count, "written": f"{count:.0f}", "source_cell": f"J{row}"}
        for row, (quarter, count) in enumerate(zip(QUARTERS, counts, strict=True), 2)
    ]
    empty = ("source_sheet", "text", "qualifier", "revised", "correction")
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(empty, pl.String)).with_columns(
        pl.lit(None, pl.String).alias(name) for name in empty[1:]
    )


def found(last: float) -> pl.DataFrame:
    rows = [
        each._asdict() if hasattr(each, "_asdict") else vars(each) for each in check_history(returns(last), QUESTIONS)
    ]
    columns = ("hub_id", "quarter", "column", "rule", "effect")
    return pl.DataFrame(
        [{name: row[name] for name in columns} for row in rows], schema=dict.fromkeys(columns, pl.String)
    )


def family(last: float, flagged: pl.DataFrame | None = None) -> CountedFamily:
    return answers_family(returns(last), QUESTIONS, QUARTERS, {}, Rule(7, 5, "a test"), beside=flagged)


def of_the_hub(answers: pl.DataFrame) -> pl.DataFrame:
    return answers.filter(pl.col("hub_id") == "mill")


def test_a_doubt_would_tell_of_a_count_that_it_is_at_most_three() -> None:
    """What is mended here: of thirteen as ever, 3 is asked about and 4 is not."""
    assert [found(last).height for last in (3.0, 4.0)] == [1, 0]


@pytest.mark.parametrize("last", [1.0, 2.0, 3.0, 4.0, 7.0])
def test_what_is_told_is_the_same_whatever_the_count_is(last: float) -> None:
    answers = family(last).released(None).frame
    assert of_the_hub(answers)["volunteers__mark"].to_list() == [None] * 7 + ["[c]"]
    assert doubts_told(found(last), answers, COMPARING).height == 0


def test_a_doubt_about_a_count_that_is_shown_stays() -> None:
    told = found(40.0)
    assert told.height == 1
    assert doubts_told(told, family(40.0).released(None).frame, COMPARING).equals(told)


@pytest.mark.parametrize("rule", COMPARING)
def test_a_check_that_compares_answers_is_silent_where_any_of_them_is_withheld(rule: str) -> None:
    """Its finding stands at one answer and tells of the other: more next steps than people, say."""
    row = {"hub_id": "mill", "quarter": QUARTERS[-1], "column": "people", "rule": rule, "effect": "kept"}
    other = row | {"quarter": QUARTERS[0]}
    told = doubts_told(pl.DataFrame([row, other]), family(2.0).released(None).frame, COMPARING)
    assert told.to_dicts() == [other]


def test_what_leaves_an_answer_out_is_told() -> None:
    row = {
        "hub_id": "mill",
        "quarter": QUARTERS[-1],
        "column": "volunteers",
        "rule": "not-a-number",
        "effect": "left out",
    }
    assert doubts_told(pl.DataFrame([row]), family(2.0).released(None).frame, COMPARING).height == 1


def test_every_check_that_judges_how_large_an_answer_is_keeps_it_until_the_hub_has_said() -> None:
    """By the effect it is known that a count is behind a finding: the names that say so are all here."""
    kept = {name for name, check in CHECKS.items() if check.effect == "kept"}
    assert {
        "far-from-usual",
        "far-from-other-quarters",
        "rate-far-from-others",
        "far-from-its-kind",
        "out-of-bounds",
    } <= kept
    assert set(COMPARING) <= set(CHECKS)


def test_that_a_withheld_count_was_confirmed_as_unusual_is_not_told() -> None:
    confirmed = pl.DataFrame(
        {
            "hub_id": ["mill"] * 2,
            "quarter": [QUARTERS[0], QUARTERS[-1]],
            "question_id": ["volunteers"] * 2,
            "words": "a flood",
        }
    )
    flagged = confirmed.select("hub_id", "quarter", "question_id", flag=pl.lit(EXCEPTION))
    answers = family(2.0, flagged).released(None).frame
    assert of_the_hub(answers)["volunteers__flag"].to_list() == [EXCEPTION] + [None] * 7
    assert of_shown_answers(confirmed, answers)["quarter"].to_list() == [QUARTERS[0]]


def test_exhibits_know_of_findings_by_the_edition_alone() -> None:
    """Who read the table itself would print what is held back here.

    The others read how long a sheet of awards is, what stops, and whether anything was found that is not told.
    """

    def reads(path: Path) -> bool:
        calls = [each for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(each, ast.Call)]
        named = [each for each in calls if isinstance(each.func, ast.Attribute) and each.func.attr == "table"]
        return any(isinstance(each.func, ast.Attribute) and each.func.attr == "findings_of" for each in calls) or any(
            isinstance(each.args[0], ast.Constant) and each.args[0].value == "findings" for each in named if each.args
        )

    readers = {path.relative_to(ANALYSIS).as_posix() for path in (ANALYSIS / "exhibits").rglob("*.py") if reads(path)}
    assert readers == {
        "exhibits/opening.py",
        "exhibits/money/facts.py",
        "exhibits/comparing/answers.py",
        "exhibits/returns/findings.py",
    }
