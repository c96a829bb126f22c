"""Numbers of tellers: the same for one teller throughout an edition, another order in the next, and never a place in a file."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl
import pytest

from analysis.disclosure.protection import MORE
from analysis.exhibits import OpenEdition
from analysis.exhibits.cases import quotes
from analysis.exhibits.cases.tellers import UNNUMBERED, passages_shown, teller_numbers
from analysis.exhibits.exhibit import plain
from analysis.exhibits.tables import bare_cell
from analysis.periods import Period
from tests.exhibits.drawn_edition import drawn, open_drawn

LONG = "What was told in case {case} of code {code}, at some length so that it can be shown."
CODES = drawn(
    "codebook",
    [{"code_id": code, "name": code.title(), "frame": "outcome"} for code in ("alone", "step", "trust")],
    codable=True,
)


def opened(monkeypatch: pytest.MonkeyPatch, words: str = LONG, period: str = "2024-25", **usual: str) -> OpenEdition:
    """Eight case studies, each of which tells of two of three codes."""
    names = [f"c{number}" for number in range(8)]
    cases = drawn(
        "case_studies",
        [{"case_id": name} for name in names],
        **{"title": "A case", "role": "visitor", "source_kind": "diary", "consent": "quote", **usual},
        collected=dt.date(2024, 5, 1),
    )
    told = [
        (name, code)
        for number, name in enumerate(names)
        for code in (CODES["code_id"][number % 3], CODES["code_id"][(number + 1) % 3])
    ]
    codings = [
        {
            "coding_id": f"k{number}",
            "case_id": case,
            "code_id": code,
            "start": 0,
            "end": 9,
            "quote": words.format(case=case, code=code),
        }
        for number, (case, code) in enumerate(told)
    ]
    edition = open_drawn(monkeypatch, case_studies=cases, codebook=CODES, codings=drawn("codings", codings))
    edition.period = Period.parse(period)
    return edition


def test_a_teller_has_one_number_on_all_pages_and_no_two_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = opened(monkeypatch)
    numbers = teller_numbers(edition)
    assert sorted(numbers.values()) == list(range(1, 9))
    for where in ("report", "site"):
        shown = passages_shown(edition, where)
        assert shown.height == 16
        assert all(numbers[case] == number for case, number in shown.select("case_id", "teller").iter_rows())
    table = quotes.quotes_by_outcome(edition).table
    assert table is not None
    told = [re.findall(r"in case (c\d).*teller (\d)", words)[0] for words in table.frame["words"]]
    assert len(told) == 3 and all(numbers[case] == int(number) for case, number in told)


def test_numbers_are_in_no_order_of_the_file_and_another_in_the_next_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    now, then = (teller_numbers(opened(monkeypatch, period=period)) for period in ("2024-25", "2025-26"))
    assert now.keys() == then.keys() and now != then
    assert [now[f"c{number}"] for number in range(8)] != list(range(1, 9))


def test_a_number_that_is_held_back_is_nowhere_and_that_some_bear_none_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = opened(monkeypatch)
    held = pl.DataFrame([(UNNUMBERED, "diary", "alone;step")], schema=MORE, orient="row")
    monkeypatch.setattr(edition, "held_back", lambda family: held)
    numbers = teller_numbers(edition)
    assert set(numbers) == {"c1", "c2", "c4", "c5", "c7"}  # the others tell of both
    shown = quotes.quotes_by_outcome(edition)
    assert "Some tellers bear none" in plain(shown.sentence.text)
    assert "Some tellers" not in plain(quotes.quotes_by_outcome(opened(monkeypatch)).sentence.text)


def test_short_words_are_shown_where_there_are_none_of_a_fit_length(monkeypatch: pytest.MonkeyPatch) -> None:
    table = quotes.quotes_by_outcome(opened(monkeypatch, words="I run the till on Fridays.")).table
    assert table is not None and bare_cell(table.frame["words"][0]).startswith("“I run the till on Fridays.”")


@pytest.mark.parametrize(
    ("words", "usual", "why"),
    [
        (LONG, {"consent": "count only"}, "of no source is it known that its teller agreed to that"),
        (LONG * 9, {}, "every passage is longer than a page quotes"),
    ],
)
def test_why_there_are_no_words_is_told_as_it_is(
    monkeypatch: pytest.MonkeyPatch, words: str, usual: dict[str, str], why: str
) -> None:
    shown = quotes.quotes_by_outcome(opened(monkeypatch, words, **usual))
    assert not shown.known and why in shown.alt
