"""What is planted can be found again by the plainest computation, and what is not there is not found."""

import itertools
import math
import statistics

from demonstration import five_valleys, marches, planted
from demonstration.cases.case_studies import CODERS, case_studies
from demonstration.cases.codebook import codable_codes
from demonstration.money.grants import LEAD_SHARE, PARENT, PARENT_AMOUNT, PASSED_ON, five_valleys_awards
from demonstration.money.marches_grants import START_UP_CAP, marches_awards
from demonstration.returns.activity import answers, attendances


def changes(question: str) -> dict[str, float]:
    """Each hub's change of the logarithm's mean, from before the facilitators began to after."""
    before: dict[str, list[float]] = {}
    after: dict[str, list[float]] = {}
    for hub, quarter in five_valleys.expected_returns():
        side = before if quarter < planted.FACILITATORS_BEGAN else after
        value = answers(five_valleys.MODEL, hub, quarter)[question]
        side.setdefault(hub.hub_id, []).append(math.log(float(value or 0)))
    return {hub: statistics.fmean(after[hub]) - statistics.fmean(before[hub]) for hub in before}


def difference(change: dict[str, float], treated: tuple[str, ...]) -> float:
    others = [value for hub, value in change.items() if hub not in treated]
    return statistics.fmean(change[hub] for hub in treated) - statistics.fmean(others)


def randomisation_p(change: dict[str, float]) -> float:
    """Two-sided, over all 210 ways in which six of ten hubs could have had a facilitator."""
    found = abs(difference(change, planted.FACILITATED))
    all_ways = [abs(difference(change, ways)) for ways in itertools.combinations(sorted(change), 6)]
    return sum(way >= found - 1e-12 for way in all_ways) / len(all_ways)


def limits(values: list[int]) -> tuple[float, float]:
    """XmR limits, moving ranges above 3.267 times their mean left out."""
    ranges = [abs(b - a) for a, b in itertools.pairwise(values)]
    spread = 2.66 * statistics.fmean(gap for gap in ranges if gap < 3.267 * statistics.fmean(ranges))
    return statistics.fmean(values) - spread, statistics.fmean(values) + spread


def by_quarter(question: str, hubs: tuple[str, ...]) -> list[int]:
    """Sums over hubs that were open in all quarters."""
    rows = [(hub, quarter) for hub, quarter in five_valleys.expected_returns() if hub.hub_id in hubs]
    return [
        sum(int(answers(five_valleys.MODEL, hub, when)[question] or 0) for hub, when in rows if when == quarter)  # type: ignore[call-overload]
        for quarter in five_valleys.QUARTERS
    ]


def ranks(values: list[float]) -> list[float]:
    return [sum(other < value for other in values) + sum(other == value for other in values) / 2 for value in values]


def test_facilitated_hubs_gain_a_fifth() -> None:
    change = changes("attendances")
    effect = math.exp(difference(change, planted.FACILITATED))
    assert abs(effect - planted.FACILITATION) < 0.06
    assert randomisation_p(change) < 0.05


def test_volunteers_do_not_change() -> None:
    assert randomisation_p(changes("volunteers")) > 0.1
    low, high = limits(by_quarter("volunteers", planted.EXISTED_BEFORE))
    assert all(low < count < high for count in by_quarter("volunteers", planted.EXISTED_BEFORE))


def test_last_year_stands_out_on_a_chart_of_the_network() -> None:
    everyone = tuple(hub.hub_id for hub in five_valleys.hubs())
    for hubs in (everyone, planted.EXISTED_BEFORE):
        values = by_quarter("attendances", hubs)
        assert any(value > limits(values)[1] for value in values[8:])


def test_flooded_quarter_falls_out_of_its_hubs_own_limits() -> None:
    hub = next(hub for hub in five_valleys.hubs() if hub.hub_id == planted.CLOSED_HUB)
    quarters = [quarter for quarter in five_valleys.QUARTERS if quarter >= hub.opened]
    values = [attendances(five_valleys.MODEL, hub, quarter) for quarter in quarters]
    below = [quarter for quarter, value in zip(quarters, values, strict=True) if value < limits(values)[0]]
    assert below == [planted.CLOSED_QUARTER]


def test_deprivation_says_nothing_about_attendances_a_head() -> None:
    places = {locality.locality_id: locality for locality in five_valleys.localities()}
    rates, tenths = [], []
    for hub in five_valleys.hubs():
        came = sum(attendances(five_valleys.MODEL, hub, quarter) for quarter in five_valleys.QUARTERS[8:])
        rates.append(came / places[hub.locality_id].population)
        tenths.append(float(places[hub.locality_id].deprivation_decile))
    assert abs(statistics.correlation(ranks(rates), ranks(tenths))) < 0.2


