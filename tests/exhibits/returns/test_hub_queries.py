"""What is asked of a hub rests on its returns, and not on what else the checks say of it."""

from __future__ import annotations

import re

import polars as pl
import pytest

from analysis.datasets.returns.checks.catalogue import CHECKS
from analysis.datasets.written.suggestions import suggested_number
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.planning.readiness import readiness_plan
from analysis.exhibits.returns.findings import findings_in_full, queries_table
from analysis.exhibits.returns.hub_page import answers, hub
from analysis.exhibits.returns.stories import stories_of_hub
from tests.exhibits.drawn_edition import drawn, open_drawn

RETURN = {"file": "returns/ash.xlsx", "cell": "C11", "quarter": "2024-25 Q1", "rule": "negative", "severity": "doubt"}
NOTED = {"file": "returns/ash.xlsx", "cell": "C12", "quarter": "2024-25 Q1", "rule": "late-return", "severity": "note"}
BEFORE = {
    "file": "returns/ash-2023.xlsx",
    "cell": "C13",
    "quarter": "2023-24 Q1",
    "rule": "negative",
    "severity": "doubt",
}
WITHDRAWN = {"file": "cases/project.qdpx", "cell": "Cases/Case[15]", "rule": "consent-withdrawn", "severity": "note"}
UNSURE = {"file": "cases/texts/mo.txt", "cell": "A4", "rule": "no-consent", "severity": "doubt"}


