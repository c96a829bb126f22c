"""Declared comparisons: published examples to their printed digits, planted effects recovered, effects that are not there not found."""

import math
import random
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
import pytest

from analysis.measures.returns.designs.checks import (
    ONE_EFFECT,
    Check,
    design_checks,
    levels_changed,
    pretended_start,
    trend_before,
)
from analysis.measures.returns.designs.counterfactual import Panel, Scale, Test, differences, estimated, panel_of
from analysis.measures.returns.designs.two_way import one_effect_for_all

QUARTERS = [f"{2022 + quarter // 4}-{23 + quarter // 4} Q{quarter % 4 + 1}" for quarter in range(12)]
FIFTH = QUARTERS[4]


def answers(effect: float, treated: int, hubs: int, seed: int = 7) -> pl.DataFrame:
    """Attendances of `hubs` hubs over twelve quarters; the first `treated` gain `effect` percent from the fifth quarter."""
    chance = random.Random(seed)
    rows = []
    for hub in range(hubs):
        level = chance.uniform(200, 2000)
        for quarter in range(12):
            gain = 1 + effect / 100 if hub < treated and quarter >= 4 else 1
            season = 1 + 0.1 * math.sin(quarter)
            rows.append((f"H{hub}", QUARTERS[quarter], level * gain * season * chance.gauss(1, 0.04)))
    return pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row")


def panel(
    frame: pl.DataFrame, treated: int, within: Mapping[str, str] | None = None, scale: Scale = "logarithms"
) -> Panel:
    starts = {f"H{n}": FIFTH for n in range(treated)}
    made = panel_of(frame, "attendances", starts, frame["hub_id"].unique().to_list(), within, scale)
    assert made is not None
    return made


def of_means(cohorts: Mapping[int, tuple[int, Sequence[float]]], first: int) -> Panel:
    """A panel of logarithms: cohort (the period that it begins in; 0 never) -> how many units alike, and its mean in each period."""
    rows = [
        (f"{cohort}-{unit}", str(first + place), math.exp(mean))
        for cohort, (units, means) in cohorts.items()
        for unit in range(units)
        for place, mean in enumerate(means)
    ]
    frame = pl.DataFrame(rows, schema=["hub_id", "quarter", "y"], orient="row")
    hubs = frame["hub_id"].unique().to_list()
    starts = {hub: hub.split("-")[0] for hub in hubs if not hub.startswith("0-")}
    made = panel_of(frame, "y", starts, hubs, None, "logarithms")
    assert made is not None
    return made


def difference(made: Panel) -> float:
    return float(differences(made, made.values, made.starts[None, :])[0])


# Teen employment (mpdta of the R package did, Callaway and Sant'Anna 2021): mean of lemp in 2003 to 2007 by first year of treatment.
MPDTA = {
    0: (309, [5.65463, 5.592, 5.6048084, 5.6388963, 5.6611325]),
    2004: (20, [6.1796968, 6.1065636, 6.0594521, 6.0267044, 6.085388]),
    2006: (40, [6.5739936, 6.5178837, 6.5279413, 6.5574346, 6.543041]),
    2007: (131, [5.8429065, 5.8107831, 5.8208657, 5.8238664, 5.8200482]),
}


@pytest.mark.parametrize(
    ("cohort", "year", "published"), [(2004, 2004, -0.0105), (2007, 2007, -0.0261), (2006, 2007, -0.0412)]
)
def test_one_cohort_and_one_year_before_it_is_callaway_and_sant_annas_estimate(
    cohort: int, year: int, published: float
) -> None:
    """ATT(g, t) against the never treated, as the vignette of did prints it: from the year before g to t, beyond the never treated."""
    before, at = cohort - 1 - 2003, year - 2003
    rows = {
        group: (units, [means[before], means[at]]) for group, (units, means) in MPDTA.items() if group in (0, cohort)
    }
    made = of_means({0 if group == 0 else year: value for group, value in rows.items()}, year - 1)
    assert difference(made) == pytest.approx(published, abs=0.00005)


def test_all_cohorts_of_teen_employment_by_imputation_and_by_one_effect_for_all() -> None:
    """-0.0477 by did_imputation, -0.0365 by two-way fixed effects, as the packages didimputation and fixest print them."""
    made = of_means(MPDTA, 2003)
    assert difference(made) == pytest.approx(-0.0477, abs=0.00005)
    naive = one_effect_for_all(made.logarithms, made.starts)
    assert naive is not None and math.log1p(naive / 100) == pytest.approx(-0.0365, abs=0.00005)


