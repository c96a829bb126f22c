"""A network's first year: slips of a digit are asked about, and right numbers hardly ever. Both are drawn here, by a generator that
knows nothing of the checks: three hubs of quite different size, four quarters, seasons, chance, a grant now and then."""

from __future__ import annotations

import random
from typing import Any

import polars as pl
import pytest

from analysis.datasets.returns.answers import TYPED
from analysis.datasets.returns.checks.bounds import check_bounds
from analysis.datasets.returns.checks.catalogue import CHECKS
from analysis.datasets.returns.checks.consistency import check_consistency
from analysis.datasets.returns.checks.history import check_history
from analysis.datasets.returns.checks.peers import RATES, as_rate, check_peers
from analysis.datasets.returns.checks.young_series import YOUNG_RATES, check_young_series
from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from analysis.datasets.returns.questions import QUESTIONS

QUARTERS = ("2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4")
# Kind, sessions, people a session, visits of a person, volunteers, hours of each, pounds a session.
HUBS = {
    "hall": ("village hall", 45, 20, 6, 9, 18, 40),
    "pantry": ("food pantry", 26, 55, 5, 22, 25, 150),
    "centre": ("leisure centre", 420, 26, 9, 30, 30, 90),
}
ASKED = pl.DataFrame(
    [
        {"question_id": each.id, "number": each.number, "kind": each.kind, "unit": each.unit, "wording": each.wording}
        | {"minimum": each.minimum, "maximum": each.maximum, "ignore_when": each.ignore_when}
        for each in CORE_QUESTIONS
    ],
    schema={name: QUESTIONS.schema[name] for name in ("question_id", "number", "kind", "unit", "wording", "minimum", "maximum", "ignore_when")},
)  # fmt: skip
Key = tuple[str, str, str]


def true_year(chance: random.Random) -> dict[Key, float]:
    """What three hubs would rightly write: lognormal about their usual, fewer in summer, small counts by Poisson's law."""
    said: dict[Key, float] = {}
    for hub, (_, sessions, each, visits, volunteers, hours, pounds) in HUBS.items():
        for quarter, season in zip(QUARTERS, (1.0, 0.85, 1.05, 1.1), strict=True):
            held = max(1, round(sessions * season * chance.lognormvariate(0, 0.12)))
            came = max(1, round(held * each * chance.lognormvariate(0, 0.15)))
            people = max(1, round(came / visits * chance.lognormvariate(0, 0.12)))
            helpers = max(1, round(volunteers * chance.lognormvariate(0, 0.15)))
            young = round(people * chance.uniform(0.15, 0.3))
            old = round(people * chance.uniform(0.2, 0.4))
            grant = 3 if chance.random() < 0.06 else 1
            said |= {
                (hub, quarter, question): float(value)
                for question, value in {
                    "sessions": held, "attendances": came, "people": people, "people_0_17": young, "people_65_plus": old,
                    "people_18_64": people - young - old, "volunteers": helpers,
                    "volunteer_hours": round(helpers * hours * chance.lognormvariate(0, 0.2)),
                    "agencies": poisson(chance, 4), "referrals_in": poisson(chance, people / 18),
                    "referrals_out": poisson(chance, people / 15), "next_steps": poisson(chance, people / 25),
                    "money_in": round(held * pounds * grant * chance.lognormvariate(0, 0.3), 2),
                    "money_out": round(held * pounds * 0.95 * chance.lognormvariate(0, 0.25), 2),
                }.items()
            }  # fmt: skip
    return said


def poisson(chance: random.Random, mean: float) -> int:
    """Knuth (1997), The Art of Computer Programming 2, 3.4.1."""
    bound, product, count = 2.718281828459045**-mean, chance.random(), 0
    while product > bound:
        product *= chance.random()
        count += 1
    return count


def asked_about(said: dict[Key, float]) -> set[Key]:
    """The answers that a hub is asked about, by all checks over answers."""
    rows: list[dict[str, Any]] = [
        {"hub_id": hub, "quarter": quarter, "question_id": question, "value": value, "written": f"{value:.10g}"}
        | {"qualifier": "exact", "source_file": f"{hub}.xlsx", "source_cell": "D10"}
        for (hub, quarter, question), value in said.items()
    ]
    answers = pl.DataFrame(rows, schema=TYPED)
    hubs = pl.DataFrame({"hub_id": list(HUBS), "kind": [kind for kind, *_ in HUBS.values()]})
    kept, findings = check_bounds(answers, ASKED, hubs)
    kept, more = check_consistency(kept)
    findings += more + check_history(kept, ASKED) + check_peers(kept, hubs) + check_young_series(kept, ASKED)
    together = {rate.counted: (rate.counted, rate.each) for rate in (*RATES, *YOUNG_RATES)}
    return {
        (str(each.hub_id), str(each.quarter), question)
        for each in findings
        for question in CHECKS[each.rule].about
        or (together[each.column] if each.rule in ("rate-far-from-others", "far-from-its-kind") else (each.column,))
    }


