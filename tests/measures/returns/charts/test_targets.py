"""Targets and marks in words, against the rule and the published example of NHSRplotthedots.

The rule: the package's own tests of its assurance type (tests/testthat/test-ptd_calculate_assurance_type.R, MIT): three series, limits 1 to 3,
5 to 7 and 1 to 5, a target of 4. The example: its introduction (README, MIT), breaches of the trust RQM, where fewer are better and the target is
1,200: the summary prints `common_cause` and `inconsistent`.
"""

from __future__ import annotations

import pytest

from analysis.measures.returns.change import Limits, moving_range_limits, special_causes
from analysis.measures.returns.charts.targets import assurance, in_words, variation
from tests.measures.returns.charts.test_published_charts import PUBLISHED, marked, series

OURS = {"consistent_pass": "met", "consistent_fail": "missed", "inconsistent": "now and then"}


@pytest.mark.parametrize(
    ("at_least", "published"),
    [
        (True, ["consistent_fail", "consistent_pass", "inconsistent"]),
        (False, ["consistent_pass", "consistent_fail", "inconsistent"]),
    ],
)
def test_assurance_is_that_of_the_published_rule(at_least: bool, published: list[str]) -> None:
    limits = [Limits(2, 1, 3, trial=False), Limits(6, 5, 7, trial=False), Limits(4, 1, 5, trial=False)]
    assert [assurance(4, at_least, [each]) for each in limits] == [OURS[each] for each in published]


def test_the_published_example_is_neither_met_nor_missed_throughout() -> None:
    values = series("RQM")["breaches"].to_list()
    limits = moving_range_limits(values)
    assert assurance(1200, False, [limits]) == OURS["inconsistent"]
    assert variation(special_causes(values, limits)[-1], values[-1], limits.centre) == "usual"


def test_where_limits_follow_a_season_a_target_is_met_only_where_each_quarter_meets_it() -> None:
    summer, winter = Limits(100, 90, 110, trial=False), Limits(150, 135, 165, trial=False)
    assert assurance(80, True, [summer, winter]) == "met"
    assert assurance(120, True, [summer, winter]) == "now and then"
    assert assurance(170, True, [summer, winter]) == "missed"


@pytest.mark.parametrize("organisation", ["R1H", "R1K", "RJ7", "RJC", "RQM", "RRK"])
def test_the_side_of_every_mark_is_that_published(organisation: str) -> None:
    """There fewer are better: `concern` is above or rising, `improvement` below or falling."""
    rows = PUBLISHED.filter(PUBLISHED["organisation"] == organisation).sort("month")
    values = rows["breaches"].to_list()
    limits = moving_range_limits(values)
    ours = {
        "usual": "common_cause",
        "unusually high": "special_cause_concern",
        "unusually low": "special_cause_improvement",
    }
    signals = special_causes(values, limits)
    found = [ours[variation(signal, value, limits.centre)] for signal, value in zip(signals, values, strict=True)]
    assert (
        found == rows["mark"].to_list() == [marked(*each, limits.centre) for each in zip(signals, values, strict=True)]
    )


def test_a_mark_says_on_which_side_it_lies() -> None:
    assert (
        in_words("outside the limits", 9, 5) == "above the limits"
        and in_words("outside the limits", 1, 5) == "below the limits"
    )
    assert in_words("two of three near a limit", 1, 5) == "two of three near the lower limit"
    assert in_words("run of seven falling", 9, 5) == "run of seven falling" and in_words("", 9, 5) == ""