def test_minimum_wages_in_new_jersey_and_pennsylvania() -> None:
    """Card and Krueger (1994), table 3, row 4: full-time posts a restaurant, the same ones in both waves, +0.47 in New Jersey and -2.28 in
    Pennsylvania; so 2.75 more, in restaurants that began from any size."""
    jersey, pennsylvania = 0.47, -2.28
    made = of_means({1993: (3, [2.0, 2.0 + jersey]), 0: (2, [5.0, 5.0 + pennsylvania])}, 1992)
    assert difference(made) == pytest.approx(2.75)


# base_stagg of the R package fixest: five units begin in each of the periods 2 to 10, fifty never; the true effect is -1 on average.
BASE_STAGG = {
    102: (5, [-0.6123, -0.8159, 1.0287, 0.8742, 2.2385, 3.3256, 4.5478, 6.607, 6.547, 10.1582]),
    103: (5, [-0.5479, -2.0355, -2.4284, -1.8168, 0.202, 1.4732, 2.9757, 3.8429, 7.9284, 5.2838]),
    104: (5, [-2.3505, -1.7622, -1.7464, -5.04, -2.2095, -1.2814, 1.1274, 2.8746, 2.9381, 5.3792]),
    105: (5, [-1.3294, -2.1349, -1.3671, 0.8559, -3.6588, -2.8215, -2.2876, -1.1809, 1.9725, 1.4269]),
    106: (5, [-3.0093, 0.3549, -0.1192, -0.1604, 0.047, -4.6727, -5.3889, -3.3698, 1.6678, -0.7709]),
    107: (5, [-1.2821, 0.3421, -1.0968, -1.2981, -1.133, -0.1308, -6.3738, -4.3139, -3.5343, -1.9448]),
    108: (5, [-1.602, -2.7181, -1.4101, -1.0781, -1.2212, 0.916, 0.011, -5.2801, -2.2975, -2.6037]),
    109: (5, [-1.7484, -1.984, -0.0857, -1.82, -0.6741, 0.3221, 1.9025, 1.8738, -8.4568, -4.3794]),
    110: (5, [0.5972, -2.0036, 0.2376, -0.695, -0.9348, 0.6045, 1.6089, 1.2117, 0.6005, -6.9663]),
    0: (50, [-1.3438, -1.4854, -0.5053, -0.4225, 0.0015, 0.0322, -0.2027, 0.6616, 1.0028, 1.4738]),
}


@pytest.mark.parametrize(
    ("since", "published"),
    [(-9, 2.343297), (-8, -0.866391), (-7, -0.345837), (-6, -0.471113), (-5, -0.796544), (-4, -0.280033), (-3, -0.315766), (-2, 0.241325)],
)  # fmt: skip
def test_staggered_cohorts_against_the_never_treated_are_what_fixest_prints(since: int, published: float) -> None:
    """feols(y ~ sunab(year_treated, year) | id + year, base_stagg), without x1, as issue 287 of fixest prints it: quarters since the start
    against the one before it, beyond the never treated. The means above have four digits, so these are equal to as many."""
    found = []
    for start in range(2, 11):
        if start + since >= 1:
            (_, never), (_, own) = BASE_STAGG[0], BASE_STAGG[100 + start]
            last, at = start - 2, start + since - 1
            found.append(difference(of_means({0: (50, [never[last], never[at]]), 2: (5, [own[last], own[at]])}, 1)))
    assert np.mean(found) == pytest.approx(published, abs=0.0001)


def test_growing_effects_one_after_another_are_recovered_where_one_effect_for_all_misleads() -> None:
    made = of_means(BASE_STAGG, 101)
    assert difference(made) == pytest.approx(-1, abs=0.4)
    naive = one_effect_for_all(made.logarithms, made.starts)
    assert naive is not None and math.log1p(naive / 100) == pytest.approx(-3.47, abs=0.005)


