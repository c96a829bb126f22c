"""What the planning exhibits say, what they withhold, and that what they say changes with what is known."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.planning import calculator, costs, pathways, plan_basis, readiness, rents
from analysis.exhibits.planning.pathways_family import released_pathways
from analysis.exhibits.register import coverage
from analysis.measures.planning.costs import OTHERS
from tests.exhibits.drawn_edition import awards, drawn, open_drawn

QUARTERS = ("2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4")
NASTY = '</script><img src=x onerror="alert(1)"> *b* [x](http://example.org)'
SQUARE = json.dumps([[[[-4.0, 52.0], [-3.9, 52.0], [-3.9, 52.1], [-4.0, 52.1], [-4.0, 52.0]]]])


def hubs(*rows: dict[str, Any]) -> pl.DataFrame:
    made = [{"name": f"Hub {row['hub_id'].upper()}", "locality_id": row["hub_id"], **row} for row in rows]
    return drawn("hubs", made, kind="library", status="established", latitude=52.05, longitude=-3.95)


def places(*codes: str, **more: Any) -> pl.DataFrame:
    usual = {"population": 1_000, "deprivation_decile": 3, "latitude": 52.0, "longitude": -4.0, **more}
    return drawn("localities", [{"locality_id": code, "name": f"Place {code}"} for code in codes], **usual)


def spending(**money: float) -> dict[str, pl.DataFrame]:
    """Returns of four quarters with money out, and the question that they answer."""
    asked = [("money_out", "money", "GBP"), ("volunteer_hours", "hours", "hours"), ("sessions", "count", "sessions")]
    rows = [
        {"hub_id": hub, "quarter": quarter, "question_id": question, "value": value}
        for hub, each in money.items()
        for quarter in QUARTERS
        for question, value in (("money_out", each), ("volunteer_hours", 50.0), ("sessions", 10.0))
    ]
    questions = [
        {"question_id": name, "number": "1", "wording": name, "kind": kind, "unit": unit, "minutes": 1.0, "why": "", "people": False}
        for name, kind, unit in asked
    ]  # fmt: skip
    return {"returns": drawn("returns", rows, qualifier="exact"), "questions": drawn("questions", questions)}


def cost_lines(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {
        "hub_kind": "any",
        "pattern": "stand-alone",
        "phase": "running",
        "unit": "GBP per year",
        "what": "Rent",
        "basis": "a guess",
    }
    return drawn("cost_lines", [{"line_id": f"l{number}", **usual, **row} for number, row in enumerate(rows)])  # fmt: skip


def line(amount: float, **more: Any) -> dict[str, Any]:
    return {"low": amount / 2, "likely": amount, "high": amount * 2, **more}


def counted(*rows: tuple[str, str, int]) -> pl.DataFrame:
    made = [
        {"from_hub": start, "to_hub": end, "people": people, "quarter": "2024-25 Q1"} for start, end, people in rows
    ]
    return drawn("pathways", made)


EMPTY_EDITIONS = (
    coverage.hubs_and_need,
    coverage.gaps_by_need,
    costs.running_costs,
    costs.set_up_costs,
    costs.declared_lines,
    calculator.planned_network,
    rents.rent_model,
    rents.shared_costs,
    readiness.readiness_of_network,
    pathways.referral_network,
    pathways.pathway_strengths,
)


@pytest.mark.parametrize("make", EMPTY_EDITIONS, ids=lambda make: make.__name__)
def test_a_network_that_holds_none_of_it_is_told_what_would_be_needed(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit = make(open_drawn(monkeypatch, "2024-25 Q3"))
    assert not exhibit.known
    assert "What would be needed" in exhibit.markdown()


def test_the_map_draws_outlines_where_they_are_and_points_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"hubs": hubs({"hub_id": "a"}), "localities": places("a", "b")}
    outlines = drawn("boundaries", [{"locality_id": "a", "outline": SQUARE}])
    plain_map = coverage.hubs_and_need(open_drawn(monkeypatch, **known))
    drawn_map = coverage.hubs_and_need(open_drawn(monkeypatch, **known, boundaries=outlines))
    assert plain(plain_map.title) == "Of 2 localities, 1 had an established hub, 0 an emerging one and 1 no hub at all"
    filled = [[trace.fill for trace in made.figure.data].count("toself") for made in (plain_map, drawn_map)]  # type: ignore[union-attr]
    assert filled == [0, 1]
    layout = drawn_map.figure.layout  # type: ignore[union-attr]
    assert layout.yaxis.scaleanchor == "x" and 1.6 < layout.yaxis.scaleratio < 1.65  # 1 / cos 52 degrees
    types = {trace.type for trace in drawn_map.figure.data}  # type: ignore[union-attr]
    assert types == {"scatter"}  # no map server is asked for anything


def test_gaps_stand_by_need_with_their_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    near = places("a", "b")
    made = coverage.gaps_by_need(open_drawn(monkeypatch, hubs=hubs({"hub_id": "a"}), localities=near))
    assert plain(made.title) == "1 locality without a hub; Place b, in deprivation tenth 3, comes first by need"
    assert "Hub A, is 6.5 km away" in plain(made.sentence.text)
    none = coverage.gaps_by_need(open_drawn(monkeypatch, hubs=hubs({"hub_id": "a"}), localities=places("a")))
    assert "No locality is without a hub" in none.markdown()


def test_the_money_of_fewer_than_three_hubs_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    two = {**spending(a=100.0, b=200.0), "hubs": hubs({"hub_id": "a"}, {"hub_id": "b"})}
    assert not costs.running_costs(open_drawn(monkeypatch, **two)).known
    three = {
        **spending(a=1_000.0, b=2_000.0, c=4_000.0),
        "hubs": hubs({"hub_id": "a"}, {"hub_id": "b"}, {"hub_id": "c"}),
    }
    made = costs.running_costs(open_drawn(monkeypatch, **three))
    assert made.table is not None
    assert made.table.frame.select("group", "hubs", "low", "likely", "high").rows() == [
        ("library", 3, 6_000.0, 8_000.0, 12_000.0)
    ]
    mixed = three | {
        "hubs": hubs(
            {"hub_id": "a", "kind": "school"}, {"hub_id": "b", "kind": "library"}, {"hub_id": "c", "kind": "other"}
        )
    }
    pooled = costs.running_costs(open_drawn(monkeypatch, **mixed))
    assert pooled.table is not None and pooled.table.frame["group"].to_list() == [OTHERS]  # fmt: skip


def planned(monkeypatch: pytest.MonkeyPatch, **more: pl.DataFrame) -> OpenEdition:
    known = {
        "hubs": hubs({"hub_id": "a"}),
        "localities": places("a", "b", "c"),
        "cost_lines": cost_lines(
            line(1_000.0, phase="set-up", unit="GBP", hub_kind="library"),
            line(600.0, hub_kind="library"),
            line(20_000.0, hub_kind="network", shared_by=4, facilitator=True),
        ),
    }
    return open_drawn(monkeypatch, **{**known, **more})


def test_the_plan_begins_with_the_gaps_and_its_sums_are_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    made = calculator.planned_network(planned(monkeypatch))
    assert plain(made.title) == (
        "For example, 2 libraries, with what their network shares (rent), would take about £2,000 to set up and £21,200 a year to run"
    )
    facts = {fact.id: fact for fact in made.facts}
    assert facts["plan.total.likely"].value == 2_000 + 3 * 21_200
    assert all(name in facts for name in facts["plan.total.likely"].inputs)
    assert "It includes 1 area facilitator" in plain(made.sentence.text)
    assert "volunteers' hours of a library" in plain(made.sentence.text)


def test_what_hubs_told_goes_before_what_was_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    told = spending(a=1_000.0, b=2_000.0, c=4_000.0)
    three = hubs({"hub_id": "a"}, {"hub_id": "b"}, {"hub_id": "c"})
    (kind,) = plan_basis.plan_basis(planned(monkeypatch, hubs=three, **told)).kinds
    assert kind.running is not None and kind.set_up is not None
    assert (kind.running.basis, kind.running.range.likely) == ("what hubs told", 8_000.0)
    assert (kind.set_up.basis, kind.set_up.range.likely) == ("declared", 1_000.0)


def test_the_page_holds_the_numbers_that_the_facts_state(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = cost_lines(
        line(1_000.0, phase="set-up", unit="GBP", hub_kind="library"),
        line(600.0, hub_kind="library"),
        line(5.0, hub_kind="network", what=NASTY),
    )
    made = calculator.planned_network(planned(monkeypatch, cost_lines=lines))
    page = made.markdown()
    held = json.loads(re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    facts = {fact.id: fact.value for fact in made.facts}
    (kind,) = held["kinds"]
    assert kind["running"] == [facts[name] for name in kind["facts"]["running"]] == [300.0, 600.0, 1_200.0]
    assert held["lines"][0]["line"] == NASTY
    assert re.search(r"(?<!\\)<img", page) is None  # typed words stay words
    assert 'unless-format="html"' in page and "| Setting up, once" in page  # the worked example, for PDF and Word


def test_rents_say_what_they_would_cover(monkeypatch: pytest.MonkeyPatch) -> None:
    tier = {
        "who": NASTY,
        "affordable": False,
        "rate": 20.0,
        "hours_low": 60.0,
        "hours_likely": 100.0,
        "hours_high": 200.0,
        "basis": "a guess",
    }
    edition = open_drawn(
        monkeypatch,
        rent_tiers=drawn("rent_tiers", [{"tier_id": "t", **tier}]),
        cost_lines=cost_lines(line(8_000.0, pattern="hub and spoke", shared_by=2), line(9e9)),
    )  # fmt: skip
    made = rents.rent_model(edition)
    assert plain(made.title) == "Rents would cover 50% of what such a building costs to run: between 15% and 200%"
    assert "200 hours a year would have to be let in the same mix; 100 are likely, so that the rest has to come" in plain(made.sentence.text)  # fmt: skip
    shown = made.markdown().replace(made.alt.replace('"', "'"), "")  # an attribute in which nothing is markup
    assert "<img" not in shown
    assert "would cost each hub about £4,000 a year less" in plain(rents.shared_costs(edition).title)


def test_small_counts_of_pathways_are_withheld_and_in_no_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    three = hubs({"hub_id": "a"}, {"hub_id": "b"}, {"hub_id": "c"}, {"hub_id": "d"})
    edition = open_drawn(monkeypatch, hubs=three, pathways=counted(("a", "b", 22), ("b", "c", 5), ("c", "a", 6)))
    made = pathways.referral_network(edition)
    assert made.table is not None
    people = dict(made.table.frame.select("pathway", "people").rows())
    assert people == {"a > b": 20.0, "b > c": None, "c > a": None}  # a sum of two tells each of the other
    assert plain(made.title) == "3 pathways joined 3 hubs; about 20 people were pointed from one to another"
    assert "No pathway on record leads to Hub D" in plain(made.sentence.text)
    assert not {5.0, 6.0, 11.0, 22.0} & {fact.value for fact in made.facts}


def test_counts_of_pathways_that_are_withheld_are_never_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty over five of them would keep each unknown in its quarter; beside other quarters and editions it would not."""
    names = "abcdef"
    small = [(start, end, 4) for start, end in pairwise(names)]
    edition = open_drawn(
        monkeypatch, hubs=hubs(*({"hub_id": name} for name in names)), pathways=counted(("a", "c", 22), *small)
    )
    made = pathways.referral_network(edition)
    assert made.table is not None
    people = dict(made.table.frame.select("pathway", "people").rows())
    assert people == {"a > c": 20.0, **{f"{start} > {end}": None for start, end, _ in small}}
    assert "about 20 people" in plain(made.title)
    assert "and in no sum" in plain(made.sentence.text)
    assert released_pathways(edition).frame["people"].sum() == 20.0