def test_answers_keep_to_one_another() -> None:
    rows = [answers(five_valleys.MODEL, *row) for row in five_valleys.expected_returns()]
    rows += [answers(marches.MODEL, *row) for row in marches.expected_returns()]
    assert len(rows) > 600
    for row in rows:
        if row["people"] is not None:
            bands = [row[band] for band in ("people_0_17", "people_18_64", "people_65_plus")]
            assert sum(bands) == row["people"] <= row["attendances"]
            assert min(bands) >= 0


def test_marches_have_the_published_shape() -> None:
    hubs = marches.hubs()
    assert len(hubs) == len({hub.hub_id for hub in hubs}) == 72
    assert sum(hub.warm_space for hub in hubs) == planted.MARCHES_WARM_SPACES
    for question, about in (
        ("sessions", planted.MARCHES_SESSIONS),
        ("volunteers", planted.MARCHES_VOLUNTEERS),
        ("agencies", planted.MARCHES_AGENCIES),
    ):
        totals = [sum(answers(marches.MODEL, hub, when)[question] for hub in hubs) for when in marches.QUARTERS]
        assert abs(statistics.fmean(totals) / about - 1) < 0.05, question


def test_warm_spaces_fill_in_winter_and_nothing_else_moves() -> None:
    def winter_rise(warm: bool) -> float:
        rises = []
        for hub in marches.hubs():
            if hub.warm_space is warm:
                winter, summer = (
                    [attendances(marches.MODEL, hub, when) for when in marches.QUARTERS if when.quarter in months]
                    for months in ((3, 4), (1, 2))
                )
                rises.append(math.log(statistics.fmean(winter) / statistics.fmean(summer)))
        return math.exp(statistics.fmean(rises))

    assert abs(winter_rise(True) - planted.MARCHES_WARM_SPACE) < 0.05
    assert abs(winter_rise(False) - 1) < 0.05
    for kind in ("lunch club", "leisure centre"):
        hubs = [hub for hub in marches.hubs() if hub.kind == kind]
        years = [
            sum(attendances(marches.MODEL, hub, when) for hub in hubs for when in quarters)
            for quarters in (marches.QUARTERS[:4], marches.QUARTERS[4:])
        ]
        assert abs(years[1] / years[0] - 1) < 0.06, kind


def kappa(code: str) -> float:
    cases = case_studies()
    first, second = (
        [any((given.code, given.coder) == (code, coder) for given in case.codings) for case in cases]
        for coder in CODERS
    )
    agree = statistics.fmean(a == b for a, b in zip(first, second, strict=True))
    p, q = statistics.fmean(first), statistics.fmean(second)
    chance = p * q + (1 - p) * (1 - q)
    return (agree - chance) / (1 - chance)


def test_coders_agree_on_all_codes_but_one() -> None:
    assert len(codable_codes()) > 10
    for code in codable_codes():
        assert kappa(code) < 0.2 if code == planted.POOR_AGREEMENT else kappa(code) > 0.7, code


def test_passages_begin_and_end_where_they_say() -> None:
    """Positions count code points: texts hold accents, pounds and one character outside the basic plane."""
    cases = case_studies()
    assert len(cases) == 24
    assert all({char for case in cases for char in case.text} >= {char} for char in "é£🌱")
    for case in cases:
        assert 120 <= len(case.text.split()) <= 220
        for given in case.codings:
            passage = case.text[given.start : given.end]
            assert passage[0] not in " \n" and passage.rstrip("?.,") != "" and 0 <= given.start < given.end
            assert given.start == 0 or case.text[given.start - 1] in " \n"


def test_no_passage_is_told_twice() -> None:
    places = {
        (case.case_id, given.start, given.end, case.text[given.start : given.end])
        for case in case_studies()
        for given in case.codings
        if given.coder == CODERS[0]
    }
    assert len(places) == len({words for *_, words in places})


def test_money_passed_on_adds_up_to_its_parent() -> None:
    awards = five_valleys_awards({hub.hub_id: hub for hub in five_valleys.hubs()})
    assert sum(PASSED_ON.values()) + LEAD_SHARE == PARENT_AMOUNT == 275_000
    assert {award.recipient[0] for award in awards if award.recipient and award.related == PARENT} == {
        f"360G-fivevalleys-{hub.hub_id}" for hub in five_valleys.hubs()
    }
    assert {award.currency for award in awards} == {"GBP", "EUR"}
    starts = [award for award in marches_awards(marches.hubs()) if award.programme == "Start-up grants"]
    assert len(starts) > 30
    assert max(award.amount for award in starts if isinstance(award.amount, int)) <= START_UP_CAP