@pytest.mark.parametrize("scale", ["sums", "logarithms"])
def test_effects_that_grow_in_waves_are_recovered_and_the_misleading_regression_is_told(scale: Scale) -> None:
    """Eight hubs in three waves, each six points higher with every quarter since its start, beside four others; no noise."""
    waves = {"H0": 3, "H1": 3, "H2": 3, "H3": 6, "H4": 6, "H5": 6, "H6": 9, "H7": 9}
    rows, gains = [], []
    for hub in range(12):
        for quarter in range(12):
            since = quarter - waves.get(f"H{hub}", 99) + 1
            gain = 1 + 0.06 * since if since > 0 else 1.0
            gains += [gain] if since > 0 else []
            rows.append((f"H{hub}", QUARTERS[quarter], 1000 * gain * (1 + 0.1 * math.sin(quarter))))
    frame = pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row")
    starts = {hub: QUARTERS[place] for hub, place in waves.items()}
    made = panel_of(frame, "attendances", starts, [f"H{n}" for n in range(12)], None, scale)
    assert made is not None
    truth = math.exp(np.mean(np.log(gains))) if scale == "logarithms" else np.mean(gains)
    assert math.exp(difference(made)) == pytest.approx(truth, abs=0.012)
    naive = one_effect_for_all(made.logarithms, made.starts)
    assert naive is not None and naive < 100 * (truth - 1) - 4
    assert [check.effect for check in design_checks(made) if check.name == ONE_EFFECT] == [naive]


@pytest.mark.parametrize("scale", ["sums", "logarithms"])
def test_a_planted_effect_is_recovered_and_lies_in_its_interval(scale: Scale) -> None:
    found = estimated(panel(answers(effect=20, treated=6, hubs=10), 6, scale=scale))
    assert found.ways == 210
    assert found.low is not None and found.high is not None and found.low < 20 < found.high
    assert found.effect == pytest.approx(20, abs=5)
    assert found.p <= 0.05


def test_an_effect_that_is_not_there_is_not_found() -> None:
    found = [estimated(panel(answers(0, 4, 8, seed), 4, scale="sums")).p for seed in range(20)]
    assert sum(p <= 0.05 for p in found) <= 3  # one in twenty is expected


def test_placements_that_could_not_have_been_are_not_counted() -> None:
    """Two of three, two of three and two of four: 3 x 3 x 6 ways, and not the 210 to pick six of ten."""
    frame = answers(effect=20, treated=6, hubs=10)
    area = {0: "a", 1: "a", 6: "a", 2: "b", 3: "b", 7: "b", 4: "c", 5: "c", 8: "c", 9: "c"}
    found = estimated(panel(frame, 6, {f"H{n}": area[n] for n in range(10)}))
    anywhere = estimated(panel(frame, 6))
    assert (found.ways, anywhere.ways) == (54, 210)
    assert found.effect == pytest.approx(anywhere.effect)
    assert found.least == pytest.approx(1 / 54)


def test_hubs_that_begin_one_after_another_are_placed_in_every_order() -> None:
    """One early and one late among five: 5 x 4 ways."""
    frame = answers(effect=20, treated=2, hubs=5)
    made = panel_of(frame, "attendances", {"H0": FIFTH, "H1": QUARTERS[7]}, [f"H{n}" for n in range(5)])
    assert made is not None
    assert len(made.ways) == len({tuple(way) for way in made.ways.tolist()}) == 20


@pytest.mark.parametrize(("treated", "hubs", "least"), [(3, 6, 2 / 20), (2, 5, 1 / 10), (4, 7, 1 / 35), (3, 7, 1 / 35)])
def test_with_few_hubs_no_difference_can_be_told_and_no_search_bound_is_printed(
    treated: int, hubs: int, least: float
) -> None:
    found = estimated(panel(answers(effect=60, treated=treated, hubs=hubs), treated))
    assert found.least == pytest.approx(least)
    assert found.can_tell == (least <= 0.05)
    assert found.p >= 1 / found.ways
    if not found.can_tell:
        assert found.low is None and found.high is None


def test_one_hub_on_a_side_is_too_few() -> None:
    frame = answers(effect=20, treated=1, hubs=6)
    assert panel_of(frame, "attendances", {"H0": FIFTH}, [f"H{n}" for n in range(6)]) is None


def closed_from(frame: pl.DataFrame, hubs: Sequence[str], quarter: str) -> pl.DataFrame:
    shut = pl.col("hub_id").is_in(list(hubs)) & (pl.col("quarter") >= quarter)
    return frame.with_columns(attendances=pl.when(shut).then(0.0).otherwise("attendances"))


