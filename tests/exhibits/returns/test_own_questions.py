"""What a network asks beside the core is published from its questions.yml alone, and has a beginning, an end, and rewordings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from analysis.correspondence.returns.forms import write_forms
from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.returns.question import Question
from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.facts import facts_of
from analysis.exhibits.report.burden import burden_by_question
from analysis.exhibits.returns import activity
from analysis.exhibits.returns.hub_page import answers, choices, hub
from analysis.exhibits.returns.own_questions import own_questions
from analysis.networks import Network, open_network
from analysis.periods import Period
from tests.exhibits.small_network import QUARTERS, draw_small_network

WITHOUT = ("story", "learned")
MEALS = Question(
    "meals", "14", "How many meals were served?", "count", "meals", 0.5, "Food plan.", label="Meals served"
)
CARERS = Question("carers", "15a", "How many carers came?", "count", "people", 0.2, "Care plan.", people=True)
GARDEN = Question("garden", "15b", "Is there a garden?", "yes-no", "", 0.1, "Green plan.", label="Garden")
DAYS = Question("days", "15c", "When open?", "choices", "days", 0.1, "Rota.", choices=("Monday", "Tuesday", "Sunday"))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return tmp_path


def network_of(root: Path, *more: Question) -> Network:
    network = draw_small_network(root, without=WITHOUT, more=more)
    assert not process_network(network).stops
    return network


def asked(period: str = "2024-25", name: str = "mills") -> dict[str, Exhibit]:
    return {one.id: one for one in own_questions(open_edition(name, period)).exhibits}


def test_each_kind_of_question_is_published_in_its_way(root: Path) -> None:
    network_of(root, MEALS, CARERS, GARDEN, DAYS)
    shown = asked()
    meals = {fact.id: fact.value for fact in shown["asked-meals"].facts}
    # eight hubs answer 60, 66, 72 ... 102 in each of four quarters
    assert (
        meals["activity.meals.2024-25"] == meals["activity.meals-like-for-like.2023-24"] == 4 * sum(range(60, 103, 6))
    )
    assert meals["activity.meals-steady-hubs.2024-25"] == 8
    assert "Asked was: How many meals were served?" in plain(shown["asked-meals"].sentence.text)
    carers = shown["asked-carers"]
    assert carers.table is not None and carers.table.rounding == 5
    assert plain(shown["asked-garden"].title) == "Garden: 4 of 8 hubs said yes"  # every second one, in winter
    days = shown["asked-days"].table
    assert days is not None and days.frame.rows() == [("Sunday", 8), ("Tuesday", 8), ("Monday", 4)]


def test_a_hub_gets_its_own_answers_back(root: Path) -> None:
    network_of(root, MEALS, GARDEN, DAYS)
    edition = open_edition("mills", "2024-25", "hub-2")
    told = {fact.id: fact.value for fact in [*answers.hub_answers(edition).facts, *choices.hub_choices(edition).facts]}
    assert told["hub-answers-hub-2.meals.2024-25-q1"] == 66
    assert told["hub.hub-2.garden.2024-25-q4"] == "yes"
    assert told["hub.hub-2.days.2024-25-q4"] == "Tuesday, Sunday"


def test_a_question_that_is_dropped_keeps_its_answers_and_their_corrections(root: Path) -> None:
    network = draw_small_network(root, without=WITHOUT, more=[replace(MEALS, asked_until="2023-24 Q4")])
    entry = "- {hub_id: hub-1, quarter: 2023-24 Q1, question_id: meals, kind: correct, expected: '60', new: '70', "
    entry += "reason: miscounted, who: Cook, when: 2024-05-01}\n"
    (network.folder / "corrections.yml").write_text(entry, encoding="utf-8")
    assert not process_network(network).stops
    meals = read_table("mills", "returns").filter(pl.col("question_id") == "meals")
    assert meals.height == 8 * 8
    assert meals.filter(pl.col("hub_id") == "hub-1", pl.col("quarter") == "2023-24 Q1")["value"].to_list() == [70]
    assert asked("2024-25").keys() == {"own-questions"} and "asked-meals" in asked("2023-24")
    form = write_forms(network, Period.parse("2025-26 Q1"), "hub-1", into=root / "forms")
    before = write_forms(network, Period.parse("2023-24 Q1"), "hub-1", into=root / "forms")
    assert (form.questions, before.questions) == (13, 14)


def test_what_is_not_asked_yet_is_not_told_as_blank_and_costs_nothing(root: Path) -> None:
    network_of(root, replace(MEALS, asked_from="2024-25 Q3", required=True))
    findings = read_table("mills", "findings")
    assert not findings.filter(pl.col("rule") == "required-blank").height
    assert "The question is asked since 2024-25 Q3 only" in plain(asked()["asked-meals"].sentence.text)
    assert plain(asked()["asked-meals"].title).endswith("in 2024-25 (asked since 2024-25 Q3)")
    (root / "data/processed/mills").mkdir(exist_ok=True)
    from analysis.exhibits.question_uses import USES_SCHEMA, write_uses

    write_uses("mills", "2024-25", pl.DataFrame(schema=USES_SCHEMA))
    cost = {fact.id: fact.value for fact in burden_by_question(open_edition("mills", "2024-25")).facts}
    assert cost["burden.hours.14"] == round(0.5 * 16 / 60, 2)  # two quarters of eight hubs


def test_a_question_that_ended_within_the_year_says_so(root: Path) -> None:
    network_of(root, replace(MEALS, asked_until="2024-25 Q2"))
    said = plain(asked()["asked-meals"].sentence.text)
    assert plain(asked()["asked-meals"].title).endswith("in 2024-25 (asked until 2024-25 Q2)")
    assert "The question was asked until 2024-25 Q2 only, so the two periods are not compared." in said
    assert "No hub reported" not in said


@pytest.mark.parametrize(
    ("first", "opened", "said", "own"),
    [
        ("2023-24 Q3", "", "The network's returns begin with 2023-24 Q3, so there is no whole 2023-24 to compare with.", ""),
        ("2024-25 Q1", "", "The network's returns begin with 2024-25 Q1, so there is no 2023-24 to compare with.", ""),
        ("2022-23 Q1", "2023-24 Q2", "", "The hub opened in 2023-24 Q2, so there is nothing to compare it with yet."),
    ],
)  # fmt: skip
def test_a_year_before_that_is_not_whole_is_told_as_that(
    root: Path, first: str, opened: str, said: str, own: str
) -> None:
    network = draw_small_network(root)
    for file, old, new in (
        ("network.yml", "first: 2022-23 Q1", f"first: {first}"),
        ("register/hubs.csv", "hub-2,Mill 2,library,l2,North,established,", f"hub-2,Mill 2,library,l2,North,established,{opened}"),
    ):  # fmt: skip
        path = network.folder / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    returns = network.folder / "returns" / "form-export.csv"
    if opened:
        lines = returns.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        kept = [
            line for line in lines if not (",hub-2," in line and any(q < opened and f",{q}," in line for q in QUARTERS))
        ]
        returns.write_text("".join(kept), encoding="utf-8-sig")
    process_network(open_network("mills"))
    whole = plain(activity.attendance_by_quarter(open_edition("mills", "2024-25")).sentence.text)
    page = plain(hub.hub_attendance(open_edition("mills", "2024-25", "hub-2")).sentence.text)
    assert said in whole and "No hub reported" not in whole
    assert (own or said) in page and "A return is missing" not in page


def test_a_rewording_breaks_the_series_in_drawing_and_words(root: Path) -> None:
    network_of(root, replace(MEALS, reworded={"2024-25 Q1": "How many hot meals were served?"}))
    exhibit = asked()["asked-meals"]
    said = plain(exhibit.sentence.text)
    assert (
        "Since 2024-25 Q1 the question is asked in other words; before, it read: How many hot meals were served?"
        in said
    )
    assert "So the two periods are not compared." in said and "like for like" not in plain(exhibit.title)
    assert exhibit.figure is not None
    assert [note["text"] for note in exhibit.figure.to_plotly_json()["layout"]["annotations"]].count("reworded") == 1
    assert "marks 2024-25 Q1" in exhibit.alt


def test_exports_headed_by_the_words_before_are_read(root: Path) -> None:
    network = draw_small_network(root, without=WITHOUT, more=[MEALS])
    path = network.folder / "questions.yml"
    new = path.read_text(encoding="utf-8").replace(MEALS.wording, "How many meals did you cook?")
    old = f"  reworded: {{2025-26 Q1: '{MEALS.wording}'}}\n"
    path.write_text(new.rstrip("\n") + "\n" + old, encoding="utf-8")
    assert not process_network(network).stops
    assert read_table("mills", "returns").filter(pl.col("question_id") == "meals").height == 96


@pytest.mark.parametrize(
    ("life", "problem"),
    [
        ({"asked_from": "2024-25 Q2", "asked_until": "2024-25 Q1"}, "It is asked until 2024-25 Q1, before 2024-25 Q2"),
        ({"asked_from": "2024-25 Q2", "reworded": {"2024-25 Q2": "x"}}, "It is reworded in 2024-25 Q2, when it is not"),
    ],
)
def test_a_life_that_cannot_be_is_told(root: Path, life: dict[str, object], problem: str) -> None:
    network = draw_small_network(root, without=WITHOUT, more=[replace(MEALS, **life)])  # type: ignore[arg-type]
    (stop,) = process_network(network).stops
    assert problem in stop.problem and stop.cell.startswith("/16/")


def test_what_a_hub_confirmed_as_unusual_is_said_with_the_numbers(root: Path) -> None:
    network = draw_small_network(root, without=WITHOUT, more=[MEALS])
    entry = "- {hub_id: hub-1, quarter: 2024-25 Q1, question_id: meals, kind: confirm, expected: '60', "
    entry += "reason: shut nine weeks by a flood, who: Cook, when: 2024-08-01}\n"
    (network.folder / "corrections.yml").write_text(entry, encoding="utf-8")
    assert not process_network(network).stops
    said = plain(asked("2024-25")["asked-meals"].sentence.text)
    assert "In 2024-25 Q1 Mill 1 confirmed an unusual answer: shut nine weeks by a flood." in said
    assert "flood" not in plain(asked("2023-24")["asked-meals"].sentence.text)


def test_money_that_a_hub_told_of_is_called_rounded_and_its_table_says_so(root: Path) -> None:
    network = draw_small_network(root)
    process_network(network)
    edition = open_edition(network.name, "2024-25", read_table(network.name, "hubs")["hub_id"][0])
    table = answers.hub_answers(edition).table
    assert table is not None
    (note,) = [part for part in table.note.split(". ") if "money" in part]
    assert "nearest £100" in note
    money = [fact for fact in facts_of(table) if fact.unit == "GBP"]
    assert money and {fact.qualifier for fact in money} == {"amounts rounded to 100"}
    assert "nearest £100" not in table.select("people", fields=["quarter", "attendances"]).note
