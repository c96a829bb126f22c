"""Who holds the money, and how much of it lies in the area: what is not known stands between two bounds."""

from __future__ import annotations

import itertools
from random import Random
from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.measures.money.concentration import concentration_of, dependence_of_hubs, held_in
from analysis.measures.money.funding import sure_share
from analysis.measures.money.local_multiplier import with_multipliers
from analysis.measures.money.shares import (
    added_by,
    held_by_group,
    held_locally,
    share_between,
    share_local,
    share_reaching,
    with_shares,
)
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day

YEAR = Period(2024)
SCHEMA = {
    "award_id": pl.String, "payer": pl.String, "recipient_hub": pl.String, "recipient_kind": pl.String, "kept": pl.Boolean,
    "local": pl.Boolean, "amount": pl.Float64, "amount__least": pl.Float64, "first_day": pl.Date, "last_day": pl.Date,
    "qualifiers": pl.List(pl.String), "awards": pl.List(pl.String),
}  # fmt: skip


def parts(*rows: dict[str, Any]) -> pl.DataFrame:
    """Parts of 100 pounds of nobody known, but for what is said of each."""
    made = []
    for number, row in enumerate(rows):
        each = {"award_id": f"g{number}", "payer": "Council", "kept": False, "amount": 100.0, **row}
        made.append({"qualifiers": ["exact"], "awards": [each["award_id"]], "amount__least": each["amount"], **each})
    return pl.DataFrame(made, schema=SCHEMA)


@pytest.mark.parametrize(
    ("part", "group"),
    [
        ({"recipient_hub": "mill", "recipient_kind": "charity"}, "hubs"),
        ({"recipient_kind": "hub"}, "hubs"),
        ({"recipient_kind": "community group"}, "community groups"),
        ({"recipient_kind": "charity"}, "charities"),
        ({"recipient_kind": "public body"}, "public bodies"),
        ({"recipient_kind": "business"}, "businesses"),
        ({"recipient_kind": "individual"}, "individuals"),
        ({"recipient_kind": "other"}, "others"),
        ({"recipient_kind": "a choir"}, "not known"),
        ({}, "not known"),
        ({"kept": True, "recipient_hub": "mill"}, "kept by bodies that pass money on"),
    ],
)
def test_who_holds_a_part(part: dict[str, Any], group: str) -> None:
    assert held_by_group(parts(part))["group"].to_list() == [group]


def test_groups_stand_in_their_order_and_their_awards_are_named_once() -> None:
    held = held_by_group(
        parts(
            {},
            {"recipient_kind": "charity", "qualifiers": ["about"], "awards": ["z", "g1"], "amount__least": 25.0},
            {"recipient_kind": "charity", "amount": 20.0, "awards": ["z"]},
            {"recipient_hub": "mill"},
        )
    )
    assert held.rows() == [
        ("hubs", 100.0, 100.0, "exact", ["g3"]),
        ("charities", 120.0, 45.0, "about", ["g1", "z"]),
        ("not known", 100.0, 100.0, "exact", ["g0"]),
    ]


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ([], None),
        ([{"amount": 0.0}], None),
        ([{"recipient_hub": "mill"}], (100.0, 100.0)),
        ([{"recipient_kind": "charity"}], (0.0, 0.0)),
        ([{"recipient_hub": "mill"}, {"recipient_kind": "community group"}, {"recipient_kind": "charity"}, {}], (50.0, 75.0)),
        ([{"recipient_kind": "individual"}, {"kept": True, "recipient_hub": "mill"}], (0.0, 0.0)),
    ],
)  # fmt: skip
def test_what_reaches_hubs_and_community_groups_lies_between_two_bounds(
    rows: list[dict[str, Any]], share: tuple[float, float] | None
) -> None:
    assert share_reaching(held_by_group(parts(*rows))) == share


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ({"local": True}, "in the area"),
        ({"local": False}, "elsewhere"),
        ({}, "not known"),
        ({"recipient_hub": "mill"}, "in the area"),
        ({"recipient_hub": "mill", "local": False}, "in the area"),
        ({"recipient_hub": "mill", "kept": True}, "not known"),
        ({"recipient_hub": "mill", "kept": True, "local": False}, "elsewhere"),
        ({"kept": True, "local": True}, "in the area"),
    ],
)
def test_where_a_part_is_held(part: dict[str, Any], where: str) -> None:
    assert held_locally(parts(part))["where"].to_list() == [where]


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ([], None),
        ([{}], None),
        ([{"local": True, "amount": 0.0}], None),
        ([{"local": True}], (100.0, 100.0)),
        ([{"local": False}], (0.0, 0.0)),
        ([{"local": False}, {}], (0.0, 50.0)),
        ([{"local": True}, {"local": False}, {}, {}], (25.0, 75.0)),
    ],
)
def test_what_is_held_in_the_area_lies_between_two_bounds(
    rows: list[dict[str, Any]], share: tuple[float, float] | None
) -> None:
    held = held_locally(parts(*rows))
    assert share_local(held) == share
    order = ["in the area", "elsewhere", "not known"]
    assert held["where"].to_list() == sorted(held["where"].to_list(), key=order.index)