def test_hubs_that_closed_stay_in() -> None:
    """Two of four alike close half way through the eight quarters since: a quarter of what was expected is gone."""
    frame = pl.DataFrame(
        [(f"H{hub}", quarter, 500.0) for hub in range(8) for quarter in QUARTERS],
        schema=["hub_id", "quarter", "attendances"],
        orient="row",
    )
    made = panel(closed_from(frame, ["H0", "H1"], QUARTERS[8]), 4, scale="sums")
    assert (len(made.hubs), made.noughts) == (8, 0)
    assert estimated(made).effect == pytest.approx(-25)


def test_noughts_that_logarithms_leave_out_are_counted() -> None:
    assert panel(closed_from(answers(0, 4, 8), ["H0"], QUARTERS[8]), 4).noughts == 4


def test_a_level_that_went_down_less_is_told_as_such() -> None:
    rows = [
        (f"H{hub}", quarter, 100.0 if place < 4 else 70.0 if hub < 3 else 50.0)
        for hub in range(6)
        for place, quarter in enumerate(QUARTERS)
    ]
    made = panel(pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row"), 3, scale="sums")
    assert levels_changed(made) == (pytest.approx(-30), pytest.approx(-50))
    assert estimated(made).effect == pytest.approx(40)


def checked(made: Panel, name: str) -> Check:
    return next(check for check in design_checks(made) if check.name.startswith(name))


def test_hubs_that_grew_already_before_are_told() -> None:
    """Six hubs that were to be given it grow by a tenth a quarter before the start, the others do not."""
    frame = answers(effect=0, treated=6, hubs=10).with_columns(
        attendances=pl.when(pl.col("hub_id").is_in([f"H{n}" for n in range(6)]))
        .then(
            pl.col("attendances")
            * 1.1 ** pl.col("quarter").replace_strict(QUARTERS, list(range(12)), return_dtype=pl.Int64)
        )
        .otherwise("attendances")
    )
    grown = panel(frame, 6)
    assert checked(grown, "Growth").effect == pytest.approx(100 * math.log(1.1), abs=3)
    assert all(
        checked(grown, name).chance is not None and checked(grown, name).chance <= 0.05
        for name in ("Growth", "Pretended")
    )


def test_hubs_that_went_alike_before_are_told_apart_by_chance_alone() -> None:
    steady = [panel(answers(20, 6, 10, seed), 6) for seed in range(20)]
    chances = [check.chance for made in steady for check in (pretended_start(made), trend_before(made))]
    assert len(chances) == 40
    assert sum(chance is not None and chance <= 0.05 for chance in chances) <= 6  # two are expected


def test_one_hub_left_out_shows_the_hub_that_makes_the_difference() -> None:
    frame = answers(effect=0, treated=4, hubs=8).with_columns(
        attendances=pl.when((pl.col("hub_id") == "H0") & (pl.col("quarter") >= FIFTH))
        .then(pl.col("attendances") * 8)
        .otherwise("attendances")
    )
    left = checked(panel(frame, 4), "One hub left out")
    assert left.low == pytest.approx(0, abs=6) and left.high > 60


def test_what_is_called_visible_is_found_about_four_times_in_five() -> None:
    """The effect is planted anew in returns drawn anew, in the hubs that it was given to."""
    visible = Test(panel(answers(0, 5, 10, seed=1), 5)).smallest_visible()
    assert visible is not None
    found = [estimated(panel(answers(visible, 5, 10, seed), 5)).p <= 0.05 for seed in range(100, 140)]
    assert 0.6 <= sum(found) / len(found) <= 0.98


@pytest.mark.parametrize("scale", ["sums"])
def test_where_one_side_counted_nothing_there_is_no_ratio_and_no_estimate(scale: Scale) -> None:
    """The hubs without it closed their doors when it began: what would have been is nought, and nought is no measure."""
    silent = answers(effect=0, treated=4, hubs=8).with_columns(
        attendances=pl.when((pl.col("quarter") >= FIFTH) & ~pl.col("hub_id").is_in([f"H{n}" for n in range(4)]))
        .then(0.0)
        .otherwise("attendances")
    )
    assert estimated(panel(silent, 4, scale=scale)) is None