def test_the_questions_to_a_hub_lead_to_its_returns_and_to_no_withdrawn_case_study(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = [RETURN, NOTED, BEFORE, WITHDRAWN, UNSURE]
    findings = drawn("findings", said, hub_id="ash", remedy="Ask.")
    drawn_edition = open_drawn(monkeypatch, findings=findings)
    (fact,) = hub.hub_queries(OpenEdition(drawn_edition.network, drawn_edition.period, "ash")).facts[-1:]
    assert (fact.id, fact.value) == ("hub.ash.queries.2024-25", 1)
    rests = findings
    for origin in fact.origins:
        assert origin.table == "findings"
        for column, values in origin.where:
            rests = rests.filter(rests[column].is_in(list(values)).fill_null(False))
    assert rests["cell"].to_list() == ["C11"]


def test_a_return_that_is_not_held_is_told_for_quarters_in_which_the_hub_was_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quarters = ("2024-25 Q2", "2024-25 Q4")
    held = drawn("submissions", [{"hub_id": "ash", "quarter": quarter} for quarter in quarters])
    hubs = drawn("hubs", [{"hub_id": "ash", "name": "Ash", "opened": "2024-25 Q2"}])
    edition = open_drawn(monkeypatch, submissions=held, hubs=hubs)
    said = hub.hub_queries(OpenEdition(edition.network, edition.period, "ash")).notice
    assert "We hold no return of yours for 2024-25 Q3." in said.replace("\\", "") and "No questions" not in said


def test_a_query_names_the_question_that_it_is_about() -> None:
    findings = drawn(
        "findings", [{**RETURN, "column": "visits"}, {**RETURN, "cell": "C12"}], hub_id="ash", remedy="Ask."
    )
    table = queries_table("queries", findings, {"visits": "Attendances"})
    assert table.frame["about"].to_list() == ["Attendances", "the whole return"]


def test_the_place_of_a_doubt_about_a_case_study_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = drawn("findings", [RETURN, UNSURE], hub_id="ash", remedy="Ask.")
    table = findings_in_full(open_drawn(monkeypatch, findings=findings)).table
    assert table is not None and table.frame["place"].to_list() == ["cases/", "returns/ash.xlsx, C11"]


@pytest.mark.parametrize(
    "written",
    ["5 men", "2 (two)", "3 or 4", "4-5", "a dozen", "l2", "between 6 and 7"],
)
def test_what_a_volunteer_wrote_is_in_no_published_remedy(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """The query sheet suggests what to write, and by that says what stands there: a count of few people among them."""
    suggested = f"Write the count as a number. {suggested_number(written)}"
    assert re.search(r"\d", suggested)
    findings = drawn("findings", [RETURN], hub_id="ash", remedy=suggested)
    edition = open_drawn(monkeypatch, findings=findings)
    of_hub = hub.hub_queries(OpenEdition(edition.network, edition.period, "ash")).table
    of_all = findings_in_full(edition).table
    assert of_hub is not None and of_all is not None
    assert of_all.frame["remedy"].to_list() == ["Write the count as a number. The hub's query sheet says more."]
    assert of_hub.frame["asked"].to_list() == ["What is the number, if anybody knows it?"]


def test_a_finding_that_no_hub_is_asked_about_names_no_query_sheet_and_keeps_the_code_of_a_hub(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    award = {"file": "funding/awards.csv", "cell": "C2", "rule": "not-money", "severity": "doubt"}
    unknown = {"file": "returns/x.xlsx", "cell": "C3", "rule": "unknown-hub", "severity": "doubt"}
    said = [{**award, "remedy": "Write it. Perhaps 5."}, {**unknown, "remedy": "Perhaps Ash (`ash-4`) is meant."}]
    hubs = drawn("hubs", [{"hub_id": "ash-4", "name": "Ash"}])
    table = findings_in_full(open_drawn(monkeypatch, findings=drawn("findings", said), hubs=hubs)).table
    assert table is not None
    assert table.frame["remedy"].to_list() == [
        "Write it. The check of the files says more.",
        "Perhaps Ash (ash-4) is meant.",
    ]


UNKNOWN = {
    "kind": "not known",
    "hub_id": "ash",
    "quarter": "2024-25 Q1",
    "question_id": "people",
    "rule": "not-a-number",
}
OPEN_ONE = {**RETURN, "rule": "not-a-number", "column": "people", "remedy": "Write it. Perhaps 5."}


@pytest.mark.parametrize(
    ("said", "asked"),
    [({}, 0), ({"rule": ""}, 0), ({"rule": "negative"}, 1), ({"question_id": "hours"}, 1), ({"quarter": "2024-25 Q2"}, 1), ({"kind": "confirm"}, 1)],
)  # fmt: skip
def test_what_a_hub_cannot_say_its_page_does_not_ask_again(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], asked: int
) -> None:
    tables = {
        "findings": drawn("findings", [OPEN_ONE], hub_id="ash"),
        "corrections": drawn("corrections", [UNKNOWN | said]),
        "submissions": drawn("submissions", [{"hub_id": "ash", "quarter": "2024-25 Q1"}]),
    }
    edition = open_drawn(monkeypatch, **tables)
    page = hub.hub_queries(OpenEdition(edition.network, edition.period, "ash"))
    assert [fact.value for fact in page.facts if ".queries." in fact.id] == [asked] * asked
    whole = findings_in_full(edition)
    assert whole.table is not None
    ends = "The hub's query sheet says more." if asked else "The hub was asked, and does not know."
    assert whole.table.frame["remedy"].to_list() == [f"Write it. {ends}"]


def test_how_many_doubts_hubs_are_asked_about_is_told_apart_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{**OPEN_ONE, "hub_id": "ash"}, {**OPEN_ONE, "hub_id": "bay"}, {**UNSURE, "hub_id": "ash"}]
    edition = open_drawn(monkeypatch, findings=drawn("findings", rows, remedy="Ask."), corrections=drawn("corrections", [UNKNOWN]))  # fmt: skip
    numbers = {
        fact.id.split(".")[1]: fact.value for fact in findings_in_full(edition).facts if fact.id.startswith("quality.")
    }
    assert numbers == {"doubts": 3, "doubts-asked": 1, "doubts-answered": 1, "doubts-not-asked": 1}
    alone = findings_in_full(open_drawn(monkeypatch, findings=drawn("findings", [UNSURE], remedy="Ask.")))
    assert "that no hub is asked about" in alone.title and "to ask hubs about" not in alone.title


def test_a_page_thanks_for_no_return_that_never_came_and_asks_none_of_a_closed_hub(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hubs = drawn("hubs", [{"hub_id": "ash", "name": "Ash", "opened": "2023-24 Q1", "closed": "2023-24 Q4"}])
    edition = open_drawn(monkeypatch, hubs=hubs)
    closed = OpenEdition(edition.network, edition.period, "ash")
    said = [exhibit.alt for exhibit in (hub.hub_queries(closed), answers.hub_answers(closed))]
    assert "so nothing in one is in doubt" in said[0] and "is due" in said[1]
    assert "was open until 2023-24 Q4 and not since" in said[1]
    assert not any("Thank you" in text or "welcome" in text for text in said)
    monkeypatch.undo()
    edition = open_drawn(monkeypatch, hubs=hubs.with_columns(closed=pl.lit("2024-25 Q1")))
    owing = answers.hub_answers(OpenEdition(edition.network, edition.period, "ash")).alt
    assert "has come" in owing and "is due" not in owing


def test_a_page_of_a_hub_sends_no_volunteer_to_commands_and_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every check there is, and every part of the page for which nothing came."""
    remedy = "Ask the hub again, and write it in `questions.yml`. Perhaps 5."
    rows = [{**RETURN, "rule": name, "remedy": remedy} for name in CHECKS] + [{**RETURN, "rule": "x", "remedy": remedy}]
    hubs = drawn("hubs", [{"hub_id": "ash", "name": "Ash"}])
    edition = open_drawn(monkeypatch, hubs=hubs, findings=drawn("findings", rows, hub_id="ash"))
    page = OpenEdition(edition.network, edition.period, "ash")
    table = hub.hub_queries(page).table
    assert table is not None and len(table) == len(CHECKS) + 1
    empty = [exhibit(page) for exhibit in (readiness_plan, stories_of_hub, answers.hub_answers, hub.hub_attendance)]
    said = " ".join([*table.frame["asked"], *(exhibit.notice for exhibit in empty)])
    assert "What is the number" in said and "Nothing you need do" in said and "The check list" in said
    told = re.findall(r"hub-learning \w+|`[^`]*`|\w+\.yml|raw folder|[Aa]sk the hub", said)
    assert told == []
