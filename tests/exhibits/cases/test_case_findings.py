"""What is said of contrary cases, what comes with what, where case studies come from, partners, and what a further one adds."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import polars as pl
import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.cases import contrary, partners, saturation, together
from analysis.exhibits.cases import sources as case_sources
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.tables import bare_cell
from tests.exhibits.drawn_edition import drawn, open_drawn

WORDS = "The room was booked and paid for, and in the end nobody came but us."
CODES = drawn(
    "codebook",
    [
        {"code_id": "alone", "name": "Less alone", "frame": "outcome"},
        {"code_id": "step", "name": "A next step", "frame": "outcome"},
        {"code_id": "food", "name": "Food", "frame": "enabler"},
        {"code_id": "not", "name": "Contrary", "frame": "contrary", "definition": "Hoped for and did not happen."},
    ],
    codable=True,
)
HUBS = drawn("hubs", [{"hub_id": "mill", "name": "The Mill", "locality_id": "up"}])
LOCALITIES = drawn("localities", [{"locality_id": "up", "name": "Upper"}, {"locality_id": "down", "name": "Downside"}])


def cases(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {"title": "A case", "consent": "quote", "partner": "Timebank", "role": "visitor", "source_kind": "diary"}
    return drawn(
        "case_studies",
        [{"case_id": f"case-{n}", **row} for n, row in enumerate(rows)],
        **{"collected": dt.date(2024, 5, 1), **usual},
    )


def codings(*rows: tuple[int, str]) -> pl.DataFrame:
    return drawn(
        "codings",
        [
            {"coding_id": f"c{n}", "case_id": f"case-{case}", "code_id": code, "coder": "A", "quote": WORDS}
            for n, (case, code) in enumerate(rows)
        ],
    )


def opened(
    monkeypatch: pytest.MonkeyPatch,
    held: pl.DataFrame,
    *given: tuple[int, str],
    codebook: pl.DataFrame = CODES,
    period: str = "2024-25",
) -> OpenEdition:
    return open_drawn(
        monkeypatch,
        period,
        case_studies=held,
        codebook=codebook,
        codings=codings(*given),
        hubs=HUBS,
        localities=LOCALITIES,
    )


EVERY = (
    contrary.contrary_cases,
    contrary.contrary_words,
    together.outcomes_with_help,
    together.codes_together,
    case_sources.case_sources,
    case_sources.outcomes_by_source,
    case_sources.outcomes_by_place,
    case_sources.outcomes_by_partner,
    partners.partners_behind,
    saturation.new_codes,
)


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
@pytest.mark.parametrize("number", [0, 1, 4])
@pytest.mark.parametrize("coded", [False, True], ids=["uncoded", "coded"])
@pytest.mark.parametrize("book", [CODES, CODES.head(0), CODES.head(1)], ids=["codes", "no codes", "one code"])
def test_little_or_nothing_is_said_and_never_fails(
    monkeypatch: pytest.MonkeyPatch, make: Any, number: int, coded: bool, book: pl.DataFrame
) -> None:
    bare = {"partner": None, "role": None, "source_kind": None}
    given = [(n, "alone") for n in range(number)] if coded else []
    shown: Exhibit = make(opened(monkeypatch, cases(*[bare] * number), *given, codebook=book))
    data, _ = shown._repr_mimebundle_()
    assert data["text/markdown"]
    assert shown.alt
    assert "None" not in plain(f"{shown.title} {shown.sentence.text}".replace("None of", "").replace("None was", ""))


# --- Contrary cases -------------------------------------------------------------------------------------------------


def test_that_no_contrary_case_was_found_is_a_finding_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = contrary.contrary_cases(opened(monkeypatch, cases({}, {}), (0, "alone")))
    assert plain(shown.title) == "No contrary case was found in 2 sources"
    said = plain(shown.sentence.text)
    assert "looked for by 1 coder with the code “Contrary” (Hoped for and did not happen)" in said
    assert "it may be there and not have been told" in said
    assert shown.table is not None
    assert shown.table.frame.select("contrary", "others").rows() == [(0, 2)]


def test_without_a_code_for_it_nobody_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = contrary.contrary_cases(opened(monkeypatch, cases({}), (0, "alone"), codebook=CODES.head(3)))
    assert not shown.known
    assert "nobody looked for them" in shown.alt and not re.search(
        r"\d", shown.alt
    )  # a number here would lead to no source


def test_contrary_cases_stand_beside_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [(0, "not"), (0, "alone"), (0, "food"), (1, "not"), (1, "food"), (2, "alone"), (3, "alone"), (3, "step")]
    shown = contrary.contrary_cases(opened(monkeypatch, cases({}, {}, {}, {}), *given))
    assert (
        plain(shown.title)
        == "2 of 4 sources tell of something hoped for that did not happen, all collected by one partner"
    )
    assert shown.table is not None
    assert shown.table.frame.select("name", "contrary", "others").rows() == [
        ("All sources", 2, 2),
        ("Food", 2, 0),
        ("Less alone", 1, 2),
    ]


def test_contrary_words_are_shown_where_consent_covers_them_and_counted_where_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = cases({}, {"consent": "count only"}, {"consent": "withdrawn"})
    shown = contrary.contrary_words(opened(monkeypatch, held, (0, "not"), (1, "not"), (2, "not")))
    assert plain(shown.title) == "1 of 2 contrary cases may be quoted"
    assert shown.table is not None
    assert [tuple(map(bare_cell, row)) for row in shown.table.frame.rows()] == [(f"“{WORDS}”", "[teller 1, visitor]")]
    mute = contrary.contrary_words(opened(monkeypatch, cases({"consent": "count only"}), (0, "not")))
    assert not mute.known
    assert "of no source is it known that its teller agreed" in mute.alt


# --- What comes with what -------------------------------------------------------------------------------------------


def test_a_pair_is_called_more_than_chance_only_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = [(n, code) for n in range(10) for code in ("alone", "food")] + [(n, "step") for n in range(5, 15)]
    shown = together.outcomes_with_help(opened(monkeypatch, cases(*[{}] * 20), *planted))
    assert shown.table is not None
    rows = dict(shown.table.frame.select("second_name", "marks").rows())
    assert rows == {"Less alone": "more than chance", "A next step": "", "Contrary": ""}
    assert "Of 3 pairs 1 comes together more often than chance would bring about" in plain(shown.sentence.text)
    assert "no pair more often" not in plain(shown.title)
    few = together.outcomes_with_help(opened(monkeypatch, cases({}, {}), (0, "alone"), (0, "food")))
    assert plain(few.title).endswith("in 1 of 2 sources; no pair more often than chance may bring about")


def test_each_number_of_a_pair_leads_to_the_codings_of_both(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = together.codes_together(opened(monkeypatch, cases({}, {}), (0, "alone"), (0, "food"), (1, "food")))
    fact = next(fact for fact in shown.facts if fact.id == "codes-together.cases.less-alone-food")
    assert fact.value == 1
    assert fact.origins[0].as_dict()["where"] == {"case_id": ["case-0"], "code_id": ["alone", "food"]}


# --- Where they come from -------------------------------------------------------------------------------------------


def test_a_place_is_the_locality_the_place_written_or_that_of_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    held = cases(
        *[{"locality_id": "down", "hub_id": "mill"}] * 3,
        *[{"place": "A bus", "hub_id": "mill"}] * 4,
        *[{"hub_id": "mill"}] * 5,
        *[{}] * 6,
    )
    shown = case_sources.case_sources(opened(monkeypatch, held))
    assert shown.table is not None
    rows = shown.table.frame.filter(pl.col("group") == "Place").select("name", "cases").rows()
    assert rows == [("Upper", 5), ("A bus", 4), ("Downside", 3), ("(not given)", 6)]
    assert plain(shown.title) == "18 sources from 1 partner, 3 places and 1 kind of source"


def test_one_case_study_from_one_place_is_nowhere_told_of_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    single = [
        {"locality_id": "up"},
        {"place": "A bus"},
        {"place": "A farm"},
        {"place": "A ferry"},
        {"place": "A barge"},
    ]
    held = cases(*[{"locality_id": "down"}] * 5, *single)
    given = [(n, "alone") for n in range(5)] + [(5, "step"), (6, "not"), (7, "step")]
    edition = opened(monkeypatch, held, *given)
    for make in (case_sources.case_sources, case_sources.outcomes_by_place):
        data, metadata = make(edition)._repr_mimebundle_()
        for place in ("Upper", "A bus", "A farm"):
            assert place not in f"{data} {metadata}"
    table = case_sources.outcomes_by_place(edition).table
    assert table is not None
    told = {(group, name): number for group, name, number in table.frame.select("group", "name", "cases").rows()}
    assert told["Downside", "Less alone"] == 5
    assert told["(others, not yet counted singly)", "A next step"] == 2


def test_kinds_of_source_are_told_of_from_the_least_group_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind of source stands beside each quote: with two interviews, what interviews tell of would be told of two people."""
    few = cases({}, {"source_kind": "interview"}, {"source_kind": None})
    shown = case_sources.outcomes_by_source(opened(monkeypatch, few, (0, "alone"), (1, "alone"), (2, "step")))
    assert shown.kind == "unknown" and shown.table is None
    alike = cases(*[{"source_kind": "interview"}] * 4, *[{"source_kind": None}] * 4)
    shown = case_sources.outcomes_by_source(opened(monkeypatch, alike, *[(n, "alone") for n in range(4)]))
    assert shown.table is None and "each is told of" in shown.alt  # all four interviews tell of it
    enough = cases(*[{"source_kind": "interview"}] * 5, *[{"source_kind": None}] * 5)
    shown = case_sources.outcomes_by_source(opened(monkeypatch, enough, (0, "alone"), (1, "alone"), (5, "step")))
    assert plain(shown.title) == "“Less alone” is told of in the one kind of source shown singly"


