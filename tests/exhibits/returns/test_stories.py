"""What hubs wrote is printed only where its question says so, since the form said so, and never as markup."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from analysis.editions.question_uses import uses_of
from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.returns import stories
from analysis.handover import Handover
from analysis.publishing.pandoc import pandoc_path
from tests.exhibits.drawn_edition import drawn, open_drawn

ASKED = {
    "number": "14",
    "wording": "A story?",
    "kind": "text",
    "minutes": 3.0,
    "why": "x",
    "people": False,
    "required": False,
}
SAID = "The <b>bold</b> ones sang & [left](x)."


def edition_of(
    monkeypatch: pytest.MonkeyPatch, hub: str | None = "a", waiting: Any = (), **question: Any
) -> OpenEdition:
    usual = {"question_id": "story", "qualifier": "exact", "source_file": "a.xlsx", "source_cell": "C27"}
    rows = [
        {"hub_id": "a", "quarter": "2023-24 Q4", "text": "Of a year before."},
        {"hub_id": "a", "quarter": "2024-25 Q1", "text": "Before the form said so."},
        {"hub_id": "a", "quarter": "2024-25 Q2", "text": SAID},
        {"hub_id": "a", "quarter": "2024-25 Q3", "text": "  "},
        {"hub_id": "b", "quarter": "2024-25 Q2", "text": "Another hub's."},
    ]
    asked = {**ASKED, "question_id": "story", "publish": "hub page", "publish_from": "2024-25 Q2", **question}
    tables = {"returns": drawn("returns", rows, **usual), "questions": drawn("questions", [asked])}
    tables["personal_data"] = drawn("personal_data", list(waiting))
    edition = open_drawn(monkeypatch, **tables)
    edition.hub = hub
    return edition


MADE_TO_BREAK = (  # what the invented hubs said until a reader took it for their voice
    "=1+1 is what we say here: neighbour and neighbour make a crowd.",
    "The <b>bold</b> ones sang first & the <script>shy</script> ones after.",
    "*Always* label the boxes: _tins_ | jars | `bread` | [see shelf](top).",
    "# 1 rule: never run out of milk. ## 2 rule: see # 1. $5$ buys plenty.",
    '"Quoted," she said; we sold 30 cakes @ £2 each, {almost} all by noon. ☕',
    "Bring ::: your own ::: cup. 'Tis \\ cheaper ~than~ paper <!-- really -->.",
    "+1 on the sign-up sheet became -1 on the day; then @ last, =3 came back.",
)


@pytest.mark.parametrize(
    "said", ["Every table was full and two people signed up to drive.", "Daeth dau o bobl.", "Volunteers: 3"]
)
def test_words_that_say_of_a_few_people_how_many_they_were_stay_at_home(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setitem(globals(), "SAID", said)
    assert words(edition_of(monkeypatch)) == []


@pytest.mark.parametrize("said", MADE_TO_BREAK)
def test_words_made_to_break_a_page_stay_words(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """As pandoc sets them: the sentence comes out letter for letter, and nothing in it became an element."""
    monkeypatch.setitem(globals(), "SAID", said)
    edition = edition_of(monkeypatch)
    assert words(edition) == [said]
    run = [pandoc_path(), "--from", "markdown+smart", "--to", "json"]
    read = subprocess.run(run, input=in_markdown(said), capture_output=True, text=True, check=True).stdout
    (block,) = json.loads(read)["blocks"]
    assert block["t"] == "Para" and {piece["t"] for piece in block["c"]} <= {"Str", "Space"}
    assert "".join(piece.get("c", " ") for piece in block["c"]) == said


def words(edition: OpenEdition) -> list[str]:
    shown = stories.stories_of_hub(edition)
    return shown.table.frame["words"].to_list() if shown.table is not None else []


def test_only_this_hubs_words_since_the_form_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(monkeypatch)
    assert words(edition) == [SAID]
    shown = stories.stories_of_hub(edition)
    assert plain(shown.title) == "What you told us, in 1 answer"
    assert "<b>" not in shown.markdown() and "\\[left\\]" in shown.markdown()
    (fact,) = [fact for fact in shown.facts if fact.unit == "words"]
    assert (fact.id, fact.value) == ("story.a.2024-25-q2.story", SAID)
    assert fact.origins[0].as_dict()["where"] == {"hub_id": ["a"], "quarter": ["2024-25 Q2"], "question_id": ["story"]}


@pytest.mark.parametrize(
    "question", [{"publish": None}, {"publish": "never"}, {"publish_from": None}, {"kind": "count"}]
)
def test_a_question_that_does_not_say_so_is_not_printed(
    monkeypatch: pytest.MonkeyPatch, question: dict[str, Any]
) -> None:
    edition = edition_of(monkeypatch, **question)
    shown = stories.stories_of_hub(edition)
    assert not shown.known and SAID not in shown.markdown()
    assert "A form that says where answers in words may be printed" in shown.markdown()
    assert "questions.yml" not in shown.markdown()  # a volunteer's page names no settings


def test_the_report_needs_more_than_the_hubs_page(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = stories.stories_of_network(edition_of(monkeypatch, hub=None))
    assert not silent.known and silent.unknown is not None
    assert silent.unknown.needed == "A form that says where answers in words may be printed."
    shown = stories.stories_of_network(edition_of(monkeypatch, hub=None, publish="report"))
    assert shown.table is not None and shown.table.frame["hub"].to_list() == ["a", "b"]


def test_an_answer_with_undecided_personal_data_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"file": "a.xlsx", "cell": "C27", "kind": "name", "shown": "B…"}
    assert words(edition_of(monkeypatch, waiting=[there])) == []
    assert words(edition_of(monkeypatch, waiting=[{**there, "decision": "allow"}])) == [SAID]
    assert words(edition_of(monkeypatch, waiting=[{**there, "cell": "C28"}])) == [SAID]


def test_a_question_that_is_printed_is_not_told_as_unused(monkeypatch: pytest.MonkeyPatch) -> None:
    _, metadata = stories.stories_of_hub(edition_of(monkeypatch))._repr_mimebundle_()
    handed = Handover.of_output({"metadata": metadata})
    assert handed is not None
    (used,) = uses_of([("hubs/h1.html", handed)])["question_id"].unique().to_list()
    assert used == "story"
