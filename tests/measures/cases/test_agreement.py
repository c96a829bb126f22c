"""Agreement of coders, from codings to coefficients: what a unit is, who judged it, which codes are below the threshold."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from analysis.measures.cases.agreement import agreement, coders_of, compared, low_agreement, pairs_of_coders
from analysis.measures.cases.coding_units import judged, passages_of
from analysis.measures.cases.coefficients import COHEN
from analysis.network_settings import AgreementSettings
from tests.measures.drawn_codings import cases, codes, codings
from tests.measures.drawn_ratings import agreement_of

CASE, PARAGRAPH, OVERLAP = (AgreementSettings(unit=unit) for unit in ("case", "paragraph", "overlap"))
TEXT = "One line.\n\nA second line.\nA third."  # paragraphs from 0, 11 and 26; 34 characters


# --- Units ----------------------------------------------------------------------------------------------------------


def test_a_coder_judged_the_case_studies_in_which_they_marked_anything() -> None:
    given = codings(
        ("a", "x", "A"), ("a", "x", "A"), ("a", "y", "B"), ("b", "x", "A"), ("b", "x", "B"), ("c", "x", "A")
    )
    held = judged(given, ["x"], cases("a", "b", "c"), "case")
    assert (held.coders, held.cases, held.units) == (("A", "B"), ("a", "b"), 2)  # nobody but A saw c
    assert held.ratings.tolist() == [[[2, 1], [0, 1]]]


def test_with_three_coders_what_one_did_not_judge_is_missing() -> None:
    given = codings(("a", "x", "A"), ("a", "x", "B"), ("b", "x", "B"), ("b", "y", "C"))
    ratings = judged(given, ["x"], cases("a", "b"), "case").ratings[0]
    assert np.isnan(ratings).tolist() == [[False, True], [False, False], [True, False]]


def test_paragraphs_are_lines_that_are_not_blank() -> None:
    given = codings(("a", "x", "A", 0, 4), ("a", "x", "B", 2, 15), ("a", "y", "A", 26, 34), ("a", "y", "B", 27, 30))
    held = judged(given, ["x", "y"], cases("a", text=TEXT), "paragraph")
    assert held.ratings.tolist() == [[[1, 0, 0], [1, 1, 0]], [[0, 0, 1], [0, 0, 1]]]
    assert held.groups.tolist() == [0, 0, 0]


def test_a_mark_that_touches_the_line_break_alone_belongs_to_the_line_before() -> None:
    given = codings(("a", "x", "A", 9, 11), ("a", "x", "B", 0, 11))
    assert judged(given, ["x"], cases("a", text=TEXT), "paragraph").ratings.tolist() == [[[1, 0, 0], [1, 0, 0]]]


def test_paragraphs_of_two_texts_are_not_mixed() -> None:
    given = codings(("a", "x", "A", 26, 34), ("a", "x", "B", 0, 3), ("b", "x", "A", 0, 3), ("b", "x", "B", 0, 3))
    held = judged(given, ["x"], cases("a", "b", text=TEXT), "paragraph")
    assert held.ratings.tolist() == [[[0, 0, 1, 1, 0, 0], [1, 0, 0, 1, 0, 0]]]
    assert held.groups.tolist() == [0, 0, 0, 1, 1, 1]


def test_marks_are_of_one_passage_where_they_share_half_of_the_longer() -> None:
    spans = codings(
        ("a", "x", "A", 0, 10),
        ("a", "x", "B", 5, 15),
        ("a", "y", "B", 11, 16),
        ("a", "x", "A", 30, 40),
        ("b", "x", "A", 0, 10),
    )
    assert passages_of(spans).rows() == [
        ("a", 0, 10, 0),
        ("a", 5, 15, 0),
        ("a", 11, 16, 1),
        ("a", 30, 40, 2),
        ("b", 0, 10, 3),
    ]


def test_a_short_mark_does_not_make_one_passage_of_a_long_one() -> None:
    spans = codings(("a", "x", "A", 0, 100), ("a", "x", "B", 10, 30), ("a", "x", "B", 50, 90))
    assert passages_of(spans)["unit"].to_list() == [0, 1, 2]


def test_chains_of_marks_are_one_passage_however_long() -> None:
    spans = codings(*[("a", "x", "AB"[n % 2], 5 * n, 5 * n + 10) for n in range(40)])
    assert passages_of(spans)["unit"].unique().to_list() == [0]


def test_units_in_the_text_need_certain_places() -> None:
    sure = [("a", "x", "A", 0, 5), ("a", "x", "B", 0, 5)]
    for other in (("b", "x", "A", None, None), ("b", "x", "A", 7, 7), ("b", "x", "A", 0, 999)):
        given = codings(*sure, other, ("b", "x", "B", 0, 5))
        held = judged(given, ["x"], cases("a", "b", text=TEXT), "overlap")
        assert (held.cases, held.left_out) == (("a",), 1)
        assert judged(given, ["x"], cases("a", "b", text=TEXT), "case").left_out == 0
    unsettled = codings(*sure, quotable=False)
    assert judged(unsettled, ["x"], cases("a", text=TEXT), "paragraph").left_out == 1
    assert judged(codings(*sure), ["x"], cases("a"), "paragraph").units == 0  # no text is held


def test_codings_without_a_coder_are_counted_and_left_out() -> None:
    given = codings(("a", "x", "A"), ("a", "x", None), ("b", "x", None))
    coders = coders_of(given, cases("a", "b"))
    assert (coders.names, coders.shared, coders.unnamed, coders.alone) == (("A",), (), 2, True)
    assert coders_of(codings(), cases("a")).alone


def test_a_coder_who_is_said_to_have_read_a_case_study_judged_it_also_without_a_mark() -> None:
    """Else the case studies where one saw something and the other nothing are the ones that drop out."""
    given = codings(("a", "x", "A"), ("a", "x", "B"), ("b", "x", "A"))
    told = cases("a", "b", "c").with_columns(read_by=pl.Series([None, "A; B", " B ;; C "]))
    held = judged(given, ["x"], told, "case")
    assert (held.coders, held.cases) == (("A", "B", "C"), ("a", "b", "c"))
    first, second, third = held.ratings[0].T
    assert first[:2].tolist() == [1, 1] and np.isnan(first[2])
    assert second[:2].tolist() == [1, 0]
    assert np.isnan(third[0]) and third[1:].tolist() == [0, 0]
    assert coders_of(given, told).shared == ("a", "b", "c")
    assert judged(given, ["x"], cases("a", "b", "c"), "case").cases == ("a",)


def test_who_read_a_text_judged_its_paragraphs_and_the_passages_of_others() -> None:
    given = codings(("a", "x", "A", 0, 4))
    told = cases("a", "b", text=TEXT).with_columns(read_by=pl.Series(["B", "A; B"]))
    assert judged(given, ["x"], told, "paragraph").ratings.tolist() == [[[1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]]]
    held = judged(given, ["x"], told, "overlap")
    assert (held.cases, held.ratings.tolist(), held.left_out) == (("a",), [[[1], [0]]], 0)


# --- Coefficients ---------------------------------------------------------------------------------------------------


def two_readers() -> tuple[pl.DataFrame, pl.DataFrame]:
    """50 case studies: both gave `yes` to 20, only A to 5, only B to 10; both gave `other` to all."""
    names = [f"case-{number:02d}" for number in range(50)]
    given = [(name, "other", coder) for name in names for coder in "AB"]
    given += [(name, "yes", "A") for name in names[:25]] + [(name, "yes", "B") for name in names[:20] + names[25:35]]
    return codings(*given), cases(*names)


def test_kappa_of_a_code_is_that_of_its_table_and_a_code_given_to_all_has_none() -> None:
    given, held = two_readers()
    settings = AgreementSettings("case", "cohen", "nominal", 0.6, "McHugh 2012")
    found = agreement(given, codes("yes", "other", "never"), held, settings)
    assert found.codes.select("code_id", "any", "all", "value").rows() == [
        ("yes", 35, 20, 0.4),
        ("other", 50, 50, None),
        ("never", 0, 0, None),
    ]
    assert found.codes["low"][0] < 0.4 < found.codes["high"][0]
    assert (found.overall.value, found.units) == (0.4, 50)
    assert low_agreement(given, codes("yes", "other", "never"), held, settings) == ["yes"]


def test_over_all_codes_disagreements_are_added_up_and_not_the_judgements() -> None:
    """A common and a rare code, on each of which two coders agree no more than by chance. Pooling the judgements would find
    agreement, for both coders know which code is common."""
    chance = np.random.default_rng(3)
    names = [f"c{number:03d}" for number in range(600)]
    given = [(name, "read", coder) for name in names for coder in "AB"]
    for code, often in (("common", 0.9), ("rare", 0.1)):
        given += [
            (name, code, coder)
            for coder in "AB"
            for name, told in zip(names, chance.random(600) < often, strict=True)
            if told
        ]
    found = agreement(codings(*given), codes("common", "rare"), cases(*names), CASE)
    assert found.overall.value == pytest.approx(0, abs=0.1)
    assert found.overall.low is not None
    assert found.overall.low < 0 < (found.overall.high or 0)


def test_how_often_a_code_was_given_is_judged_on_the_other_levels() -> None:
    once, twice = (
        [("a", "x", "A"), ("b", "x", "A"), ("b", "y", "A")],
        [("a", "x", "B"), ("b", "x", "B"), ("b", "x", "B")],
    )
    other = [(case, "y", coder) for case in "abcdef" for coder in "AB"]
    given = codings(*once, *twice, *other)
    values = {
        level: agreement(given, codes("x"), cases(*"abcdef"), AgreementSettings(level=level)).overall.value
        for level in ("nominal", "ordinal", "interval", "ratio")
    }
    assert values["nominal"] == 1.0
    assert all(values[level] < 1 for level in ("ordinal", "interval", "ratio"))


def test_cohens_kappa_of_three_coders_is_that_of_the_two_with_most_in_common() -> None:
    given = [(case, "read", coder) for case in "abcdefgh" for coder in ("B", "C")] + [("a", "x", "A"), ("b", "x", "A")]
    given += [(case, "x", "B") for case in "abcd"] + [(case, "x", "C") for case in "abce"]
    settings = AgreementSettings("case", "cohen", "nominal", 0.6, "a test")
    found = agreement(codings(*given), codes("x"), cases(*"abcdefgh"), settings)
    assert found.overall.value == agreement_of(COHEN, [[1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 1, 0, 0, 0]])


def test_how_much_hangs_on_unit_and_statistic_is_told_for_all() -> None:
    given = codings(*[(case, "x", coder, 0, 9) for case in "abcdefg" for coder in "AB"], ("a", "y", "A", 12, 20))
    rows = compared(given, codes("x", "y"), cases(*"abcdefg", text=TEXT), CASE)
    assert rows.select("unit", "statistic").n_unique() == 21
    assert rows.filter("chosen").select("unit", "statistic").rows() == [("case", "alpha")]
    assert dict(rows.filter(pl.col("statistic") == "alpha").select("unit", "units").rows()) == {
        "case": 7,
        "paragraph": 21,
        "overlap": 8,
    }
    assert rows.filter(pl.col("unit") == "paragraph", pl.col("statistic") == "alpha")["value"][0] > 0.5


def test_nothing_to_compare_gives_nothing() -> None:
    found = agreement(codings(), codes("x"), cases("a"), OVERLAP)
    assert (found.overall.value, found.units, found.codes["value"].to_list()) == (None, 0, [None])
    assert agreement(codings(), codes(), cases(), PARAGRAPH).codes.is_empty()


def test_the_order_of_rows_changes_nothing() -> None:
    given, held = two_readers()
    found = agreement(given, codes("yes"), held, CASE)
    again = agreement(given.sample(fraction=1, shuffle=True, seed=1), codes("yes"), held.reverse(), CASE)
    assert found.codes.equals(again.codes)


def test_the_networks_own_level_is_taken_on_its_own_statistic_alone() -> None:
    """A gave the code twice where B gave it once, and both gave it nowhere else: on presence they agree, on how often they do not."""
    given = codings(("a", "x", "A"), ("a", "x", "A"), ("a", "x", "B"), ("b", "y", "A"), ("b", "y", "B"), ("c", "y", "A"), ("c", "y", "B"))  # fmt: skip
    rows = compared(given, codes("x"), cases(*"abc", text=TEXT), AgreementSettings(unit="case", level="interval"))
    values = {row["statistic"]: row["value"] for row in rows.iter_rows(named=True) if row["unit"] == "case"}
    assert values["alpha"] < 1 and [values[other] for other in ("ac1", "cohen", "fleiss")] == [1.0, 1.0, 1.0]


def test_each_two_coders_are_held_against_each_other_on_what_both_judged() -> None:
    """A and B: 20 both, 5 only A, 10 only B, 15 neither: kappa 0.4 (see test_coefficients). C judged the first ten alone, as A did."""
    given, held = two_readers()
    third = [(f"case-{number:02d}", code, "C") for number in range(10) for code in ("other", "yes")]
    both = pl.concat([given, codings(*third).with_columns(coding_id=pl.format("third-{}", "coding_id"))])
    rows = pairs_of_coders(both, codes("yes", "never"), held, CASE)
    assert rows.select("pair", "cases", "cohen", "percent").rows() == [
        ("A and B", 50, 0.4, 0.7),
        ("A and C", 10, None, 1.0),
        ("B and C", 10, None, 1.0),
    ]
    assert rows["ac1"].to_list()[1:] == [
        1.0,
        1.0,
    ]  # where all agree on all, there is no chance to take off, and AC1 is 1
    assert rows["brennan-prediger"][0] == pytest.approx(0.4)
    assert pairs_of_coders(codings(("a", "x", "A")), codes("x"), cases("a"), CASE).is_empty()


def test_a_code_that_all_gave_to_all_counts_by_ac1_and_one_that_nobody_gave_never() -> None:
    given, held = two_readers()
    settings = AgreementSettings("case", "ac1", "nominal", 0.6, "us")
    found = agreement(given, codes("yes", "other", "never"), held, settings)
    assert found.codes["value"].to_list()[1:] == [1.0, None]
    without = agreement(given, codes("yes", "other"), held, settings)
    assert found.overall == without.overall  # a longer codebook is no better agreement


def test_how_often_is_weighed_by_the_other_coefficients_too() -> None:
    """A gave the code once and B twice in one case study of six: nearly the same, and less than that by presence is no question."""
    given = codings(("a", "x", "A"), ("a", "x", "B"), ("a", "x", "B"), ("b", "x", "A"), ("b", "x", "B"), *[(case, "y", coder) for case in "abcdef" for coder in "AB"])  # fmt: skip
    settings = AgreementSettings("case", "ac1", "interval", 0.6, "us")
    assert 0.9 < (agreement(given, codes("x"), cases(*"abcdef"), settings).overall.value or 0) < 1
