"""What the money of each funder became: its own awards, the hubs that had them, what goes on; sums by hand from drawn awards."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import polars as pl
import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import Exhibit, Sentence, plain
from analysis.exhibits.money.funders import page
from analysis.exhibits.money.funders.awards import awards_of
from analysis.exhibits.money.funders.funder import Funder, funders_of
from analysis.exhibits.money.funders.hubs import hubs_that_had, what_hubs_did
from tests.exhibits.drawn_edition import awards, drawn, open_drawn

HUBS = drawn("hubs", [{"hub_id": "ash", "name": "Ash Hall"}, {"hub_id": "elm", "name": "Elm Mill"}])
# To Ash for the year 2024-25, 1,000 pounds; to Elm for that year and the next, 4,000; one not told to end, 500; an alliance's of 900 that it
# passed on to Ash; and the trust's own, 300.
DRAWN = (
    {"award_id": "a1", "recipient": "Ash Hall", "recipient_hub": "ash", "amount": 1000.0},
    {"award_id": "a2", "recipient": "Elm Mill", "recipient_hub": "elm", "amount": 4000.0, "end": dt.date(2026, 3, 31)},
    {"award_id": "a3", "recipient": "A club", "amount": 500.0, "end": None},
    {"award_id": "a4", "payer": "Trust", "recipient": "Alliance", "amount": 900.0},
    {"award_id": "a5", "payer": "Alliance", "recipient": "Ash Hall", "recipient_hub": "ash", "amount": 800.0, "passed_on_from": "a4"},
)  # fmt: skip


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> OpenEdition:
    said = [
        {"recommendation_id": "r1", "made_in": "2024-25", "number": 1, "text": "Go on.", "addressed_to": "Council"},
        {
            "recommendation_id": "r2",
            "made_in": "2024-25",
            "number": 2,
            "text": "Ask.",
            "addressed_to": "County Councils",
        },
        {"recommendation_id": "r3", "made_in": "2022-23", "number": 1, "text": "Begin.", "addressed_to": "Council"},
    ]
    return open_drawn(
        monkeypatch, awards=awards(*DRAWN), hubs=HUBS, recommendations=drawn("recommendations", said, status="proposed")
    )


def funder(edition: OpenEdition, name: str) -> Funder:
    return next(each for each in funders_of(edition) if each.name == name)


def words(edition: OpenEdition, *ids: str) -> str:
    parts = [each for each in page.by_funder(edition).exhibits if each.id in ids]
    assert len(parts) == len(ids)
    return " ".join(plain(each.text) if isinstance(each, Sentence) else plain(each.sentence.text) for each in parts)


def test_who_passes_money_on_is_no_funder(edition: OpenEdition) -> None:
    assert [(each.name, each.awards.height) for each in funders_of(edition)] == [("Council", 3), ("Trust", 1)]


def test_what_its_money_comes_to_is_a_range_where_an_end_is_not_known(edition: OpenEdition) -> None:
    """Of the year 2024-25: 1,000 whole, 4,000 by days (365 of 730), and from nothing to all of 500: 3,000 to 3,500."""
    told = words(edition, "funder-council")
    assert "3 awards on record" in told
    assert "£3,000 to £3,500" in told and "£5,500" in told


def test_every_number_that_is_said_is_declared(edition: OpenEdition) -> None:
    said = [page.funders_listed(edition), *page.by_funder(edition).exhibits]
    sentences = [each if isinstance(each, Sentence) else each.sentence for each in said]
    named = {name: each for each in sentences for name in re.findall(r'data-fact="([^"]+)"', each.text)}
    assert len(named) > 5
    assert not [name for name, each in named.items() if name not in {fact.id for fact in each.facts}]


def test_each_amount_leads_to_its_award(edition: OpenEdition) -> None:
    exhibit = awards_of(edition, funder(edition, "Council"))
    rests = {
        fact.id: [value for origin in fact.origins for _, values in origin.where for value in values]
        for fact in exhibit.facts
    }
    amounts = {name: cells for name, cells in rests.items() if ".amount." in name}
    assert amounts == {f"funder-awards-council.amount.a{number}": [f"a{number}"] for number in (1, 2, 3)}
    assert all(f'data-fact="{name}"' in exhibit.markdown() for name in amounts)


def test_hubs_that_had_it_are_those_named_and_those_it_was_passed_on_to(edition: OpenEdition) -> None:
    had = {each.name: hubs_that_had(edition, each).select("hub_id", "came").rows() for each in funders_of(edition)}
    assert had == {"Council": [("ash", "from the funder"), ("elm", "from the funder")], "Trust": [("ash", "passed on")]}


def test_what_a_hub_did_is_not_called_the_doing_of_the_money(edition: OpenEdition) -> None:
    said = [what_hubs_did(edition, each) for each in funders_of(edition)]
    assert len(said) == 2 and all("however it was paid for" in each.title for each in said)


def test_what_goes_on_is_what_pays_for_days_after_the_period(edition: OpenEdition) -> None:
    exhibit = awards_of(edition, funder(edition, "Council"))
    assert exhibit.table is not None
    assert exhibit.table.frame.select("recipient", "after").rows() == [
        ("Ash Hall", "over"),
        ("Elm Mill", "goes on until 31 March 2026"),
        ("A club", "not known"),
    ]
    said = plain(exhibit.sentence.text)
    assert "After 31 March 2025 1 award goes on and 1 award has no last day on record" in said
    none = plain(awards_of(edition, funder(edition, "Trust")).sentence.text)
    assert none == "No award of this funder is known to pay for a day after 31 March 2025."


def days(start: dt.date, end: dt.date) -> dict[str, Any]:
    return {"award_date": min(start, dt.date(2025, 2, 24)), "start": start, "end": end}


def test_what_begins_after_the_period_does_not_go_on_and_no_hub_had_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three awards one was over before the year, one runs in it, and one made in it pays from the month after."""
    rows = (
        {"award_id": "old", "recipient_hub": "ash", **days(dt.date(2022, 4, 1), dt.date(2023, 3, 31))},
        {"award_id": "now", "recipient_hub": "elm", **days(dt.date(2024, 4, 1), dt.date(2025, 3, 31))},
        {"award_id": "next", "recipient_hub": "ash", **days(dt.date(2025, 5, 1), dt.date(2025, 10, 31))},
    )
    edition = open_drawn(monkeypatch, awards=awards(*rows), hubs=HUBS)
    council = funder(edition, "Council")
    exhibit = awards_of(edition, council)
    assert exhibit.table is not None
    assert exhibit.table.frame["after"].to_list() == ["over", "over", "begins 1 May 2025"]
    assert plain(exhibit.sentence.text).startswith("After 31 March 2025 1 award begins only then (")
    assert hubs_that_had(edition, council)["hub_id"].to_list() == ["elm"]