def test_parts_are_added_by_any_columns_in_the_order_of_their_awards() -> None:
    told = added_by(
        parts({"award_id": "b", "payer": "B"}, {"award_id": "c", "payer": "A", "local": True}, {"award_id": "a", "payer": "B"}),
        "payer",
        "local",
    )  # fmt: skip
    assert told.select("payer", "local", "amount", "awards").rows() == [
        ("B", None, 200.0, ["a", "b"]),
        ("A", True, 100.0, ["c"]),
    ]


@pytest.mark.parametrize(
    ("award", "share"),
    [
        ({"amount": 80.0}, 1.0),
        ({"amount": 80.0, "least_amount": 0.0}, 0.0),
        ({"amount": 80.0, "least_amount": 20.0}, 0.25),
        ({"amount": -80.0, "least_amount": -20.0}, 0.25),
        ({"amount": 0.0, "least_amount": 0.0}, 1.0),
        ({"annual_amount": 9.0}, 1.0),
        ({"annual_amount": 9.0, "least_amount": 0.0}, 0.0),
        ({"annual_amount": 9.0, "least_amount": 1.0}, 1.0),
    ],
)
def test_how_much_of_an_award_is_surely_a_part_of_a_sum(award: dict[str, Any], share: float) -> None:
    assert awards({"award_id": "g", **award}).select(sure_share()).to_series().to_list() == [share]


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        ("2025-03-31", None, True),
        ("2025-04-01", None, False),
        (None, "2024-04-01", True),
        (None, "2024-03-31", False),
        (None, None, True),
        ("2024-05-01", "2024-05-01", True),
        ("2023-04-01", "2024-03-31", False),
    ],
)
def test_a_part_is_held_in_a_period_that_has_a_day_of_it(first: str | None, last: str | None, held: bool) -> None:
    part = {"first_day": first and day(first), "last_day": last and day(last)}
    assert held_in(parts(part), YEAR).height == held


def test_of_funders_who_give_alike_the_first_by_name_is_the_largest_and_what_is_kept_is_no_hubs() -> None:
    told = dependence_of_hubs(
        parts(
            {"recipient_hub": "b", "payer": "Z"},
            {"recipient_hub": "b", "payer": "A", "amount__least": 50.0},
            {"recipient_hub": "a", "payer": "Z", "amount": 60.0},
            {"recipient_hub": "a", "payer": "A", "amount": 20.0},
            {"recipient_hub": "a", "payer": "A", "amount": 20.0},
            {"recipient_hub": "c", "payer": "A", "amount": 300.0},
            {"recipient_hub": "c", "payer": "B", "amount": 300.0},
            {"recipient_hub": "a", "payer": "A", "amount": 900.0, "kept": True},
            {"recipient_hub": "nought", "amount": 0.0},
            {},
        ),
        YEAR,
    )
    assert told.select("hub_id", "amount", "amount__least", "largest", "share", "funders").rows() == [
        ("a", 100.0, 100.0, "Z", 60.0, 2),
        ("c", 600.0, 600.0, "A", 50.0, 2),
        ("b", 200.0, 150.0, "A", 50.0, 2),
    ]