def test_a_pathway_alone_and_small_gives_no_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch, hubs=hubs({"hub_id": "a"}, {"hub_id": "b"}), pathways=counted(("a", "b", 5)))
    made = pathways.referral_network(edition)
    assert plain(made.title) == "1 pathway joined 2 hubs"
    assert all(fact.value in (None, 0, 1, 2) for fact in made.facts)


def test_pathways_that_exceed_the_returns_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        {
            "question_id": name,
            "number": "1",
            "wording": name,
            "kind": "count",
            "unit": "people",
            "minutes": 1.0,
            "why": "",
            "people": True,
        }
        for name in ("referrals_in", "referrals_out")
    ]
    returned = [
        {"hub_id": hub, "quarter": "2024-25 Q1", "question_id": "referrals_in", "value": value}
        for hub, value in (("b", 12.0), ("c", 90.0))
    ]
    edition = open_drawn(
        monkeypatch,
        hubs=hubs({"hub_id": "a"}, {"hub_id": "b"}, {"hub_id": "c"}),
        pathways=counted(("a", "b", 40), ("a", "c", 40)),
        questions=drawn("questions", asked),
        returns=drawn("returns", returned, qualifier="exact"),
    )  # fmt: skip
    said = plain(pathways.pathway_strengths(edition).sentence.text)
    assert "For Hub B the pathways count more people than the return does" in said
    assert "Hub C" not in said.split("For ")[1]


