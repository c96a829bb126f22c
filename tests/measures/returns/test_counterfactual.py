"""Declared comparisons: published examples to their printed digits, planted effects recovered, effects that are not there not found."""

import json
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace

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


# base_stagg of the R package fixest: five units begin in each of the periods 2 to 10, fifty never. Of each cohort the means of y in each period, and
# those of x1; planted are effects of -1 on average, and one of x1.
BASE_STAGG = {
    102: (5, [-0.6123361, -0.8158977, 1.0286625, 0.8741835, 2.2385352, 3.3256388, 4.547804, 6.6069756, 6.5469886, 10.1581706], [-1.2898232, 0.2490015, -0.1487693, 0.0295052, 0.7596722, 0.2899937, 0.2639533, 1.4780343, 0.6349579, 3.2320105]),
    103: (5, [-0.5479439, -2.0355008, -2.4284292, -1.8168408, 0.201974, 1.4732366, 2.9756693, 3.8429026, 7.9284049, 5.2837632], [-0.6402737, -1.8886666, -0.0398074, -0.0734464, -0.1641287, 0.3456885, 1.2523054, 1.1738655, 2.7650899, 0.7851107]),
    104: (5, [-2.3505154, -1.762168, -1.746395, -5.0400048, -2.2095153, -1.2813598, 1.1274361, 2.8745767, 2.9380665, 5.3791788], [-2.2499742, -1.690747, -1.3914477, -1.3768808, -0.4238504, 0.4858761, 0.7713461, 1.1936581, 1.0767879, 2.0495319]),
    105: (5, [-1.329395, -2.1348539, -1.3671248, 0.8558661, -3.6588067, -2.8215255, -2.2875969, -1.180933, 1.9724715, 1.4268689], [-1.5088233, -2.0913193, -1.2962388, -0.261169, 0.4632756, 0.6773716, -0.1844536, 0.1223628, 1.4817468, 1.1111276]),
    106: (5, [-3.0093386, 0.3549273, -0.1192291, -0.1604338, 0.0469817, -4.6727251, -5.3889182, -3.3698489, 1.6677771, -0.7708923], [-2.1110952, 0.4572637, -0.2829294, -0.1825128, 0.0501319, 0.6010715, -0.8727189, 0.0240802, 2.6803044, 0.4494672]),
    107: (5, [-1.282056, 0.3420524, -1.0968211, -1.2981142, -1.1330253, -0.1307759, -6.3738191, -4.3139324, -3.5343283, -1.9448039], [-1.5893387, 0.5297402, -1.3558487, -0.7671419, -1.1701528, -0.4387429, -0.0652978, 0.5079923, 0.4318635, 2.4089393]),
    108: (5, [-1.6020076, -2.7180593, -1.4101077, -1.0780708, -1.221191, 0.9160394, 0.0110364, -5.2800762, -2.2975049, -2.6036911], [-0.9513909, -1.7948814, -1.4547939, -0.0777907, -0.6236286, 0.5912266, 0.3172074, 1.1694, 2.8122683, 1.6019467]),
    109: (5, [-1.7484169, -1.9840027, -0.0857049, -1.819991, -0.674105, 0.3220858, 1.9025292, 1.8738385, -8.4568085, -4.3794434], [-1.3049324, -2.1753662, -0.8249462, -1.6064678, -0.0460899, 0.0306462, 1.4307764, 2.5456213, -0.2349795, 2.9392035]),
    110: (5, [0.5971851, -2.0036075, 0.2376468, -0.695046, -0.9347672, 0.6044867, 1.6089294, 1.2116682, 0.6004792, -6.9662554], [0.1960327, -1.6620847, -0.1746753, -0.3042536, -0.6725354, 0.0707718, 1.276278, 1.3447172, 0.6666472, 1.6746915]),
    0: (50, [-1.3438229, -1.4853677, -0.5053022, -0.4225385, 0.0015395, 0.0322444, -0.2026534, 0.661601, 1.0027677, 1.4737979], [-1.3721183, -1.3044369, -0.8723887, -0.4064886, -0.269448, 0.0468398, 0.0146211, 0.8188586, 1.100682, 1.4313108]),
}  # fmt: skip
X1 = 0.994678  # its coefficient as fixest prints it beside the cohorts' effects


