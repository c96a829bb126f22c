"""What the exhibits on money say, and that what they say changes when the money does."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.exhibits.exhibit import plain
from analysis.exhibits.money import funding
from analysis.exhibits.money.amounts import amount_in_words
from tests.exhibits.drawn_edition import awards, drawn, open_drawn

NASTY = '<script>alert(1)</script> [x](http://example.org) *b* "q"'


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "words"),
    [
        (275_000, "GBP", "exact", "£275,000"),
        (640_000, "GBP per year", "exact", "£640,000 a year"),
        (200_000, "GBP", "about", "about £200,000"),
        (2_500, "GBP", "up to", "up to £2,500"),
        (12.5, "GBP", "exact", "£12.50"),
        (6_000, "EUR", "exact", "€6,000"),
        (1_500, "USD", "exact", "USD 1,500"),
        (30, "organisations", "more than", "more than 30 organisations"),
        (1, "activities per quarter", "exact", "1 activities per quarter"),
        (1, "hubs", "exact", "1 hub"),
        (10, "percent", "exact", "10%"),
    ],
)
def test_amounts_keep_their_unit_and_their_qualifier(value: float, unit: str, qualifier: str, words: str) -> None:
    assert amount_in_words(value, unit, qualifier) == words


@pytest.mark.parametrize(
    ("value", "qualifier", "least", "words"),
    [
        (742_700, "exact", 628_700.4, "£628,700 to £742,700"),
        (742_700.5, "exact", 628_700.456, "£628,700.46 to £742,700.50"),
        (742_700, "at least", 628_700, "at least £628,700 to £742,700"),
        (742_700, "more than", 628_700, "more than £628,700 to £742,700"),
        (742_700, "about", 628_700, "about £628,700 to £742,700"),
        (742_700, "up to", 628_700, "up to £742,700"),
        (200, "exact", 600.0, "£200 to £600"),  # what a body keeps, where it may have passed less on
    ],
)
def test_a_range_is_rounded_and_qualified_as_its_value(value: float, qualifier: str, least: float, words: str) -> None:
    assert amount_in_words(value, "GBP", qualifier, least) == words


def test_the_flow_states_its_total_once_and_each_cell_leads_back_to_its_awards(monkeypatch: pytest.MonkeyPatch) -> None:
    onward = {"payer": "Alliance", "lead": "Alliance", "passed_on_from": "p", "recipient_hub": "a"}
    edition = open_drawn(
        monkeypatch,
        awards=awards(
            {"award_id": "p", "amount": 900.0, "recipient": "Alliance", "lead": "Alliance"},
            {"award_id": "p1", "amount": 700.0, "recipient": "Hub A", **onward},
            {"award_id": "s", "amount": 100.0, "payer": "Fund", "recipient": "Hub A"},
            {"award_id": "e", "amount": 50.0, "currency": "EUR"},
        ),
    )
    flow = funding.money_flow(edition)
    facts = {fact.id: fact for fact in flow.facts}
    assert plain(flow.title) == "Council gave 90% of the £1,000 in awards in force in 2024-25"
    assert facts["funding.total"].value == 1_000.0
    assert "passed £700 of it on to 1 hub; this money is counted once" in plain(flow.sentence.text)
    assert "€50 was awarded in another currency and is not added" in plain(flow.sentence.text)
    cell = facts["money-flow.amount.council.alliance.hub-a"]
    assert [origin.as_dict() for origin in cell.origins] == [{"table": "awards", "where": {"award_id": ["p", "p1"]}}]
    assert flow.figure is not None
    assert sum(flow.table.frame["amount"]) == 1_000.0  # type: ignore[union-attr]


LOTTERY = {"award_id": "long", "payer": "Lottery", "start": dt.date(2020, 4, 1), "end": dt.date(2030, 3, 31)}


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (1_000_000.0, "There is £399,945 of award money for 2024-25, 75% from Council"),  # 1,000,000 x 365 / 3,652 days
        (4_000_000.0, "There is £699,781 of award money for 2024-25, 57% from Lottery"),
    ],
)
def test_who_gave_most_is_named_beside_its_share_of_the_same_sum(
    monkeypatch: pytest.MonkeyPatch, amount: float, said: str
) -> None:
    """Most of whole awards is the Lottery's, over ten years; most of this year's money is the Council's, unless the Lottery's is four times as much."""
    edition = open_drawn(
        monkeypatch, awards=awards(LOTTERY | {"amount": amount}, {"award_id": "year", "amount": 300_000.0})
    )
    assert plain(funding.where_the_money_went(edition).text).startswith(said)
    assert plain(funding.money_flow(edition).title).startswith("Lottery gave")
    by_funder = plain(funding.money_by(edition, "funder").sentence.text)
    assert f"Of the money for 2024-25 alone, {said.split(', ')[1].replace(' from ', ' is from ')}." in by_funder


def test_whole_awards_and_money_for_the_year_that_are_as_much_may_be_of_different_payers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Council 600 for the year and Fund 800 for two: 1,400 in whole awards, most of it the Fund's; 1,000 for the year, most the Council's."""
    two = {"start": dt.date(2024, 4, 1), "end": dt.date(2026, 3, 31)}
    edition = open_drawn(
        monkeypatch,
        awards=awards(
            {"award_id": "year", "amount": 600.0}, {"award_id": "two", "amount": 800.0, "payer": "Fund", **two}
        ),
    )
    assert "60% from Council" in plain(funding.where_the_money_went(edition).text)
    assert plain(funding.money_flow(edition).title).startswith("Fund gave 57% of the £1,400 in awards in force")
    assert "Of the money for 2024-25 alone, 60% is from Council." in plain(
        funding.money_by(edition, "funder").sentence.text
    )