def test_what_was_given_back_is_no_share() -> None:
    found = concentration_of([30.0, 10.0, -10.0, 0.0])
    assert found is not None and found.funders == 2
    assert found.largest == 100.0 and found.hhi == 100.0**2 + (100 / 3) ** 2
    assert concentration_of([5.0, -5.0]) is None


@pytest.mark.parametrize(
    ("income", "spent", "respent", "lm3"),
    [
        (100.0, 100.0, 100.0, 3.0),
        (100.0, 100.1, 0.0, None),
        (100.0, 0.0, 100.1, None),
        (100.0, 20.0, 30.0, 1.5),  # those it pays elsewhere may spend more here than it does itself
        (0.0, 0.0, 0.0, None),
        (-1.0, 0.0, 0.0, None),
        (None, 1.0, 1.0, None),
        (100.0, None, 1.0, None),
        (100.0, 1.0, None, None),
        (0.5, 0.5, 0.0, 2.0),
    ],
)
def test_only_three_rounds_that_fit_one_another_have_a_multiplier(
    income: float | None, spent: float | None, respent: float | None, lm3: float | None
) -> None:
    row = {"organisation": "A", "income": income, "spent_locally": spent, "respent_locally": respent}
    told = with_multipliers(pl.DataFrame([row], schema=TABLES["local_spending"].schema))
    assert told["lm3"].to_list() == [lm3] and (told["why"][0] is None) is (lm3 is not None)


@pytest.mark.parametrize("seed", range(6))
def test_a_share_of_what_may_be_on_record_twice_lies_between_its_ends_however_it_is_decided(seed: int) -> None:
    """Every way to decide, one by one, of amounts drawn at random: the least and the most of all these shares are the two ends."""
    chance = Random(seed)
    amounts = [
        (chance.randrange(1, 90), chance.random() < 0.5, chance.random() < 0.6) for _ in range(7)
    ]  # pounds, of the part, unsure
    decided = [
        [amount for amount in zip(amounts, kept, strict=True) if amount[1] or not amount[0][2]]
        for kept in itertools.product((True, False), repeat=len(amounts))
    ]
    ways = [
        100 * sum(pounds for (pounds, mine, _), _ in way if mine) / sum(pounds for (pounds, _, _), _ in way)
        for way in decided
        if way
    ]
    part, whole = (sum(pounds for pounds, mine, _ in amounts if mine or every) for every in (False, True))
    sure_part, sure_whole = (
        sum(pounds for pounds, mine, unsure in amounts if (mine or every) and not unsure) for every in (False, True)
    )
    found = share_between(part, sure_part, whole, sure_whole)
    assert found == pytest.approx((min(ways), max(ways)))


def test_a_share_without_doubt_is_one_number_and_what_is_kept_may_be_more() -> None:
    assert share_between(30, 30, 120, 120) == (25.0, 25.0)
    assert share_between(0, 40, 100, 100) == (0.0, 40.0)  # held back only if what was passed on is on record twice
    assert share_between(0, 0, 0, 0) == (0.0, 0.0)
    rows = with_shares(parts({"amount": 60.0}, {"amount": 40.0, "amount__least": 0.0}))
    assert rows.select("share__least", "share").rows() == [(60.0, 100.0), (0.0, 40.0)]


def test_bounds_of_what_reaches_hubs_hold_what_may_be_on_record_twice() -> None:
    """Of 100 pounds for a hub, 60 of which may be twice, and 100 for a business: from 40 of 140 to 100 of 200."""
    held = held_by_group(parts({"recipient_hub": "mill", "amount__least": 40.0}, {"recipient_kind": "business"}))
    assert share_reaching(held) == pytest.approx((100 * 40 / 140, 50.0))
    local = held_locally(parts({"local": True}, {"local": False, "amount__least": 25.0}))
    assert share_local(local) == pytest.approx((50.0, 80.0))