def answer(hub: str, question: str, said: str) -> dict[str, Any]:
    return {"hub_id": hub, "question_id": question, "answer": said, "day": dt.date(2024, 5, 1), "note": NASTY}


def test_a_hubs_plan_says_what_comes_first_and_prints_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    given = drawn("readiness", [answer("a", "returns", "no"), answer("a", "insurance", "partly"), answer("a", "money", "yes"), answer("b", "building", "no")])  # fmt: skip
    edition = open_drawn(monkeypatch, hubs=hubs({"hub_id": "a"}, {"hub_id": "b"}), readiness=given)
    edition.hub = "a"
    made = readiness.readiness_plan(edition)
    assert made.table is not None
    assert made.table.frame["label"].to_list() == ["insurance", "returns"]
    assert plain(made.title) == "1 of 3 things asked about is in place; insurance comes first"
    assert "onerror" not in made.markdown()
    edition.hub = None
    network = readiness.readiness_of_network(edition)
    assert plain(network.title).startswith("None of 0 hubs had in place all")


def test_awards_lead_back_from_the_set_up_range(monkeypatch: pytest.MonkeyPatch) -> None:
    made = costs.set_up_costs(
        open_drawn(
            monkeypatch,
            hubs=hubs(*({"hub_id": code} for code in "abc")),
            awards=awards(*({"award_id": code, "title": "Start-up", "recipient_hub": code} for code in "abc")),
        )
    )
    likely = next(fact for fact in made.facts if ".likely." in fact.id)
    assert likely.value == 1_000.0
    assert [origin.as_dict() for origin in likely.origins] == [
        {"table": "awards", "where": {"award_id": ["a", "b", "c"]}}
    ]
