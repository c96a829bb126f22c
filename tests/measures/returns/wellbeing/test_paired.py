"""The same people twice: a published paired test, hubs as wholes by hand, and the word that it allows."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.measures.returns.wellbeing.paired import asked_in, paired_change

# Student (1908), the hours of sleep gained by ten patients with two drugs: R's `sleep`. Its paired test prints t = -4.0621, df = 9,
# p = 0.002833, interval -2.4598858 to -0.7001142, mean of the differences -1.58 (the first drug less the second).
FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_student_s_patients_give_the_printed_interval_and_chance() -> None:
    found = paired_change(FIRST_DRUG, SECOND_DRUG, ["one ward"] * 10)
    assert found.low is not None and found.high is not None and found.chance is not None
    assert found.people == 10 and found.hubs == 1
    assert (found.first, found.last, found.difference) == pytest.approx((0.75, 2.33, 1.58))
    assert (round(found.low, 7), round(found.high, 7)) == (0.7001142, 2.4598858)
    assert round(found.chance, 6) == 0.002833


def test_hubs_whose_people_changed_alike_count_as_hubs() -> None:
    """Two hubs, three people each: all of one up by 2, all of the other by 1. By hand: mean 1.5, hubs' sums of what is beyond it 1.5 and
    -1.5, error sqrt(2 x 4.5) / 6 = 0.5, and Student's t with one degree of freedom 12.7062."""
    found = paired_change([4, 5, 6, 4, 5, 6], [6, 7, 8, 5, 6, 7], ["a", "a", "a", "b", "b", "b"])
    assert found.low is not None and found.high is not None
    assert (round(found.low, 3), round(found.high, 3)) == (round(1.5 - 12.7062 * 0.5, 3), round(1.5 + 12.7062 * 0.5, 3))


def test_two_people_have_a_mean_and_no_interval() -> None:
    found = paired_change([4, 5], [6, 6], ["a", "b"])
    assert (found.difference, found.low, found.high, found.chance) == (1.5, None, None, None)


def drawn(rows: str) -> pl.DataFrame:
    """A line a person: hub, first and last life satisfaction; a dot where nothing was answered."""
    made = [[None if cell == "." else cell for cell in line.split()] for line in rows.strip().splitlines()]
    frame = pl.DataFrame(made, schema=["hub_id", "first_life_satisfaction", "last_life_satisfaction"], orient="row")
    blank = {
        f"{time}_{name}": pl.lit(None, pl.Float64)
        for time in ("first", "last")
        for name in ("worthwhile", "happiness", "anxiety", "swemwbs")
    }
    return frame.with_columns(pl.col("^.*satisfaction$").cast(pl.Float64), **blank)


def test_who_did_not_answer_again_is_told_beside_those_who_did() -> None:
    (one,) = asked_in(
        drawn("""
        mill 4 6
        mill 5 7
        kiln 6 7
        kiln 3 .
        kiln 2 .
        kiln . 9
        """)
    )
    assert one.paired is not None
    assert (one.scale, one.paired.people, one.gone, one.gone_first) == ("life_satisfaction", 3, 2, 2.5)
    assert (one.paired.first, round(one.paired.difference, 4)) == (5.0, 1.6667)


def test_however_large_a_change_of_the_same_people_is_described_and_no_more() -> None:
    (one,) = asked_in(drawn("\n".join(f"hub{number % 8} 3 {7 + number % 2}" for number in range(40))))
    assert one.verdict is not None
    assert one.verdict.stands_out and one.verdict.chance is not None and one.verdict.chance < 0.001
    assert (one.verdict.strongest, one.verdict.direction) == ("described", 0)
