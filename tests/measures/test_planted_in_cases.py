"""The agreement that was planted in the invented case studies is found again, and so is its absence."""

from __future__ import annotations

import polars as pl

from analysis.datasets.case_studies import CASE_STUDIES, CODINGS
from analysis.demonstration import planted
from analysis.demonstration.case_studies import case_studies
from analysis.measures.case_studies import LOW_AGREEMENT, agreement, coders_of, usable_cases
from analysis.periods import Period


def test_the_code_without_agreement_is_the_only_one_found() -> None:
    told = case_studies()
    cases = pl.DataFrame(
        [
            {"case_id": case.case_id, "title": case.title, "collected": case.collected, "consent": case.consent}
            for case in told
        ],
        schema=CASE_STUDIES.schema,
    )
    codings = pl.DataFrame(
        [
            {"case_id": case.case_id, "code_id": coded.code, "coder": coded.coder}
            for case in told
            for coded in case.codings
        ],
        schema=CODINGS.schema,
    )
    codes = codings.select("code_id", name="code_id", frame=pl.lit("outcome")).unique().sort("code_id")
    coders = coders_of(codings, usable_cases(cases, Period.parse("2024-25")))
    found = agreement(codings, codes, coders)
    assert found.filter(pl.col("kappa") < LOW_AGREEMENT)["name"].to_list() == [planted.POOR_AGREEMENT]
    poor = found.filter(pl.col("name") == planted.POOR_AGREEMENT).row(0, named=True)
    assert poor["low"] < 0 < poor["high"]