def test_what_is_stated_by_the_year_alone_stands_beside_the_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    by_year = {"award_id": "y", "amount": None, "annual_amount": 48000.0, "end": None}
    edition = open_drawn(monkeypatch, awards=awards({"award_id": "a1", "amount": 1000.0}, by_year), hubs=HUBS)
    told = words(edition, "funder-council")
    assert "£1,000 is for 2024-25, and £48,000 a year beside it, of which no end is stated; 2 awards on record." in told


def test_all_on_record_and_what_is_in_force_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    over = {"award_id": "a1", "amount": 60000.0, **days(dt.date(2023, 4, 1), dt.date(2024, 3, 31))}
    edition = open_drawn(monkeypatch, awards=awards(over, {"award_id": "a2", "amount": 1000.0}), hubs=HUBS)
    told = words(edition, "funder-council")
    assert "come to £61,000, those still in force in 2024-25 to £1,000: the report counts these." in told


def test_who_gives_most_for_the_period_stands_first(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [{"award_id": f"s{at}", "payer": "Small", "amount": 10.0} for at in range(3)]
    edition = open_drawn(
        monkeypatch, awards=awards(*small, {"award_id": "b", "payer": "Big", "amount": 900.0}), hubs=HUBS
    )
    assert [each.name for each in funders_of(edition)] == ["Big", "Small"]


@pytest.mark.parametrize(
    ("addressed_to", "named"),
    [
        ("District council", True),
        ("district councils and surgeries", True),
        ("Vale District Council", True),
        ("County council", False),
        ("Council", False),
        ("Vale", False),
    ],
)
def test_a_funder_is_addressed_by_its_name_or_two_words_of_it(addressed_to: str, named: bool) -> None:
    body = Funder("Vale District Council (invented)", "vale", pl.DataFrame())
    assert body.is_addressed_by(addressed_to) is named


def test_recommendations_are_those_of_this_report_and_the_last_that_name_it(edition: OpenEdition) -> None:
    told = words(edition, "funder-council-recommended")
    assert "Go on." in told and "Ask." not in told and "Begin." not in told
    assert "Nothing on record is addressed to this funder" in words(edition, "funder-trust-recommended")


HOSTILE = "[x](javascript:alert(1)) <b>Trust</b> | {{< include x >}} $$y$$ (invented)"


def test_a_name_stays_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch, awards=awards({"award_id": "a1", "payer": HOSTILE}), hubs=HUBS)
    (only,) = funders_of(edition)
    assert only.slug == "x-javascript-alert-1-b-trust-b-include-x-y-invented"
    said = [page.funders_listed(edition), *page.by_funder(edition).exhibits]
    texts = [each.text if isinstance(each, Sentence) else f"{each.title} {each.notice}" for each in said]
    assert len(texts) > 5 and any("Trust" in text for text in texts)
    for text in texts:
        assert (
            not re.search(r"(?<!\\)\]\(javascript", text)
            and "<b>" not in text
            and "{{<" not in text
            and "$$" not in text
        )


def test_two_funders_of_like_names_have_addresses_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[dict[str, Any]] = [
        {"award_id": f"a{at}", "payer": name} for at, name in enumerate(("The Trust", "The-Trust", "Ж", "Ю"))
    ]
    slugs = {each.name: each.slug for each in funders_of(open_drawn(monkeypatch, awards=awards(*rows)))}
    assert sorted(slugs.values()) == ["payer", "payer-2", "the-trust", "the-trust-2"]


def test_without_awards_it_says_what_would_be_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch)
    listed = page.funders_listed(edition)
    assert isinstance(listed, Exhibit) and not listed.known and "What would be needed" in listed.notice
    assert page.by_funder(edition).exhibits == ()


def test_an_award_made_after_the_period_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    later = awards({"award_id": "a1"}, {"award_id": "a2", "payer": "Later", "award_date": dt.date(2025, 6, 1)})
    edition = open_drawn(
        monkeypatch,
        awards=later.with_columns(
            start=pl.when(pl.col("award_id") == "a2").then(dt.date(2025, 6, 1)).otherwise("start")
        ),
    )
    assert [each.name for each in funders_of(edition)] == ["Council"]
