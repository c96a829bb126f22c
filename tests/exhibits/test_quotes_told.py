"""Quotes as readers see them: role and kind of source, never a name; a contrary one beside; nothing typed becomes markup."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from drawn_edition import drawn, open_drawn

from analysis.exhibits import OpenEdition, quotes
from analysis.exhibits.exhibit import plain

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
    return open_drawn(monkeypatch, case_studies=held, codebook=CODES, codings=drawn("codings", made), **more)


def test_a_quote_says_role_and_kind_of_source_and_is_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(monkeypatch, [{"case_id": "a", "code_id": "alone"}])
    found = quotes.quote_of(edition, "alone")
    assert found is not None
    text, fact = found
    assert plain(text) == f"“{WORDS}” [network partner, interview]"
    assert (fact.id, fact.value, fact.unit) == ("quote.c0", WORDS, "quote")
    assert fact.origins[0].as_dict() == {"table": "codings", "where": {"coding_id": ["c0"]}}
    assert f'data-fact="{fact.id}"' in text
    assert quotes.quote_of(edition, "step") is None and quotes.quote_of(edition, "alone", contrary=True) is None


def test_the_contrary_stands_beside_or_it_is_said_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    codings = [
        {"case_id": "a", "code_id": "alone"},
        {"case_id": "a", "code_id": "not", "quote": AGAINST},
        {"case_id": "b", "code_id": "step"},
    ]
    shown = quotes.quotes_by_outcome(edition_of(monkeypatch, codings))
    assert shown.table is not None
    rows = {row["name"]: row["contrary"] for row in shown.table.frame.iter_rows(named=True)}
    assert rows["Less alone"] == f"“{AGAINST}” [network partner, interview]"
    assert rows["A next step"] == "no case study that tells of this tells the contrary too"
    assert {fact.id for fact in shown.facts if fact.unit == "quote"} == {"quote.c0", "quote.c1", "quote.c2"}
    codings[1]["quotable"] = False
    hidden = quotes.quotes_by_outcome(edition_of(monkeypatch, codings))
    assert hidden.table is not None
    assert hidden.table.frame["contrary"][0] == "told, but not in words that may be quoted here"
    assert AGAINST not in hidden.markdown()


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
    assert (quotes.quote_of(edition, "alone", where=where) is not None) is known


def test_nothing_is_quoted_while_personal_data_awaits_a_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = {
        "file": "drawn.csv",
        "table": "case_studies",
        "rule": "personal-data",
        "problem": "x",
        "severity": "stops",
    }
    found = pl.DataFrame([finding], schema=drawn("findings", []).schema)
    edition = edition_of(monkeypatch, [{"case_id": "a", "code_id": "alone"}], findings=found)
    assert not quotes.quotes_by_outcome(edition).known
    assert quotes.quote_of(edition, "alone") is None


def test_what_tellers_and_coders_typed_is_never_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    said = 'I said <script>x</script> & [a link](top) *loudly* @fig-x {{< include x >}} | "and" went home, $5$ richer.'
    codings = [{"case_id": "a", "code_id": "alone", "quote": said, "coding_id": 'c"]{.x} <b>'}]
    cases = [{"case_id": "a", "role": "[volunteer](x)", "source_kind": "<i>diary</i>"}]
    edition = edition_of(monkeypatch, codings, cases=cases)
    found = quotes.quote_of(edition, "alone")
    assert found is not None
    text, fact = found
    assert plain(text) == f"“{said}” [[volunteer](x), <i>diary</i>]"
    assert fact.id.startswith("quote.c-.x-b--") and all(sign not in fact.id for sign in '"<]{ ')
    shown = quotes.quotes_by_outcome(edition).markdown()
    assert "<script>" not in shown and "<i>" not in shown


def test_two_codings_never_share_an_id() -> None:
    assert quotes.quote_id("a b") != quotes.quote_id("a-b") != quotes.quote_id("a  b")
    assert quotes.quote_id("{a b}") != quotes.quote_id("a b")