def slipped(chance: random.Random, value: float) -> float:
    """A digit too many, or one lost from a number that has three: ten or twenty times, or a tenth or twentieth."""
    times = chance.choice((10, 20))
    return round(value / times) if value >= 200 and chance.random() < 0.5 else value * times


@pytest.mark.parametrize("seed", range(1, 13))
def test_of_fifty_slips_at_most_one_passes_unasked(seed: int) -> None:
    chance = random.Random(f"slips {seed}")
    passed = []
    for _ in range(50):
        said = true_year(chance)
        key = chance.choice([key for key, value in said.items() if value >= 1])
        asked = asked_about(said | {key: slipped(chance, said[key])})
        passed += [] if key in asked else [(key, said[key])]
    assert len(passed) <= 1, passed


def test_at_most_three_in_a_hundred_right_answers_are_asked_about() -> None:
    chance = random.Random("right answers")
    years = [true_year(chance) for _ in range(60)]
    asked = sum(len(asked_about(said)) for said in years)
    assert sum(map(len, years)) == 60 * 3 * 4 * 14
    assert 100 * asked <= 3 * sum(map(len, years))


def test_a_village_hall_that_writes_18k_once_is_asked() -> None:
    """The newcomer's own case: 900, 960, 18k, 930."""
    said = {
        ("hall", quarter, "attendances"): value
        for quarter, value in zip(QUARTERS, (900, 960, 18_000, 930), strict=True)
    }
    assert asked_about(said) == {("hall", "2024-25 Q3", "attendances")}


def test_a_small_count_is_held_against_what_chance_would_make_of_it() -> None:
    """Poisson's law of mean 4 gives 10 or more in 0.8% of quarters and 20 or more never; 7 in 11%."""
    for value, asked in (
        (7, set()),
        (10, {("hall", "2024-25 Q3", "agencies")}),
        (20, {("hall", "2024-25 Q3", "agencies")}),
    ):
        said = {
            ("hall", quarter, "agencies"): float(many) for quarter, many in zip(QUARTERS, (4, 5, value, 3), strict=True)
        }
        assert asked_about(said) == asked, value


def test_two_quarters_alone_are_held_against_other_hubs() -> None:
    said = {}
    for hub, usual in (("hall", 20), ("pantry", 25), ("centre", 15)):
        for quarter in QUARTERS[:2]:
            said |= {(hub, quarter, "sessions"): 40.0, (hub, quarter, "attendances"): 40.0 * usual}
    assert asked_about(said) == set()
    said["hall", "2024-25 Q2", "attendances"] *= 20
    assert asked_about(said) == {("hall", "2024-25 Q2", "attendances"), ("hall", "2024-25 Q2", "sessions")}


def test_a_first_return_is_held_against_what_its_kind_of_hub_can_bring_together() -> None:
    assert asked_about({("hall", QUARTERS[0], "attendances"): 18_000.0}) == {("hall", QUARTERS[0], "attendances")}
    assert asked_about({("centre", QUARTERS[0], "attendances"): 18_000.0}) == set()


def test_an_answer_that_is_only_a_bound_is_held_against_nothing() -> None:
    rows = [
        {"hub_id": "hall", "quarter": quarter, "question_id": "volunteers", "value": value, "written": "<5"}
        | {"qualifier": "less than", "source_file": "hall.xlsx", "source_cell": "D10"}
        for quarter, value in zip(QUARTERS, (None, 9.0, 8.0, 90.0), strict=True)
    ]
    (finding,) = check_young_series(pl.DataFrame(rows, schema=TYPED), ASKED)
    assert finding.quarter == QUARTERS[3]


def test_small_rates_that_differ_are_not_both_told_as_nought() -> None:
    assert [as_rate(rate) for rate in (0.01724, 0.1707, 1.25, 2417.0)] == ["0.017", "0.17", "1.2", "2,417.0"]
