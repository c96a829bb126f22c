"""A sum of rounded counts says how far it may be off, and is not off further."""

from __future__ import annotations

import random

import polars as pl

from analysis.disclosure.release import Field, Released, release_counts
from analysis.disclosure.rule import Rule
from analysis.exhibits.facts import fact_of
from analysis.measures.returns.activity import sum_by_quarter, total_as, totals_by_hub

KEYS = [Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key")]
PEOPLE = Field("people", "People", unit="people", how="as returned")


def summed(counts: list[float], base: int) -> Released:
    frame = pl.DataFrame({"hub_id": [f"h{at}" for at in range(len(counts))], "quarter": "Q1", "people": counts})
    answers = release_counts("answers", frame, [*KEYS, PEOPLE], Rule(7, base, "a test"), ["people"])
    total = [KEYS[1], Field("all", "All", unit="people", how="sum")]
    return answers.derive(
        "sum",
        lambda rows: sum_by_quarter(rows, "people", ["Q1"]).select("quarter", **total_as("all", rows, "people")),
        total,
    )


def test_a_sum_says_how_far_it_may_be_off() -> None:
    """8 is shown as 10 and 9 as 10: of three such counts and a nought the sum may be off by three times two."""
    assert fact_of(summed([8, 9, 9, 0], 5), "all").qualifier == (
        "sum of counts rounded to 5: within 6 of the sum of these counts either way; counts withheld are not in it"
    )
    assert fact_of(summed([12, 0, 0], 5), "all").qualifier == "rounded to 5"


def test_a_mean_over_a_hubs_quarters_says_that_it_is_one_and_is_off_by_one_rounding() -> None:
    """187, 192, 188 and 187 are 188.5 on average; rounded 185, 190, 190 and 185 they are 187.5, in whole ones 188."""
    quarters = [f"Q{at}" for at in range(4)]
    frame = pl.DataFrame({"hub_id": "mill", "quarter": quarters, "people": [187.0, 192.0, 188.0, 187.0]})
    answers = release_counts("answers", frame, [*KEYS, PEOPLE], Rule(7, 5, "a test"), ["people"])
    mean = answers.derive("mean", lambda rows: totals_by_hub(rows, ["people"], quarters, ["people"]), [KEYS[0], PEOPLE])
    told = fact_of(mean, "people")
    assert (told.value, told.qualifier) == (
        188.0,
        "mean of counts rounded to 5: within 3 of the mean of these counts either way; counts withheld are not in it",
    )
    added = answers.derive("sum", lambda rows: totals_by_hub(rows, ["people"], quarters), [KEYS[0], PEOPLE])
    assert fact_of(added, "people").qualifier.startswith("sum of counts rounded to 5: within 8 ")


def test_no_mean_is_off_further_than_it_says() -> None:
    chance = random.Random(2)
    for _ in range(200):
        base, number = chance.randint(2, 8), chance.randint(2, 6)
        counts = [float(chance.randint(8, 60)) for _ in range(number)]
        quarters = [f"Q{at}" for at in range(number)]
        frame = pl.DataFrame({"hub_id": "mill", "quarter": quarters, "people": counts})
        answers = release_counts("answers", frame, [*KEYS, PEOPLE], Rule(7, base, "a test"), ["people"])
        told = totals_by_hub(answers.frame, ["people"], quarters, ["people"])["people"].item()
        assert abs(told - sum(counts) / number) <= base // 2 + 1, counts


def test_no_sum_is_off_further_than_it_says() -> None:
    """By plain addition of the exact counts that are shown, for every base from 2 to 8; small ones are withheld, and in no sum."""
    chance, furthest = random.Random(1), 0.0
    for _ in range(300):
        counts, base = [float(chance.randint(0, 60)) for _ in range(chance.randint(4, 40))], chance.randint(2, 8)
        shown = [count for count in counts if count > 7 or count == 0]
        fact = fact_of(summed(counts, base), "all")
        if "within " in fact.qualifier:
            said = int(fact.qualifier.split("within ")[1].split()[0])
            furthest = max(furthest, abs(fact.number - sum(shown)) / said)
    assert 0 < furthest <= 1
