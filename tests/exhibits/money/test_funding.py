"""What the exhibits of the funding page say, in networks rich and poor in records, and that their numbers lead back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from analysis.datasets.money.sources import with_what_was_told
from analysis.exhibits import OpenEdition
from analysis.exhibits.drawing.label_places import place_labels
from analysis.exhibits.exhibit import Exhibit, Sentence, plain
from analysis.exhibits.money import funding
from analysis.sources.findings import Finding
from tests.exhibits.drawn_edition import awards, drawn, open_drawn

BEFORE = {"start": dt.date(2023, 4, 1), "end": dt.date(2024, 3, 31)}
LONG = {"start": dt.date(2024, 4, 1), "end": dt.date(2027, 3, 31)}
NO_DATES: dict[str, Any] = {"start": None, "end": None}
BYS = ("lead", "recipient", "place", "purpose", "spending", "kind")
ALL: list[Callable[[OpenEdition], Exhibit | Sentence]] = [
    getattr(funding, name) for name in funding.__all__ if name not in ("money_by", "where_the_money_went")
]


def register() -> dict[str, pl.DataFrame]:
    hubs = [
        {"hub_id": f"h{n}", "name": f"Hub {n}", "kind": "library", "locality_id": f"l{n}", "status": "established"}
        for n in range(6)
    ]
    places = [
        {"locality_id": f"l{n}", "name": f"Place {n}", "population": 1_000, "deprivation_decile": n + 1}
        for n in range(6)
    ]
    return {"hubs": drawn("hubs", hubs), "localities": drawn("localities", places)}


def rich(monkeypatch: pytest.MonkeyPatch, period: str = "2024-25") -> OpenEdition:
    """Money to each of six hubs, the more the more deprived; an investment that more was won with; a payment; another currency."""
    lead = {"recipient": "Alliance", "lead": "Alliance", "award_date": dt.date(2024, 3, 1)}
    rows: list[dict[str, Any]] = [
        {"award_id": "inv", "amount": 60.0, "network_investment": True, "recipient_kind": "charity", **lead},
        {"award_id": "won", "amount": 90.0, "payer": "Fund", "leveraged_by": "inv", "local": True, **LONG},
        {"award_id": "euro", "amount": 7.0, "currency": "EUR", "payer": "Twin"},
        {"award_id": "kind", "amount": 5.0, "kind": "in kind"},
        {"award_id": "open", "annual_amount": 11.0, **NO_DATES},
    ]
    rows += [
        {
            "award_id": f"h{n}",
            "amount": 600.0 - 100 * n,
            "recipient": f"Hub {n}",
            "recipient_hub": f"h{n}",
            "purpose": "running",
        }
        for n in range(6)
    ]
    paid = [{"payment_id": "p", "paid": dt.date(2024, 8, 1), "amount": 25.0, "currency": "GBP", "payer": "Council"}]
    files = [{"source_file": "drawn.csv", "currency": "GBP", "rows": 10, "left_out": 0, "added": 2_280.0}]
    rounds = [
        {
            "organisation": "Hub 1",
            "year": "2024-25",
            "income": 100.0,
            "spent_locally": 60.0,
            "respent_locally": 20.0,
            "currency": "GBP",
        }
    ]
    return open_drawn(
        monkeypatch,
        period,
        awards=awards(*rows),
        payments=drawn("payments", paid),
        award_sources=pl.DataFrame(files, schema=drawn("award_sources", []).schema),
        local_spending=drawn("local_spending", rounds, source_cell="A2"),
        **register(),
    )  # fmt: skip


@pytest.mark.parametrize("period", ["2024-25", "2024-25 Q3", "2023-24", "2023-24 Q1"])
@pytest.mark.parametrize("kind", ["none", "rich", "annual", "undated", "euro", "dead"])
def test_every_exhibit_works_for_every_record_and_no_number_is_without_a_source(
    monkeypatch: pytest.MonkeyPatch, kind: str, period: str
) -> None:
    poor = {
        "none": awards(),
        "annual": awards({"award_id": "a", "annual_amount": 9.0, "qualifier": "up to"}, {"award_id": "b", "annual_amount": 1.0, **NO_DATES}),
        "undated": awards({"award_id": "a", "qualifier": "more than", **NO_DATES}, {"award_id": "b", "amount": 0.0, **NO_DATES}),
        "euro": awards({"award_id": "a", "currency": "EUR"}),
        "dead": awards({"award_id": "a", **BEFORE}),
    }  # fmt: skip
    edition = rich(monkeypatch, period) if kind == "rich" else open_drawn(monkeypatch, period, awards=poor[kind])
    shown = [make(edition) for make in ALL] + [funding.money_by(edition, by) for by in BYS]  # type: ignore[arg-type]
    assert len(shown) > 10
    for exhibit in shown:
        exhibit._repr_mimebundle_()
        unfounded = [fact.id for fact in exhibit.facts if fact.value and not fact.origins and not fact.inputs]
        assert not unfounded
        assert len({fact.id for fact in exhibit.facts}) == len(exhibit.facts)
    values: dict[str, Any] = {}
    for exhibit in shown:  # one id has one value on the whole page
        for fact in exhibit.facts:
            assert values.setdefault(fact.id, (fact.value, fact.unit, fact.qualifier)) == (
                fact.value,
                fact.unit,
                fact.qualifier,
            )


def titles(edition: OpenEdition, *makes: Callable[[OpenEdition], Exhibit | Sentence]) -> list[str]:
    return [plain(made.title) for make in makes if isinstance(made := make(edition), Exhibit)]


def test_what_a_rich_record_says(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = rich(monkeypatch)
    assert titles(
        edition,
        funding.awarded_and_paid,
        funding.money_by_funder,
        funding.money_reaching,
        funding.money_staying,
        funding.leverage,
        funding.funder_concentration,
        funding.hub_dependence,
        funding.cliff_calendar,
        funding.money_per_hub,
        funding.unknown_ends,
    ) == [
        "2024-25: £2,190 was meant for it and £25 was paid out",
        "96% of the £2,250 in awards in force stated as whole amounts came from Council",
        "Between 93% and 97% of the £2,250 reaches hubs and community groups",
        "Each pound of income of 1 organisation brought the area another £0.80: LM3 is 1.80",
        "The record ties £1.50 of other money to each pound invested in the network",
        "One of 2 funders pays 96% of the £2,250; they are as concentrated as 1.1 of equal size",
        "All 6 hubs with money on record have three quarters or more of it from one funder",
        "Of the £540 for 2024-25 Q4, £7 (1%) is known to go on in 2025-26 Q4; after 2026-27 Q4 nothing is known",
        "All 6 hubs had money on record; half of the hubs had less than £350 in 2023-24 Q1 to 2024-25 Q4, half more",
        "1 award in force has no known end",
    ]


@pytest.mark.parametrize(
    ("long", "short", "said"),
    [  # pounds a day, three years and one: ninety days of each in a fourth quarter
        (10.0, 0.0, "£900 is known for 2024-25 Q4, and £900 for 2025-26 Q4"),
        (9.5, 0.5, "£900 is known for 2024-25 Q4, and £855 for 2025-26 Q4"),
        (9.4, 0.6, "Of the £900 for 2024-25 Q4, £846 (94%) is known to go on in 2025-26 Q4"),
    ],
)
def test_money_is_told_to_go_on_in_part_where_a_twentieth_is_gone(
    long: float, short: float, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = {"start": dt.date(2024, 4, 1), "end": dt.date(2025, 3, 31)}
    rows = [{"award_id": "long", "amount": 1095 * long, **LONG}, {"award_id": "short", "amount": 365 * short, **ending}]
    edition = open_drawn(monkeypatch, awards=awards(*[row for row in rows if row["amount"]]), **register())
    (title,) = titles(edition, funding.cliff_calendar)
    assert title.split(";")[0] == said


def test_money_where_need_is_is_found_and_an_even_spread_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    found = funding.money_and_need(rich(monkeypatch))
    assert plain(found.title) == "More money for each resident went where deprivation is greater"
    assert "rank correlation of money with the deprivation tenth is −1.00" in plain(found.sentence.text)
    uneven = [300.0, 100.0, 400.0, 150.0, 500.0, 90.0]
    rows = [{"award_id": f"h{n}", "amount": amount, "recipient_hub": f"h{n}"} for n, amount in enumerate(uneven)]
    edition = open_drawn(monkeypatch, awards=awards(*rows), **register())
    said = funding.money_and_need(edition)
    assert plain(said.title) == "The record shows no link between money for each resident and deprivation"
    assert "nor can it be said that there is none" in said.sentence.text


def test_where_payments_are_lacking_it_is_said_and_no_column_stands_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch, awards=awards({"award_id": "a", "award_date": dt.date(2024, 4, 2)}))
    shown = funding.awarded_and_paid(edition)
    assert "No payment is on record" in shown.sentence.text
    assert shown.table is not None and "paid" not in [field.name for field in shown.table.fields]
    real = {fact.id: fact for fact in shown.facts}["awarded-and-paid.falls_real.2024-25"]
    assert [origin.table for origin in real.origins] == ["awards", "prices"]


def test_without_spending_rounds_it_is_a_share_and_not_called_a_multiplier(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(
        monkeypatch, awards=awards({"award_id": "a", "amount": 70.0, "local": True}, {"award_id": "b", "amount": 30.0, "local": False})
    )  # fmt: skip
    shown = funding.money_staying(edition)
    assert plain(shown.title) == "70% of the £100 is held by organisations of the area"
    assert "not the local multiplier LM3" in shown.sentence.text


def test_leverage_is_not_told_where_the_record_ties_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(
        monkeypatch, awards=awards({"award_id": "a", "network_investment": True}, {"award_id": "b", "amount": 9_000.0})
    )
    shown = funding.leverage(edition)
    assert plain(shown.title) == "£1,000 was invested in the network; the record ties no other award to it"
    assert "funding.leverage.ratio" not in {fact.id for fact in shown.facts}
    assert "not that it would not have come without it" in shown.sentence.text


@pytest.mark.parametrize(
    ("stated", "left_out", "warned"), [(1_000.0, 0, False), (1_300.0, 0, True), (1_300.0, 2, False)]
)
def test_a_difference_that_nothing_explains_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, stated: float, left_out: int, warned: bool
) -> None:
    file = {"source_file": "drawn.csv", "currency": "GBP", "rows": 1, "left_out": left_out, "added": 1_000.0}
    sources = pl.DataFrame([file | {"stated_total": stated}], schema=drawn("award_sources", []).schema)
    shown = funding.reconciliation_table(
        open_drawn(monkeypatch, awards=awards({"award_id": "a"}), award_sources=sources)
    )
    assert ("callout-warning" in shown.sentence.text) is warned
    assert ("differs from what was read" in shown.title) is warned
    assert "adds up to the £1,000 of this edition" in plain(shown.sentence.text)


def test_names_of_dots_never_lie_over_each_other_or_beyond_the_drawing() -> None:
    names = ["Pennywater", "Sallowbridge", "Tansyford", "Crowded", "Crowded too"]
    placed = place_labels(names, [1, 2, 2, 2, 2], [5, 5, 5.1, 5.2, 5.3], (0.2, 10.8), (0, 10))
    assert placed[0][1] == "middle right" or placed[0][0] == ""  # over the left edge there is no room
    assert sum(text != "" for text, _ in placed) < len(names)
    apart = place_labels(["A", "B"], [2, 8], [2, 8], (0, 10), (0, 10))
    assert apart == [("A", "top center"), ("B", "top center")]


def test_several_bodies_in_the_middle_have_letters_and_the_drawing_fits_a_printed_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows: list[dict[str, Any]] = [
        {"award_id": "a", "amount": 900.0, "recipient": "Alliance", "lead": "Alliance"},
        {"award_id": "b", "amount": 800.0, "payer": "Fund", "recipient": "Trust", "lead": "Trust"},
    ]
    rows += [
        {
            "award_id": f"{root}{n}",
            "amount": 50.0,
            "payer": "x",
            "recipient": f"A group with a long name, number {root}{n}",
        }
        | {"passed_on_from": root}
        for root in "ab"
        for n in range(7)
    ]
    drawing = funding.money_flow(open_drawn(monkeypatch, awards=awards(*rows))).figure
    assert drawing is not None
    (sankey,) = drawing.data
    assert {"A", "B"} <= set(sankey.node.label)
    key = drawing.layout.annotations[0].text
    assert "A: by way of Alliance £900" in key.replace("\u00a0", " ") and "B: by way of Trust" in key
    assert drawing.layout.height < 950  # of 720 across: what is taller leaves no room for its title on a page


def test_awards_that_name_no_payer_or_recipient_are_drawn_and_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(
        monkeypatch,
        awards=awards(
            {"award_id": "a", "amount": 9.0, "recipient": None},
            {"award_id": "b", "amount": 5.0, "payer": None},
            {"award_id": "c", "amount": None},
        ),
    )
    flow = funding.money_flow(edition)
    assert "Council to recipient not stated, £9" in flow.alt
    assert "payer not stated to" in flow.alt
    assert "1 award states no amount that can be read and is in no sum." in plain(flow.sentence.text)
    for make in ALL:
        make(edition)


def test_shares_of_whole_amounts_say_what_stands_beside_them_and_how_sure_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = {"award_id": "a", "amount": 995.6, "qualifier": "about", "recipient_kind": "hub", "local": True}
    little = {"award_id": "b", "amount": 4.4, "recipient_kind": "business", "local": False, "recipient": "Firm"}
    yearly = {"award_id": "c", "annual_amount": 2_000.0, "recipient": "Agency", "end": None}
    edition = open_drawn(monkeypatch, awards=awards(whole, little, yearly))
    for made in (funding.money_reaching(edition), funding.money_staying(edition)):
        assert "1 award stated by the year is in none of it." in plain(made.sentence.text)
        assert made.table is not None
        assert [field.label for field in made.table.fields] == [
            made.table.fields[0].label,
            "Amount",
            "Share",
            "How sure",
        ]
        assert made.table.fields[2].decimals == 1  # else 0% and 100%
    assert (
        "Hubs about £996" in funding.money_reaching(edition).alt
        or "hubs about £996, 100%" in funding.money_reaching(edition).alt
    )


def test_awards_without_any_date_are_on_record_and_not_said_to_be_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch, awards=awards({"award_id": "a", "amount": 9.0, **NO_DATES}))
    unknown, concentration = funding.unknown_ends(edition), funding.funder_concentration(edition)
    assert plain(unknown.title) == "1 award on record has no known end"
    assert concentration.table is not None
    assert concentration.table.frame["what"].to_list() == ["Awards on record"]


def test_the_calendar_ends_soon_after_the_last_money_known(monkeypatch: pytest.MonkeyPatch) -> None:
    table = funding.cliff_calendar(
        open_drawn(monkeypatch, awards=awards({"award_id": "a", "end": dt.date(2026, 7, 31)}))
    ).table
    assert table is not None
    assert table.frame["quarter"].to_list()[-2:] == ["2026-27 Q2", "2026-27 Q3"]
    soon = funding.cliff_calendar(
        open_drawn(monkeypatch, awards=awards({"award_id": "a", "end": dt.date(2025, 3, 31)}))
    ).table
    assert soon is not None and soon.frame.height == 5


def test_signs_that_turn_the_direction_of_writing_reach_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch, awards=awards({"award_id": "a", "payer": "\u202eevil\u2066 Fund"}))
    assert not any(sign in funding.money_flow(edition).markdown() for sign in ("\u202e", "\u2066"))


def test_a_note_on_the_form_of_a_file_explains_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    held = drawn(
        "award_sources",
        [{"source_file": "drawn.csv", "currency": "GBP", "rows": 1, "left_out": 0, "added": 9.0, "stated_total": 12.0}],
    )
    for rule, severity, title in (
        ("totals-row", "note", "nothing on record says why"),
        ("amount-not-known", "doubt", "rows that could not be read may explain"),
    ):
        finding = Finding("drawn.csv", "P", "W", "R", severity, rule, table="awards")
        edition = open_drawn(
            monkeypatch,
            awards=awards({"award_id": "a", "amount": 9.0}),
            award_sources=with_what_was_told(held, [finding]),
        )
        assert title in plain(funding.reconciliation_table(edition).title)


def test_options_shared_awards_and_payments_on_record_twice_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    option = {
        "award_id": "o",
        "title": "Youth work",
        "extend_to": dt.date(2029, 3, 31),
        "recipient": "Hub A; Hub B",
        **LONG,
    }
    rows = [
        {"amount": 300.0, "award_date": dt.date(2024, 4, 2), "least_amount": 0.0, "perhaps_same_as": "other", **option}
    ]
    paid = [
        {"payment_id": name, "paid": dt.date(2024, 6, 1), "amount": 25.0, "currency": "GBP", "payer": "Fund", "to_network": True, **more}
        for name, more in {"p": {}, "q": {"least_amount": 0.0, "perhaps_same_as": "p"}}.items()
    ]  # fmt: skip
    edition = open_drawn(monkeypatch, awards=awards(*rows), payments=drawn("payments", paid), **register())
    calendar = plain(funding.cliff_calendar(edition).sentence.text)
    assert "1 award has an option to be extended" in calendar
    assert "“Youth work” (Hub A; Hub B) from 31 March 2027 to 31 March 2029" in calendar
    table = funding.awards_as_stated(edition)
    assert table.table is not None
    row = table.table.frame.row(0, named=True)
    assert row["term"].endswith("may be extended to 31 Mar 2029")
    assert "Shared by 2; who has how much is not on record." in row["caution"] and "in no sum of a single hub" in plain(
        table.sentence.text
    )
    years = funding.awarded_and_paid(edition)
    assert (
        plain(years.title) == "2024-25: £0 to £300 was awarded, £0 to £100 was meant for it and £25 to £50 was paid out"
    )
    assert "Some awards and payments may be on record twice" in years.sentence.text