def test_one_payer_and_one_award_read_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch, awards=awards({"award_id": "a"}))
    assert (
        plain(funding.money_flow(edition).title) == "All of the £1,000 in awards in force in 2024-25 came from Council"
    )
    assert plain(funding.awards_as_stated(edition).title) == "1 award is in force in 2024-25"


def test_an_amount_stated_by_the_year_is_multiplied_out_only_where_its_term_is_stated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    undated = {"start": None, "end": None}
    edition = open_drawn(
        monkeypatch,
        awards=awards(
            {"award_id": "u", "amount": 275_000.0, "lead": "Network", "recipient": "Ten hubs", **undated},
            {"award_id": "y", "annual_amount": 640_000.0, "term_years": 5.0, "term_stated": "five years", **undated},
            {"award_id": "m", "annual_amount": 60_000.0, "term_stated": "at least one year", **undated},
        ),
    )
    flow = funding.money_flow(edition)
    said = plain(flow.sentence.text)
    assert plain(flow.title) == "All of the £3,475,000 in awards on record came from Council"
    listed = funding.awards_as_stated(edition).table
    assert listed is not None
    assert "£640,000 a year; £3,200,000 over its term" in listed.frame["stated"].to_list()
    assert "£60,000 a year, term at least one year; no total is given" in said
    assert "the record does not show that the money passes through it" in said
    assert "cannot be said which years are paid for" in said
    values = {fact.value for fact in flow.facts}
    assert not values & {700_000.0, 975_000.0, 335_000.0, 3_535_000.0}
    assert not funding.money_by_year(edition).known


def test_the_years_are_told_in_the_direction_they_went(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {"start": dt.date(2023, 4, 1), "end": dt.date(2024, 3, 31)}
    for amount, verb in ((500.0, "was 92% higher than in 2023-24"), (2_000.0, "was 52% lower than in 2023-24")):
        edition = open_drawn(
            monkeypatch, awards=awards({"award_id": "a", "amount": amount, **before}, {"award_id": "b"})
        )
        years = funding.money_by_year(edition)
        assert verb in plain(years.title)  # 1.0408 pounds of 2024-25 to one of 2023-24
        assert "release of 30 June 2025" in years.sentence.text
    first = open_drawn(monkeypatch, awards=awards({"award_id": "b"}))
    assert plain(funding.money_by_year(first).title) == (
        "In 2024-25 pounds, £1,000 is for 2024-25; 2023-24 has no award on record"
    )


def test_nothing_on_record_is_told_and_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch)
    exhibits = [funding.money_flow, funding.money_by_year, funding.awards_as_stated, funding.published_figures]
    assert not any(make(edition).known for make in exhibits)
    assert "Not known" in funding.where_the_money_went(edition).text


def test_typed_names_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(
        monkeypatch,
        awards=awards({"award_id": "a", "payer": NASTY, "title": NASTY, "recipient": NASTY, "lead": "<b>L"}),
    )
    for exhibit in (funding.money_flow(edition), funding.awards_as_stated(edition)):
        shown = exhibit.markdown().replace(exhibit.alt.replace('"', "'"), "")  # an attribute in which nothing is markup
        assert "<script>alert" not in shown
        assert NASTY not in exhibit.title + exhibit.sentence.text


def test_published_figures_keep_their_words_and_are_never_added(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = drawn(
        "published_figures",
        [
            {
                "figure_id": "a",
                "measure": "organisations",
                "value": 30.0,
                "qualifier": "more than",
                "unit": "organisations",
            },
            {
                "figure_id": "b",
                "measure": "contract",
                "value": 1_800_000.0,
                "qualifier": "exact",
                "unit": "GBP per year",
            },
        ],
        source="A summary, a publisher, 2024",
    )
    shown = funding.published_figures(open_drawn(monkeypatch, published_figures=figures))
    facts = {fact.id: fact for fact in shown.facts}
    assert shown.table is not None
    assert shown.table.frame["figure"].to_list() == ["more than 30 organisations", "£1,800,000 a year"]
    assert facts["published-figures.a"].qualifier == "more than"
    assert {fact.value for fact in facts.values()} == {30.0, 1_800_000.0, 2, 1}
