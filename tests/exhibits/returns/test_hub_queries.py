"""What is asked of a hub rests on its returns, and not on what else the checks say of it."""

from __future__ import annotations

import re

import pytest

from analysis.datasets.written.suggestions import suggested_number
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns import hub
from analysis.exhibits.returns.findings import findings_in_full
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
    for remedy in (*of_hub.frame["remedy"], *of_all.frame["remedy"]):
        assert remedy == "Write the count as a number. The hub's query sheet says more."


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
        "Write it. Type hub-learning check to read the rest.",
        "Perhaps Ash (ash-4) is meant.",
    ]