# --- Partners and saturation ----------------------------------------------------------------------------------------


def test_a_finding_on_one_partner_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    held = cases({}, {}, {"partner": "Library"}, {"partner": None})
    shown = partners.partners_behind(
        opened(monkeypatch, held, (0, "alone"), (1, "alone"), (0, "step"), (2, "step"), (3, "food"))
    )
    assert shown.table is not None
    assert shown.table.frame.select("name", "partners", "marks").rows() == [
        ("Food", 0, ""),
        ("Less alone", 1, "one partner alone"),
        ("A next step", 2, ""),
    ]
    assert plain(shown.title) == "1 of 3 findings rests on one partner alone: “Less alone”"
    assert "Of 1 source the partner is not given" in plain(shown.sentence.text)


def test_what_a_further_case_study_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    held = cases(*[{"collected": dt.date(2024, 5, n + 1)} for n in range(8)])
    old = opened(monkeypatch, held, (0, "alone"), (1, "step"), (6, "alone"))
    assert (
        plain(saturation.new_codes(old).title)
        == "The last 3 sources told of nothing that was new: 2 codes were known before"
    )
    new = saturation.new_codes(opened(monkeypatch, held, (0, "alone"), (1, "step"), (7, "food")))
    assert plain(new.title) == "The last 3 sources still added 1 code to make 3"
    assert "50%" in plain(new.sentence.text)
    assert "more than little" in plain(new.sentence.text)
    assert "1 code of the codebook was not given to any" in plain(new.sentence.text)
    assert not saturation.new_codes(opened(monkeypatch, held.head(6), (0, "alone"))).known


