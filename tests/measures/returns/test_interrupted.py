"""A step in a series: the published example to its printed digits, planted steps recovered, chance kept to what it is called."""

import math
from statistics import StatisticsError

import numpy as np
import polars as pl
import pytest

from analysis.measures.returns.designs.interrupted import quarters_of_year, series_of, step_of

# Acute coronary events in Sicily in the months of 2002 to November 2006, and the population standardised for age; a smoking ban began in
# January 2005 (Lopez Bernal, Cummins and Gasparrini 2017).
EVENTS = (
    "728 659 791 734 757 726 760 740 720 814 795 858 887 766 851 769 781 756 766 752 765 831 879 928 914 808 937 840 916 828 "
    "845 818 860 839 887 886 831 796 833 820 877 758 767 738 781 843 850 908 1021 859 976 888 962 838 810 876 843 936 912 "
)
PEOPLE = (
    "379875.3 376495.5 377040.8 377116.4 377383.4 374113.1 379513.3 376295.5 374653.2 378485.6 375955.5 378349.7 376762.4 "
    "379032.3 379360.4 376162.0 377972.4 381830.7 379888.6 380872.2 380966.9 381240.4 382104.9 381802.7 381656.3 383680.0 "
    "383504.2 386462.9 383783.1 380836.8 383483.0 380906.2 382926.8 384052.4 384449.6 383428.4 388153.2 388373.2 386470.1 "
    "386033.2 383686.4 385509.3 385901.9 386516.6 388436.5 383255.2 390148.7 385874.9 391613.6 391750.4 394005.6 391364.9 "
    "391664.6 389022.3 391878.5 388575.3 392989.0 390018.8 390712.3 "
)
NO_SEASON = np.empty((59, 0))


def test_the_smoking_ban_in_sicily_without_season() -> None:
    """0.894, 0.865 to 0.925, as the tutorial prints it."""
    found = step_of(sicily(), BAN, NO_SEASON, people(), errors="model")
    assert (round(found.ratio, 3), round(found.low, 3), round(found.high, 3)) == (0.894, 0.865, 0.925)


def test_the_smoking_ban_in_sicily_with_season_and_more_variation_than_counts_have() -> None:
    """0.885 with two pairs of harmonics; quasi-Poisson 0.839 to 0.933, and a little wider by Student's t of 52 that are left over."""
    months = [month % 12 + 1 for month in range(59)]
    found = step_of(sicily(), BAN, harmonics(months), people(), errors="quasi")
    assert round(found.ratio, 3) == 0.885 and found.left_over == 52
    assert (found.low, found.high) == (pytest.approx(0.839, abs=0.0015), pytest.approx(0.933, abs=0.0015))
    robust = step_of(sicily(), BAN, harmonics(months), people())
    assert robust.ratio == pytest.approx(found.ratio) and robust.low <= found.low and robust.high >= found.high


def harmonics(months: list[int], pairs: int = 2) -> np.ndarray:
    """So many pairs of sine and cosine over a year: counts x columns."""
    turns = 2 * np.pi * np.array(months, dtype=float) / 12
    return np.column_stack([wave(pair * turns) for pair in range(1, pairs + 1) for wave in (np.sin, np.cos)])


BAN = [month >= 36 for month in range(59)]


def sicily() -> list[float]:
    return [float(count) for count in EVENTS.split()]


def people() -> list[float]:
    return [float(count) for count in PEOPLE.split()]


SEASON = quarters_of_year([quarter % 4 + 1 for quarter in range(12)])
SINCE = [quarter >= 8 for quarter in range(12)]


def drawn(lot: np.random.Generator, step: float, alike: float) -> list[float]:
    """Twelve quarters of about 3,000 with season and growth; noise of 5% of which each resembles the one before by `alike`."""
    noise = [0.0]
    for _ in range(11):
        noise.append(alike * noise[-1] + lot.normal(0, 0.05 * math.sqrt(1 - alike**2)))
    return [
        3000
        * 1.01**quarter
        * (1 + 0.1 * math.sin(quarter * math.pi / 2))
        * (step if SINCE[quarter] else 1)
        * math.exp(noise[quarter])
        for quarter in range(12)
    ]


def test_a_planted_step_is_recovered_and_its_interval_holds_it_as_often_as_it_says() -> None:
    lot = np.random.default_rng(5)
    found = [step_of(drawn(lot, 1.3, 0.0), SINCE, SEASON) for _ in range(200)]
    assert float(np.mean([math.log(one.ratio) for one in found])) == pytest.approx(math.log(1.3), abs=0.02)
    assert float(np.mean([one.low < 1.3 < one.high for one in found])) >= 0.93


@pytest.mark.parametrize("alike", [0.0, 0.5])
def test_no_step_is_found_by_chance_more_often_than_it_says(alike: float) -> None:
    """One in twenty is allowed; of 300 series in which quarters resemble their neighbours, a few more may come out."""
    lot = np.random.default_rng(6)
    assert float(np.mean([step_of(drawn(lot, 1.0, alike), SINCE, SEASON).p <= 0.05 for _ in range(300)])) <= 0.1


def test_too_few_quarters_are_refused() -> None:
    with pytest.raises(StatisticsError, match="2 counts are left over"):
        step_of([100.0] * 8, [False] * 6 + [True] * 2, SEASON[:8])


def test_a_hub_that_missed_a_quarter_is_in_all_the_others() -> None:
    """Two hubs of 100 and 300; the larger misses the second quarter, and less is expected of it."""
    frame = pl.DataFrame(
        [("a", "2023-24 Q1", 100), ("a", "2023-24 Q2", 100), ("a", "2023-24 Q3", 120), ("b", "2023-24 Q1", 300),
         ("b", "2023-24 Q2", None), ("b", "2023-24 Q3", 360), ("new", "2023-24 Q3", 50)],
        schema=["hub_id", "quarter", "attendances"], orient="row",
    )  # fmt: skip
    series = series_of(
        frame, "attendances", ["a", "b", "new"], "2023-24 Q3", ["2023-24 Q1", "2023-24 Q2", "2023-24 Q3"]
    )
    assert series.counts == (400, 100, 480) and series.exposure == (400, 100, 400)
    assert series.since == (False, False, True) and series.hubs == 2


@pytest.mark.parametrize("empty", ["before", "since"])
def test_where_nothing_was_counted_on_a_side_no_step_is_told(empty: str) -> None:
    counts = [0.0 if (empty == "since") == bool(since) else 40.0 + place % 3 for place, since in enumerate(SINCE)]
    with pytest.raises(StatisticsError, match="nothing was counted"):
        step_of(counts, SINCE, SEASON)
