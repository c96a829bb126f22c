"""What the exhibits on case studies and recommendations say."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from analysis.exhibits.cases import case_studies, coders, quotes
from analysis.exhibits.cases.sources import case_sources
from analysis.exhibits.exhibit import plain
from analysis.exhibits.report.first_screen import _sure_of_cases
from analysis.exhibits.report.learning import recommendations
from tests.exhibits.drawn_edition import drawn, open_drawn

WORDS = "Before I came here I spoke to nobody from one Sunday to the next."
CODES = drawn(
    "codebook",
    [
        {"code_id": "alone", "name": "Less alone", "frame": "outcome"},
        {"code_id": "step", "name": "A next step", "frame": "outcome"},
        {"code_id": "not", "name": "Contrary", "frame": "contrary"},
    ],
    codable=True,
)


def cases(number: int, consent: str = "quote") -> pl.DataFrame:
    rows = [{"case_id": f"case-{n}", "consent": consent} for n in range(number)]
    usual = {"title": "A case", "partner": "Timebank", "role": "visitor", "source_kind": "diary"}
    return drawn("case_studies", rows, **usual, collected=dt.date(2024, 5, 1))


def codings(*rows: tuple[int, str, str]) -> pl.DataFrame:
    made = [
        {"coding_id": f"c{n}", "case_id": f"case-{case}", "code_id": code, "coder": coder, "quote": WORDS}
        for n, (case, code, coder) in enumerate(rows)
    ]
    return drawn("codings", made)


def test_outcomes_are_told_with_the_contrary(monkeypatch: pytest.MonkeyPatch) -> None:
    given = codings((0, "alone", "A"), (1, "alone", "A"), (1, "not", "A"), (0, "alone", "A"))
    edition = open_drawn(monkeypatch, case_studies=cases(3), codebook=CODES, codings=given)
    shown = case_studies.cases_by_outcome(edition)
    assert (
        plain(shown.title)
        == "“Less alone” is the one outcome told of, in 2 of 3 sources; in 1, what was hoped for did not happen"
    )
    assert "Only one coder is known" in shown.sentence.text
    assert plain(case_studies.what_cases_show(edition).text) == f"{plain(shown.title)}."
    counted = next(fact for fact in shown.facts if fact.id == "cases-by-outcome.cases.less-alone")
    assert counted.value == 2
    assert counted.origins[0].as_dict()["where"] == {"case_id": ["case-0", "case-1"], "code_id": ["alone"]}


def test_what_is_told_once_is_no_superlative(monkeypatch: pytest.MonkeyPatch) -> None:
    given = codings((0, "alone", "A"), (1, "not", "A"))
    edition = open_drawn(monkeypatch, case_studies=cases(3), codebook=CODES, codings=given)
    title = plain(case_studies.cases_by_outcome(edition).title)
    assert title == "1 outcome is told of once, none more often, in 3 sources; in 1, what was hoped for did not happen"


def test_no_contrary_case_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch, case_studies=cases(1), codebook=CODES, codings=codings((0, "alone", "A")))
    title = plain(case_studies.cases_by_outcome(edition).title)
    assert title.endswith("in 1 source; none tells of something hoped for that did not happen")


def test_a_withdrawn_case_is_in_no_number_and_no_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    held = pl.concat([cases(1), cases(2, "withdrawn").tail(1)])
    given = codings((0, "alone", "A"), (1, "alone", "A"), (1, "step", "A"))
    edition = open_drawn(monkeypatch, case_studies=held, codebook=CODES, codings=given)
    shown = case_studies.cases_by_outcome(edition)
    assert "1 more was withdrawn by the teller and is not used at all" in plain(shown.sentence.text)
    left_out = next(fact for fact in shown.facts if fact.id == "cases.withdrawn")
    assert [origin.as_dict()["where"] for origin in left_out.origins] == [{"case_id": ["case-1"]}]
    assert left_out.inputs == ()  # those used are not its sources: they would name it by omission
    assert shown.table is not None
    assert dict(shown.table.frame.select("name", "cases").rows()) == {"Less alone": 1, "A next step": 0, "Contrary": 0}
    quoted = quotes.quotes_by_outcome(edition)
    assert quoted.table is not None
    assert [words[-19:] for words in quoted.table.frame["words"]] == ["[teller 1, visitor]"]


def test_words_of_those_who_agreed_to_be_counted_only_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given = codings((0, "alone", "A"))
    edition = open_drawn(monkeypatch, case_studies=cases(1, "count only"), codebook=CODES, codings=given)
    assert case_studies.cases_by_outcome(edition).known
    assert not quotes.quotes_by_outcome(edition).known


def test_codes_that_coders_see_differently_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    same = [(n, "alone", coder) for n in range(4) for coder in "AB"]
    apart = [(n, "step", "A") for n in range(4)] + [(n, "step", "B") for n in range(4, 8)]
    other = [(n, "not in the codebook", coder) for n in range(8) for coder in "AB"]
    given = codings(*same, *apart, *other)
    edition = open_drawn(monkeypatch, case_studies=cases(8), codebook=CODES, codings=given)
    agreed = coders.coder_agreement(edition)
    assert plain(agreed.title) == "The two coders agree well enough on 1 of 2 codes, but not on “A next step”"
    assert agreed.table is not None
    assert agreed.table.mark("value", 3) == "[z]"  # no case study is coded as contrary
    outcomes = case_studies.cases_by_outcome(edition)
    assert outcomes.table is not None
    assert dict(outcomes.table.frame.select("name", "sure").rows()) == {
        "Less alone": "",
        "A next step": "[u]",
        "Contrary": "",
    }


def drawn_recommendations(*rows: tuple[str, str]) -> pl.DataFrame:
    """made_in and status."""
    made = [
        {"recommendation_id": f"r{n}", "made_in": year, "number": n, "text": f"Do *this* {n}", "status": status}
        for n, (year, status) in enumerate(rows, start=1)
    ]
    return drawn("recommendations", made, addressed_to="Council")


@pytest.mark.parametrize(
    ("statuses", "title"),
    [
        (["done"], "The 1 recommendation made in 2023-24 is done"),
        (["dropped", "dropped"], "All 2 recommendations made in 2023-24 were dropped"),
        (
            ["not started", "done", "done"],
            "Of the 3 recommendations made in 2023-24, 2 are done and 1 is not started",
        ),
    ],
)
def test_every_recommendation_of_last_year_is_accounted_for(
    monkeypatch: pytest.MonkeyPatch, statuses: list[str], title: str
) -> None:
    edition = open_drawn(
        monkeypatch, recommendations=drawn_recommendations(*[("2023-24", status) for status in statuses])
    )
    assert plain(recommendations.last_recommendations(edition).title) == title


def test_a_quarter_has_the_recommendations_of_the_last_report(monkeypatch: pytest.MonkeyPatch) -> None:
    made = drawn_recommendations(("2023-24", "done"), ("2024-25", "proposed"), ("2024-25", "proposed"))
    year = open_drawn(monkeypatch, recommendations=made)
    assert plain(recommendations.new_recommendations(year).title) == "2 recommendations, addressed to Council"
    assert plain(recommendations.recommendations_now(year).text).startswith(
        "Do *this* 2 (Council): the first of 2 recommendations"
    )
    quarter = open_drawn(monkeypatch, "2024-25 Q3", recommendations=made)
    assert plain(recommendations.recommendations_now(quarter).text).startswith(
        "Nothing is left to do of the 1 recommendation"
    )
    assert plain(recommendations.last_recommendations(quarter).title) == "The 1 recommendation made in 2023-24 is done"
    again = recommendations.new_recommendations(quarter)
    assert again.table is None and not again.facts  # it stands above, with what became of it


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["under way", "done", "not started"], "Do *this* 3 (Council): the next of 3 recommendations"),
        (["done", "under way", "dropped"], "Do *this* 2 (Council): the next, under way, of 3 recommendations"),
        (["proposed", "proposed"], "Do *this* 1 (Council): the first of 2 recommendations"),
    ],
)
def test_what_to_do_is_what_nobody_has_begun(monkeypatch: pytest.MonkeyPatch, statuses: list[str], said: str) -> None:
    made = drawn_recommendations(*[("2024-25", status) for status in statuses])
    assert plain(recommendations.recommendations_now(open_drawn(monkeypatch, recommendations=made)).text).startswith(
        said
    )


def test_what_hubs_learned_is_counted_and_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = {"question_id": "learned", "qualifier": "exact"}
    rows = [
        {"hub_id": "a", "quarter": "2024-25 Q1", "text": "Put the kettle on."},
        {"hub_id": "a", "quarter": "2024-25 Q2", "text": "Ring people."},
        {"hub_id": "b", "quarter": "2024-25 Q2", "text": " "},
        {"hub_id": "b", "quarter": "2023-24 Q2", "text": "Earlier."},
    ]
    shown = recommendations.hubs_learned(open_drawn(monkeypatch, returns=drawn("returns", rows, **usual)))
    assert plain(shown.title) == "1 hub told what it learned, in 2 answers"
    assert "kettle" not in shown.markdown()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"collected": None},
            "12 sources are held for this network, and none can be used in this period: 12 have no day",
        ),
        ({"collected": dt.date(2029, 5, 1)}, "12 were collected later"),
        ({"consent": "withdrawn"}, "12 were withdrawn by their tellers"),
    ],
)
def test_no_page_says_that_none_are_held_where_twelve_are(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, object], said: str
) -> None:
    held = cases(12).with_columns(
        **{name: pl.lit(value, dtype=cases(1).schema[name]) for name, value in change.items()}
    )
    edition = open_drawn(monkeypatch, case_studies=held, codebook=CODES, codings=codings((0, "alone", "A")))
    for shown in (
        case_studies.cases_by_outcome(edition),
        quotes.quotes_by_outcome(edition),
        coders.coder_agreement(edition),
    ):
        assert said in shown.alt and "No case study, interview or other source is held" not in shown.alt
    assert case_studies.what_cases_show(edition).text == "None of the sources held can be used in this period."


def test_partners_and_places_that_are_not_given_are_not_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way of collecting is not known of three cases: a page had said that 0 partners collected them, in 0 places."""
    unsaid = cases(3).with_columns(partner=pl.lit(None, dtype=pl.String), source_kind=pl.lit(None, dtype=pl.String))
    edition = open_drawn(
        monkeypatch, case_studies=unsaid, codebook=CODES, codings=codings((0, "alone", "A"), (1, "alone", "A"))
    )
    shown, where = case_studies.cases_by_outcome(edition), case_sources(edition)
    assert "counts each once an outcome: 3 sources" in plain(shown.sentence.text)
    assert "collected them" not in plain(shown.sentence.text)
    assert plain(where.title) == "3 sources, of origins that are not given"
    said = plain(
        f"{shown.title} {shown.sentence.text} {where.title} {where.sentence.text} {_sure_of_cases(edition).text}"
    )
    assert "0 " not in said and not {"cases.partners"} & {fact.id for fact in (*shown.facts, *where.facts)}