def test_a_quarter_counts_what_was_collected_by_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    held = cases({}, {"collected": dt.date(2025, 3, 1)})
    shown = partners.partners_behind(opened(monkeypatch, held, (0, "alone"), (1, "step"), period="2024-25 Q2"))
    assert shown.table is not None
    assert shown.table.frame["name"].to_list() == ["Less alone"]


@pytest.mark.parametrize("group", ["place", "partner"])
def test_evidence_does_not_say_which_case_studies_are_of_a_place_or_partner(
    monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    """A quote names its case study there: both together would say where its teller lives."""
    held = cases(*[{group: "One"}] * 5, *[{group: "Two"}] * 6)
    edition = opened(monkeypatch, held, *[(n, "alone") for n in range(0, 11, 2)])
    made = [case_sources.case_sources(edition)]
    made += [case_sources.outcomes_by_place(edition) if group == "place" else case_sources.outcomes_by_partner(edition)]
    every = {f"case-{n}" for n in range(11)}
    told = [fact for shown in made for fact in shown.facts if ".one" in fact.id or ".two" in fact.id]
    assert len(told) >= 6
    for fact in told:
        for origin in fact.origins:
            assert set(dict(origin.where)["case_id"]) == every, fact.id


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ([(0, "alone"), (5, "step")], "No outcome is told of in more than 1 of 2 kinds of source shown singly"),
        ([(0, "alone"), (5, "alone")], "“Less alone” is told of in all 2 kinds of source shown singly"),
        (
            [(0, "alone"), (5, "alone"), (5, "step")],
            "“Less alone” is told most widely, in all 2 kinds of source shown singly",
        ),
    ],
)
def test_what_is_told_in_one_kind_of_source_is_not_told_widely(
    monkeypatch: pytest.MonkeyPatch, given: list[tuple[int, str]], title: str
) -> None:
    held = cases(*[{"source_kind": "interview"}] * 5, *[{"source_kind": "diary"}] * 5)
    assert plain(case_sources.outcomes_by_source(opened(monkeypatch, held, *given)).title) == title


def test_pairs_of_one_source_each_do_not_come_together_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six codes that one source alone bears make 15 pairs; the table holds 12 of them, and none is the most frequent."""
    many = drawn(
        "codebook", [{"code_id": f"k{n}", "name": f"Code {n}", "frame": "lesson"} for n in range(6)], codable=True
    )
    title = plain(
        together.codes_together(
            opened(monkeypatch, cases({}, {}), *[(0, f"k{n}") for n in range(6)], codebook=many)
        ).title
    )
    assert title == "15 pairs come together, none in more than 1 of 2 sources"