def without_x1(cohort: int) -> list[float]:
    _, outcome, beside = BASE_STAGG[cohort]
    return [y - X1 * x for y, x in zip(outcome, beside, strict=True)]


def of_cohort(start: int, since: int, means: Callable[[int], list[float]]) -> float:
    """One cohort's difference so many periods since its start from the one before it, beyond the never treated."""
    never, own, last, at = means(0), means(100 + start), start - 2, start + since - 1
    return difference(of_means({0: (50, [never[last], never[at]]), 2: (5, [own[last], own[at]])}, 1))


@pytest.mark.parametrize(
    ("since", "published"),
    [(-9, 2.343297), (-8, -0.866391), (-7, -0.345837), (-6, -0.471113), (-5, -0.796544), (-4, -0.280033), (-3, -0.315766), (-2, 0.241325)],
)  # fmt: skip
def test_staggered_cohorts_against_the_never_treated_are_what_fixest_prints(since: int, published: float) -> None:
    """feols(y ~ sunab(year_treated, year) | id + year, base_stagg), without x1, as issue 287 of fixest prints it, to its six decimals."""
    found = [
        of_cohort(start, since, lambda cohort: BASE_STAGG[cohort][1]) for start in range(2, 11) if start + since >= 1
    ]
    assert np.mean(found) == pytest.approx(published, abs=1e-6)


@pytest.mark.parametrize(
    ("cohort", "since", "published"),
    [(10, -9, 0.351766), (9, -8, 0.033914), (8, -7, -0.589387), (7, -6, -0.042147), (6, -5, -0.658034), (5, -4, -0.983453), (4, -3, 0.591288), (3, -2, 0.036941)],
)  # fmt: skip
def test_a_cohort_beside_x1_is_what_fixest_prints(cohort: int, since: int, published: float) -> None:
    """The same with x1: what is left of y once x1's printed coefficient is taken off, to six decimals."""
    assert of_cohort(cohort, since, without_x1) == pytest.approx(published, abs=3e-6)


def test_the_effect_on_the_treated_is_what_fixest_prints() -> None:
    """summary(feols(y ~ x1 + sunab(year_treated, year) | id + year, base_stagg), agg = "att"): -1.133749, of the 45 cohorts and periods since."""
    found = [of_cohort(start, since, without_x1) for start in range(2, 11) for since in range(11 - start)]
    assert len(found) == 45 and round(float(np.mean(found)), 6) == -1.133749


def test_growing_effects_one_after_another_are_imputed_where_one_effect_for_all_misleads() -> None:
    """By imputation, as least squares on the untreated means gives it; the planted -1 lies within two of fixest's standard errors, 0.205070."""
    made = of_means({cohort: (BASE_STAGG[cohort][0], without_x1(cohort)) for cohort in BASE_STAGG}, 101)
    units, values = len(made.hubs), made.values
    since = np.arange(10) >= made.starts[:, None]
    unit, period = (each.ravel() for each in np.indices(values.shape))
    levels = np.hstack([np.eye(units)[unit], np.eye(10)[period]])
    fitted = np.linalg.lstsq(levels[~since.ravel()], values.ravel()[~since.ravel()], rcond=None)[0]
    imputed = (values.ravel() - levels @ fitted)[since.ravel()].mean()
    assert difference(made) == pytest.approx(imputed, abs=1e-6)
    assert abs(difference(made) + 1) < 2 * 0.205070
    plain = of_means({cohort: (units, means) for cohort, (units, means, _) in BASE_STAGG.items()}, 101)
    naive = one_effect_for_all(plain.logarithms, plain.starts)
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


OTHERWISE = {
    "hubs": ("a", "c"),
    "quarters": QUARTERS[1:3],
    "values": np.array([[1.0, 2.0], [3.0, np.nan]]),
    "starts": np.array([1, 2]),
    "blocks": ((0,), (1,)),
    "scale": "logarithms",
    "noughts": 1,
}


@pytest.mark.parametrize("part", [each.name for each in fields(Panel)])
def test_what_a_panel_tells_of_itself_differs_with_every_part(part: str) -> None:
    """What is worked out of a panel is remembered by it."""
    plain = Panel(("a", "b"), tuple(QUARTERS[:2]), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1, 10**6]), ((0, 1),))
    assert json.dumps(replace(plain).told) == json.dumps(plain.told)
    assert json.dumps(replace(plain, **{part: OTHERWISE[part]}).told) != json.dumps(plain.told)
