"""Quotes as readers see them: role and kind of source, never a name; a contrary one beside; nothing typed becomes markup."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.cases import quotes
from analysis.exhibits.facts import Fact
from analysis.exhibits.tables import bare_cell
from tests.exhibits.drawn_edition import drawn, open_drawn, unnumbered

WORDS = "Before I came here I spoke to nobody from one Sunday to the next."
AGAINST = "I felt more alone after the group than before, for they all knew each other."
CODES = drawn(
    "codebook",
    [
        {"code_id": "alone", "name": "Less alone", "frame": "outcome"},
        {"code_id": "step", "name": "A next step", "frame": "outcome"},
        {"code_id": "not", "name": "Contrary", "frame": "contrary"},
    ],
    codable=True,
)


def edition_of(monkeypatch: pytest.MonkeyPatch, codings: list[dict[str, Any]], **more: Any) -> OpenEdition:
    cases = more.pop("cases", [{"case_id": "a"}, {"case_id": "b"}])
    usual = {"title": "A case", "role": "network partner", "source_kind": "interview", "consent": "quote"}
    held = drawn("case_studies", cases, **usual, collected=dt.date(2024, 5, 1))
    made = [{"coding_id": f"c{n}", "start": 0, "end": 9, "quote": WORDS, **each} for n, each in enumerate(codings)]
    more = {"codebook": CODES} | more
    return open_drawn(monkeypatch, case_studies=held, codings=drawn("codings", made), **more)


def quoted(edition: OpenEdition) -> list[Fact]:
    return [fact for fact in quotes.quotes_by_outcome(edition).facts if fact.unit == "quote"]


def words_of(edition: OpenEdition) -> list[str]:
    table = quotes.quotes_by_outcome(edition).table
    assert table is not None
    return [bare_cell(words) for words in table.frame["words"]]


def test_a_quote_says_its_role_and_is_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(monkeypatch, [{"case_id": "a", "code_id": "alone"}])
    (fact,) = quoted(edition)
    assert words_of(edition) == [f"“{WORDS}” [teller 1, network partner]"]
    assert (fact.id, fact.value, fact.unit) == (quotes.quote_id(WORDS), WORDS, "quote")
    assert fact.origins[0].as_dict() == {"table": "codings", "where": {"coding_id": ["c0"]}}


def test_the_contrary_stands_beside_or_it_is_said_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    codings = [
        {"case_id": "a", "code_id": "alone"},
        {"case_id": "a", "code_id": "not", "quote": AGAINST, "start": 5, "end": 20},
        {"case_id": "b", "code_id": "step"},
        {"case_id": "b", "code_id": "alone", "coding_id": "own", "start": 30, "end": 40},
    ]
    shown = quotes.quotes_by_outcome(edition_of(monkeypatch, codings))
    assert shown.table is not None
    rows = {row["name"]: bare_cell(row["contrary"]) for row in shown.table.frame.iter_rows(named=True)}
    assert unnumbered(rows["Less alone"]) == f"“{AGAINST}” [network partner]"
    assert rows["A next step"] == quotes.NOTHING_TOLD
    assert {fact.id for fact in shown.facts if fact.unit == "quote"} == {
        quotes.quote_id(WORDS),
        quotes.quote_id(AGAINST),
    }
    unasked = quotes.quotes_by_outcome(edition_of(monkeypatch, [codings[0], codings[2]], codebook=CODES.head(2))).table
    assert unasked is not None  # without a code for it nobody could have found the contrary, and none is no result
    assert set(unasked.frame["contrary"]) == {"nobody looked: the codebook has no code for contrary cases"}
    codings[1]["quote"] = AGAINST * 4  # too long to be quoted
    hidden = quotes.quotes_by_outcome(edition_of(monkeypatch, codings))
    assert hidden.table is not None
    assert hidden.table.frame["contrary"][0] == quotes.MAY_NOT
    assert AGAINST not in hidden.markdown()
    codings[1] |= {"start": 50, "end": 60}
    another = quotes.quotes_by_outcome(edition_of(monkeypatch, codings))
    assert another.table is not None
    assert another.table.frame["contrary"][0] == quotes.OF_ANOTHER


@pytest.mark.parametrize(
    ("covers", "where", "known"),
    [("", "report", True), ("report;site", "report", True), ("site", "report", False), ("site", "site", True),
     ("talks", "site", False), ("hub page", "hub page", True), ("report;site", "hub page", False)],
)  # fmt: skip
def test_words_stand_only_where_the_consent_covers(
    monkeypatch: pytest.MonkeyPatch, covers: str, where: str, known: bool
) -> None:
    cases = [{"case_id": "a", "consent_covers": covers}]
    edition = edition_of(monkeypatch, [{"case_id": "a", "code_id": "alone"}], cases=cases)
    assert quotes.quotes_by_outcome(edition, where).known is known


@pytest.mark.parametrize("file", ["cases/p.qdpx", "cases/codings.csv"])
def test_nothing_is_quoted_while_personal_data_awaits_a_decision(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    waiting = drawn("personal_data", [{"file": file, "cell": "A2", "kind": "name", "shown": "B…"}])
    cases = [{"case_id": "a", "source_file": "cases/p.qdpx"}]
    edition = edition_of(monkeypatch, [{"case_id": "a", "code_id": "alone"}], cases=cases, personal_data=waiting)
    assert not quotes.quotes_by_outcome(edition).known


def test_what_tellers_and_coders_typed_is_never_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    said = 'I said <script>x</script> & [a link](top) *loudly* @fig-x {{< include x >}} | "and" went home, $5$ richer.'
    codings = [{"case_id": "a", "code_id": "alone", "quote": said, "coding_id": 'c"]{.x} <b>'}]
    typed = {"role": "[volunteer](x)", "source_kind": "<i>diary</i>"}
    cases = [{"case_id": case, **typed} for case in "abcde"]  # of fewer the kind is not said
    edition = edition_of(monkeypatch, codings, cases=cases)
    (fact,) = quoted(edition)
    assert words_of(edition) == [f"“{said}” [teller 1, [volunteer](x), <i>diary</i>]"]
    assert re.fullmatch(r"quote\.[0-9a-f]{12}", fact.id)
    shown = quotes.quotes_by_outcome(edition).markdown()
    assert "<script>" not in shown and "<i>" not in shown


def test_a_quotes_id_says_nothing_that_the_words_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A coding's own id may be made of its case study, coder and place: whoever knows how could try all of them."""
    ids = {
        quoted(edition_of(monkeypatch, [{"case_id": case, "code_id": "alone", "coding_id": coding}]))[0].id
        for case, coding in (("a", "c0"), ("a", "another"), ("b", "c0"))
    }
    assert len(ids) == 1 and ids != {quotes.quote_id(AGAINST)}
    assert quotes.quote_id("one  two\n") == quotes.quote_id("one two")
