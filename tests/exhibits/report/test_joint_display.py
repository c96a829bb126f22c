"""What the joint display says of an outcome, from what returns, case studies and money there are."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.facts import Fact
from analysis.exhibits.report.joint.display import joint_display
from analysis.exhibits.report.joint.words import two_names
from analysis.measures.report import joint_display as rule
from tests.exhibits.drawn_edition import awards, drawn, open_drawn, unnumbered

WORDS = "Before I came here I spoke to nobody from one Sunday to the next."
AGAINST = "She felt more alone after the group than before, or so she told us."
ROSE = "What should move with it rose, and people tell that it came about."
FELL = "What should move with it fell, and half or more of the sources tell the contrary."
YEARS = ("2023-24", "2024-25")
CODEBOOK = drawn(
    "codebook",
    [
        {"code_id": "alone", "name": "Less alone", "frame": "outcome"},
        {"code_id": "well", "name": "Healthier", "frame": "outcome"},
        {"code_id": "not", "name": "Contrary", "frame": "contrary"},
    ],
    codable=True,
)
MAP = drawn(
    "outcome_map",
    [{"code_id": "alone", "shared_code": "people.connected"}, {"code_id": "well", "shared_code": "people.well"}],
    confirmed_by="research partner",
)
QUESTIONS = drawn(
    "questions",
    [
        {"question_id": "people", "people": True, "unit": "people"},
        {"question_id": "attendances", "people": False, "unit": "attendances"},
    ],
    kind="count",
    wording="How many?",
    number="1",
)


def cases(
    number: int, contrary: int = 0, code: str = "alone", partners: int = 9, beside: int = 0
) -> dict[str, pl.DataFrame]:
    """Case studies of this year that tell of the outcome, the first of them of the contrary too, the last of another hope."""
    told = [(n, code, WORDS, 0) for n in range(number)] + [(n, "not", AGAINST, 0) for n in range(contrary)]
    told += [(n, "not", AGAINST, 500) for n in range(number - beside, number)]
    rows = [{"case_id": f"case-{n}", "partner": f"Partner {n % partners}"} for n in range(number)]
    usual = {
        "title": "A case",
        "consent": "quote",
        "role": "visitor",
        "source_kind": "diary",
        "collected": dt.date(2024, 5, 1),
    }
    given = [
        {
            "coding_id": f"c{n}",
            "case_id": f"case-{case}",
            "code_id": name,
            "coder": "A",
            "quote": words,
            "start": at,
            "end": at + 60,
        }
        for n, (case, name, words, at) in enumerate(told)
    ]
    return {"case_studies": drawn("case_studies", rows, **usual), "codings": drawn("codings", given)}


def returns(factor: float, hubs: int = 7) -> dict[str, pl.DataFrame]:
    """Returns of as many hubs over two years, in the second of which both questions are `factor` times the first."""
    rows = [
        {
            "hub_id": f"h{hub}",
            "quarter": f"{year} Q{quarter}",
            "question_id": question,
            "value": round((100 + 40 * hub) * (factor if year == YEARS[1] else 1)),
        }
        for hub in range(hubs)
        for year in YEARS
        for quarter in (1, 2, 3, 4)
        for question in ("people", "attendances")
    ]
    return {"questions": QUESTIONS, "returns": drawn("returns", rows, qualifier="exact")}


def shown(monkeypatch: pytest.MonkeyPatch, period: str = "2024-25", **tables: pl.DataFrame) -> Exhibit:
    return joint_display(open_drawn(monkeypatch, period, **{"codebook": CODEBOOK, "outcome_map": MAP, **tables}))


def line(exhibit: Exhibit, outcome: str = "Less alone") -> dict[str, Any]:
    assert exhibit.table is not None
    row = exhibit.table.frame.filter(pl.col("outcome").str.starts_with(outcome)).row(0, named=True)
    return {**row, "verdict": "silent" if row["verdict"] == "left open" else row["verdict"]}  # as the rule calls it


def fact(exhibit: Exhibit, fact_id: str) -> Fact:
    return next(fact for fact in exhibit.facts if fact.id == fact_id)


@pytest.mark.parametrize(
    ("factor", "contrary", "verdict", "why"),
    [
        (1.3, 1, "confirm", ROSE),
        (0.7, 1, "contradict", "People tell of it; what should move with it fell."),
        (
            1.3,
            2,
            "contradict",
            "What should move with it rose; half or more of the sources tell the contrary.",
        ),
        (0.7, 2, "confirm", FELL),
        (1.0, 0, "silent", "The numbers point neither up nor down."),
    ],
)
def test_an_outcome_is_judged_by_the_rule(
    monkeypatch: pytest.MonkeyPatch, factor: float, contrary: int, verdict: str, why: str
) -> None:
    exhibit = shown(monkeypatch, **returns(factor), **cases(4, contrary))
    row = line(exhibit)
    assert (row["verdict"], row["why"]) == (verdict, why)
    assert row["cases"] == 4 and row["contrary"] == contrary
    assert fact(exhibit, f"joint.{verdict}.2024-25").value == (
        1 if verdict != "silent" else 2
    )  # of the other outcome nothing is told
    assert f"**{rule.called(verdict)}**" in exhibit.sentence.text


def test_each_kind_of_source_says_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    money = awards({"award_id": "a", "purpose": "Lunch clubs"}, {"award_id": "b", "purpose": "A roof"})
    exhibit = shown(monkeypatch, awards=money, **returns(1.3), **cases(4, 1))
    row = line(exhibit)
    assert row["returns"] == (
        "Different people rose by 30% at 7 hubs: more than its usual variation. "
        "Attendances rose by 30% at 7 hubs: more than its usual variation."
    )
    assert unnumbered(row["words"]) == f"“{WORDS}” [visitor]"
    assert unnumbered(row["against"]) == f"“{AGAINST}” [visitor]"
    assert row["money"] == "£1,000 in 2024-25, none in 2023-24."
    assert fact(exhibit, "joint.money-people-connected.2024-25").origins[0].as_dict()["where"] == {"award_id": ["a"]}
    assert fact(exhibit, "joint.cases-people-connected.2024-25").origins[0].table == "codings"
    assert exhibit.title.startswith("Returns and what people tell confirm each other on")
    assert "Returns point up or down where" in plain(exhibit.sentence.text)


def test_on_the_site_an_outcome_is_a_card_and_in_print_lines_below_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    written = shown(monkeypatch, **returns(1.3), **cases(4, 1)).markdown()
    site, printed = written.split('unless-format="html"')
    assert site.count(".joint-card .joint-confirm}") == 1 and "Returns\n:   Different people" in site
    assert 'data-fact="joint.cases-people-connected.2024-25"' in site and 'data-fact="quote.' in site
    assert (
        "| **Less alone** | **confirm**: What should move with it rose, and people tell that it came about\\. |"
        in printed
    )
    assert [row.split("|")[1].strip() for row in printed.splitlines() if row.startswith("| ")][3:8] == [
        "Returns",
        "What people tell",
        "In their words",
        "To the contrary",
        "Money",
    ]


def test_another_hope_that_came_to_nothing_is_told_and_not_held_against_the_outcome(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = line(shown(monkeypatch, **returns(1.3), **cases(5, 1, beside=1)))
    assert (row["verdict"], row["contrary"], row["beside"]) == ("confirm", 1, 1)
    assert unnumbered(row["against"]) == f"“{AGAINST}” [visitor, diary]"
    exhibit = shown(monkeypatch, **returns(1.3), **cases(5, beside=1))
    assert line(exhibit)["against"].startswith("No passage is marked as the contrary of this. One of these sources")
    assert "in 1 of them a hope came to nothing, not marked as being this one" in plain(exhibit.markdown())


def test_where_it_is_not_known_which_hope_came_to_nothing_case_studies_bear_no_direction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = line(shown(monkeypatch, **returns(1.3), **cases(4, 1, beside=1)))
    assert row["verdict"] == "silent"
    assert row["why"].startswith("Half or more of the sources tell of a hope that came to nothing, and it is not")


def test_what_comes_after_the_period_says_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = cases(4, 1)
    later = pl.when(pl.col("case_id") == "case-0").then(dt.date(2025, 6, 1)).otherwise("collected")
    told["case_studies"] = told["case_studies"].with_columns(collected=later)
    row = line(shown(monkeypatch, **returns(1.3), **told))
    assert (row["cases"], row["contrary"], row["against"]) == (3, 0, "None of these sources tells the contrary.")


def test_without_a_code_for_the_contrary_nobody_looked_and_without_a_source_none_is_said_of_these(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked_for_none = CODEBOOK.filter(pl.col("frame") != "contrary")
    row = line(shown(monkeypatch, **returns(1.3), **cases(3), codebook=asked_for_none))
    assert row["against"] == "Nobody looked: the codebook has no code for contrary cases."
    untold = line(shown(monkeypatch, **returns(1.3), **cases(1, 0, code="help")))
    assert untold["cases"] == 0 and untold["against"] == "No source tells the contrary either."


def test_what_one_coder_of_several_read_so_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    told = cases(2)
    other = told["codings"].with_columns(code_id=pl.lit("well"), coder=pl.lit("B"), coding_id="coding_id" + pl.lit("b"))
    told["codings"] = pl.concat([told["codings"], other])
    assert unnumbered(line(shown(monkeypatch, **told))["words"]).endswith("[visitor] (as one coder of several read it)")


def test_what_the_return_does_not_ask_is_extended_by_case_studies(monkeypatch: pytest.MonkeyPatch) -> None:
    row = line(shown(monkeypatch, **returns(1.3), **cases(3, code="well")), "Looking after")
    assert (row["verdict"], row["returns"]) == ("extend", "The return asks nothing that should move with it.")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (cases(1), "Too few sources or partners tell of it."),
        (cases(4, partners=1), "Too few sources or partners tell of it."),
    ],
)
def test_too_little_told_is_silent(monkeypatch: pytest.MonkeyPatch, told: dict[str, pl.DataFrame], why: str) -> None:
    row = line(shown(monkeypatch, **returns(1.3), **told))
    assert (row["verdict"], row["why"]) == ("silent", why)


def test_case_studies_of_earlier_years_alone_are_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    told = cases(4)
    told["case_studies"] = told["case_studies"].with_columns(collected=pl.lit(dt.date(2023, 5, 1)))
    assert line(shown(monkeypatch, **returns(1.3), **told))["why"] == "No source of the last twelve months tells of it."


def test_without_returns_and_money_case_studies_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    row = line(shown(monkeypatch, **cases(4)))
    assert (row["returns"], row["money"]) == ("No returns have come in.", "No awards are on record.")
    assert row["verdict"] == "silent" and "the return" in row["why"].lower()


@pytest.mark.parametrize("tables", [{}, returns(1.2), {"awards": awards({"award_id": "a"})}])
def test_without_case_studies_it_says_what_would_be_needed(
    monkeypatch: pytest.MonkeyPatch, tables: dict[str, pl.DataFrame]
) -> None:
    exhibit = shown(monkeypatch, **tables)
    assert not exhibit.known
    assert "What would be needed:** Case studies, interviews or other sources with their texts" in exhibit.markdown()
    assert ("Quarterly returns" in exhibit.markdown()) == ("returns" not in tables)


def test_codes_that_nobody_has_matched_are_said_to_be_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    exhibit = shown(monkeypatch, outcome_map=drawn("outcome_map", []), **cases(4))
    assert not exhibit.known and "outcomes" in exhibit.markdown()


def test_small_counts_of_people_stay_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    few = returns(1.3)
    few["returns"] = few["returns"].with_columns(
        value=pl.when(pl.col("question_id") == "people").then(3.0).otherwise("value")
    )
    exhibit = shown(monkeypatch, **few, **cases(4))
    assert "Different people were about the same (0%) at 7 hubs" in line(exhibit)["returns"]
    told = [fact.value for fact in exhibit.facts if fact.unit == "people" or "people" in fact.id]
    assert told and 3 not in told  # seven times 3 together are 20 a quarter; none stands alone
    assert not any(fact.id in ("joint.people-low.2024-25", "joint.people-high.2024-25") for fact in exhibit.facts)


def test_a_quarter_is_held_against_the_same_quarter_a_year_before(monkeypatch: pytest.MonkeyPatch) -> None:
    exhibit = shown(monkeypatch, "2024-25 Q4", **returns(1.3), **cases(4))
    assert line(exhibit)["verdict"] == "confirm"
    assert fact(exhibit, "joint.confirm.2024-25-q4").value == 1


def test_before_the_eighth_quarter_returns_bear_no_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    row = line(shown(monkeypatch, "2024-25 Q2", **returns(1.3), **cases(4)))
    assert row["verdict"] == "silent"
    assert "30% higher at 7 hubs: cannot be told yet" in row["returns"]


def test_an_outcome_that_a_network_calls_otherwise_is_told_by_both_names() -> None:
    assert two_names([("Less alone", ["Less alone"])]) == ""
    assert two_names([("Less alone", ["Company", "Friends"]), ("A next step", ["A next step"])]) == (
        " Outcomes bear the names that all networks share; in this network's own codebook “Less alone” is “Company” and “Friends”."
    )
