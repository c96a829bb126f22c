"""Worked examples that others published, where their programmes do the same job as the gate: ACRO, sdcTable. Of the NHS rounding rule there is
no published table: its words are held to counts of our own.

Their numbers stand here with where they are printed; none of their code does.
"""

from __future__ import annotations

import polars as pl
import pytest

from analysis.disclosure import Rule, release_counts
from analysis.disclosure.magnitudes import FEWEST_UNITS, adds_up
from analysis.disclosure.release import Field
from analysis.disclosure.rule import Dominance
from analysis.disclosure.several import Pool

# ACRO's test data, income from grants by year and kind of grant: how many charities gave a figure, the two largest, and the sum.
# github.com/AI-SDC/ACRO, data/test_data.dta. Outcome: docs/source/_static/test.nb.html, "ACRO Crosstab": below a threshold of 10, a p-ratio of 0.1
# and the n-k rule at 2 and 0.9, the column R/G fails the threshold in all six years, and in 2010 the p-ratio and the n-k rule; all else is ok.
ACRO = {
    (2010, "G"): (14, 57_600_000, 46_628_000, 138_906_690),
    (2010, "R"): (60, 173_171_008, 165_531_008, 504_137_068),
    (2010, "R/G"): (4, 36_645_000, 8_073_000, 46_544_000),
    (2011, "G"): (15, 52_900_000, 44_369_000, 127_533_700),
    (2011, "N"): (58, 960_417, 675_401, 7_192_804),
    (2011, "R"): (69, 179_178_000, 171_564_992, 532_464_724),
    (2011, "R/G"): (8, 39_118_000, 30_369_000, 128_380_000),
    (2012, "G"): (15, 60_100_000, 57_500_000, 171_878_700),
    (2012, "N"): (59, 982_879, 857_674, 7_779_685),
    (2012, "R"): (69, 171_692_992, 150_663_008, 480_105_483),
    (2012, "R/G"): (8, 42_228_000, 31_064_000, 134_480_000),
    (2013, "G"): (15, 74_500_000, 69_100_000, 203_357_200),
    (2013, "N"): (59, 712_067, 669_620, 8_728_330),
    (2013, "R"): (71, 186_928_992, 173_006_000, 511_361_434),
    (2013, "R/G"): (8, 44_385_000, 27_452_000, 134_125_000),
    (2014, "G"): (15, 94_700_000, 85_300_000, 206_222_200),
    (2014, "N"): (59, 645_517, 561_611, 7_858_697),
    (2014, "R"): (67, 234_218_000, 176_550_000, 554_594_197),
    (2014, "R/G"): (8, 43_780_000, 31_459_000, 142_766_000),
    (2015, "G"): (12, 89_300_000, 18_759_000, 133_601_200),
    (2015, "N"): (58, 951_007, 616_825, 8_501_187),
    (2015, "R"): (51, 249_327_008, 165_548_000, 551_457_287),
    (2015, "R/G"): (8, 43_693_000, 33_580_000, 146_229_000),
}
FIELDS = [Field("cell", "Cell", "key"), Field("people", "People")]


def withheld(counts: dict[str, int], threshold: int) -> set[str]:
    frame = pl.DataFrame({"cell": list(counts), "people": [float(number) for number in counts.values()]})
    released = release_counts("t", frame, FIELDS, Rule(threshold, 5, "published"), ["people"]).frame
    return set(released.filter(pl.col("people__mark") == "[c]")["cell"])


def test_acro_withholds_the_same_cells_by_its_threshold() -> None:
    """It withholds what is below 10; here a count up to the threshold is withheld, so that is 9."""
    counts = {f"{year} {kind}": number for (year, kind), (number, *_) in ACRO.items()}
    assert withheld(counts, 9) == {f"{year} R/G" for year in range(2010, 2016)}


@pytest.mark.parametrize(
    "rule", [Dominance(10, 2, 100), Dominance(0.001, 2, 90), Dominance()], ids=["p", "n-k", "both"]
)
def test_acro_finds_the_same_sum_dominated(rule: Dominance) -> None:
    """Two contributors are told and the rest as one, which neither rule minds: the rest stands in no place where it counts as largest."""
    fails = {
        cell
        for cell, (_, first, second, total) in ACRO.items()
        if not adds_up([first, second, *_small(total - first - second, second)], rule)
    }
    assert fails == {(2010, "R/G")}


def _small(rest: float, most: float) -> list[float]:
    """The rest in equal parts, none of them greater than the second largest."""
    number = int(rest // most) + 1
    return [rest / number] * number


# sdcTable's microdata1: what the contributors of each cell gave, by region and gender. github.com/sdcTools/sdcTable, data-raw/microdata1.R.
MICRODATA1 = {
    "A female": [9, 11],
    "A male": [10, 11, 5, 7, 13, 15, 13, 6, 9, 7, 9, 8, 9, 10, 10, 18, 6, 12],
    "B female": [10, 16, 12, 8, 18, 11, 8, 12, 14, 13, 7, 9, 14, 5, 13, 8, 10, 9, 7],
    "B male": [11, 5, 7, 12, 14, 15, 9, 10, 10, 7, 10, 8, 8, 14],
    "C female": [10, 12, 11, 7, 12, 9, 9, 19, 9, 8],
    "C male": [9, 11, 18, 12, 10, 6, 11, 6, 6, 11, 6, 12],
    "D female": [10, 6, 11, 16, 14, 9, 7, 6, 14, 10, 11, 9, 11, 18],
    "D male": [280, 9, 9, 8, 7, 9, 8, 7, 8, 11, 10],
}


@pytest.mark.parametrize("rule", [Dominance(70, 2, 100), Dominance(0.001, 2, 75)], ids=["p at 70", "n-k at 2 and 75"])
def test_sdctable_finds_the_same_cells_sensitive(rule: Dominance) -> None:
    """Its tests/testthat/test-primarySuppression.r: cells 6 and 14 of the table, A female and D male (test-cell_info.R names them)."""
    assert (len(MICRODATA1["D male"]), sum(MICRODATA1["D male"])) == (11, 366)  # as test-cell_info.R prints them
    assert {name for name, values in MICRODATA1.items() if not adds_up(values, rule)} == {"A female", "D male"}
    assert len(MICRODATA1["A female"]) < FEWEST_UNITS


def test_sdctable_withholds_the_same_cell_by_its_frequency_rule() -> None:
    """The same file: with maxN = 2 the one cell A female."""
    assert withheld({name: len(values) for name, values in MICRODATA1.items()}, 2) == {"A female"}


def test_the_nhs_rule_is_kept_as_its_words_say() -> None:
    """Disclosure control methodology for Hospital Episode Statistics, from September 2018 (digital.nhs.uk): noughts are shown, 1 to 7 are not, all
    else goes to the nearest 5; and totals are added up and then rounded, so the figures shown need not add up to them. It is published in words, without a table; the counts are ours, one at each edge of a rule."""
    counts = [0.0, 1.0, 7.0, 8.0, 16.0, 57.0, 62.0]
    frame = pl.DataFrame({"cell": [f"trust {at}" for at in range(7)], "group": "England", "people": counts})
    fields = [*FIELDS, Field("group", "Group", "key")]
    pool = Pool("cell", "group", sums=True)
    released = release_counts("t", frame, fields, Rule(7, 5, "NHS"), ["people"], (), pool).frame
    assert released["people"].head(7).to_list() == [0, None, None, 10, 15, 55, 60]
    assert released["people"].sum() == 145  # 8, 16, 57 and 62 are 143; rounded they would add up to 140
