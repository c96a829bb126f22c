"""The sums of a plan, and that the page's script does the same ones."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from analysis.measures.planning.costed_plan import KindCosts, NetworkLine, Plan, Range, cost_plan, growth, units_of
from analysis.project import root

LIBRARY = KindCosts("library", Range(100, 200, 300), Range(10, 20, 30), Range(1, 2, 3))
HALL = KindCosts("village hall", None, Range(5, 6, 7), None)
FACILITATOR = NetworkLine("A facilitator", True, Range(17, 20, 24), 4, True)
MEETING = NetworkLine("A meeting", True, Range(1, 2, 3), None, False)
BOOKING = NetworkLine("Booking", False, Range(8, 9, 10), 3, False)
LINES = [FACILITATOR, MEETING, BOOKING]


def test_set_up_counts_once_and_each_later_year_is_dearer() -> None:
    plan = cost_plan([LIBRARY], [], {"library": 2}, 3, 0.1, False)
    assert plan.set_up == Range(200, 400, 600)
    assert plan.yearly == Range(20, 40, 60)
    assert plan.total.likely == pytest.approx(400 + 40 * (1 + 1.1 + 1.21))
    assert plan.hours == Range(2, 4, 6)


def test_what_the_network_needs_follows_the_number_of_hubs() -> None:
    assert [units_of(FACILITATOR, hubs, True) for hubs in (0, 1, 4, 5, 8, 9)] == [0, 1, 1, 2, 2, 3]
    assert units_of(FACILITATOR, 9, False) == 0
    assert [units_of(MEETING, hubs, False) for hubs in (0, 1, 50)] == [0, 1, 1]
    plan = cost_plan([LIBRARY, HALL], LINES, {"library": 3, "village hall": 2}, 1, 0.0, True)
    assert (plan.hubs, plan.facilitators) == (5, 2)
    assert plan.set_up.likely == 3 * 200 + 2 * 9
    assert plan.yearly.likely == 3 * 20 + 2 * 6 + 2 * 20 + 2


def test_what_is_not_known_is_named_and_in_no_sum() -> None:
    plan = cost_plan([LIBRARY, HALL], [], {"village hall": 1}, 1, 0.0, False)
    assert plan.set_up == Range(0, 0, 0)
    assert plan.not_known == ("setting up of a village hall", "volunteers' hours of a village hall")
    with pytest.raises(KeyError):
        cost_plan([LIBRARY], [], {"palace": 1}, 1, 0.0, False)


def test_growth_of_nothing_and_of_falling_prices() -> None:
    assert growth(3, 0.0) == 3
    assert growth(2, -0.5) == 1.5


def test_the_pages_script_does_the_same_sums() -> None:
    quickjs = pytest.importorskip("quickjs", reason="no JavaScript engine is installed")
    engine = quickjs.Context()
    engine.eval((root() / "reports" / "styles" / "calculator.js").read_text(encoding="utf-8"))
    basis = {"kinds": [as_script(kind) for kind in (LIBRARY, HALL)], "lines": [vars_of(line) for line in LINES]}
    chance = Random("plans")
    for _ in range(200):
        planned = [chance.randint(0, 9), chance.randint(0, 9)]
        years, rise, facilitator = chance.randint(1, 20), chance.choice([0.0, 0.0408, -0.01]), chance.random() < 0.5
        wanted = cost_plan(
            [LIBRARY, HALL],
            LINES,
            dict(zip(("library", "village hall"), planned, strict=True)),
            years,
            rise,
            facilitator,
        )
        choice = {"planned": planned, "years": years, "rise": rise, "facilitator": facilitator}
        told = json.loads(engine.eval(f"JSON.stringify(costedPlan.reckon({json.dumps(basis)}, {json.dumps(choice)}))"))
        assert same(told, wanted), (choice, told, wanted)


@pytest.mark.parametrize(
    ("amount", "shown"), [(0, "£0"), (49.9, "£0"), (50, "£100"), (1_234_567, "£1,234,600"), (999_950, "£1,000,000")]
)
def test_the_script_writes_pounds_as_the_report_does(amount: float, shown: str) -> None:
    from analysis.exhibits.planning.calculator import in_words

    quickjs = pytest.importorskip("quickjs", reason="no JavaScript engine is installed")
    engine = quickjs.Context()
    engine.eval((root() / "reports" / "styles" / "calculator.js").read_text(encoding="utf-8"))
    assert engine.eval(f"costedPlan.shown({amount}, 100, '£')") == shown
    assert in_words("total", Range(amount, amount, amount))["likely"] == shown


def as_script(kind: KindCosts) -> dict[str, Any]:
    parts = {"set_up": kind.set_up, "running": kind.running, "hours": kind.hours}
    return {"kind": kind.kind, **{name: list(vars(part).values()) if part else None for name, part in parts.items()}}


def vars_of(line: NetworkLine) -> dict[str, Any]:
    return {**vars(line), "cost": list(vars(line.cost).values())}


def same(told: dict[str, Any], wanted: Plan) -> bool:
    amounts = all(
        told[name] == pytest.approx(list(vars(getattr(wanted, name)).values()))
        for name in ("set_up", "yearly", "total", "hours")
    )
    return (
        amounts
        and (told["hubs"], told["facilitators"]) == (wanted.hubs, wanted.facilitators)
        and sorted(told["not_known"]) == sorted(wanted.not_known)
    )
