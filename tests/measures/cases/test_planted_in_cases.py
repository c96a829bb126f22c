"""The agreement that was planted in the invented case studies is found again, and so is its absence."""

from __future__ import annotations

import polars as pl

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODINGS
from analysis.measures.cases.agreement import agreement, low_agreement
from analysis.measures.cases.case_studies import usable_cases
from analysis.network_settings import AgreementSettings
from analysis.periods import Period
from demonstration import planted
from demonstration.cases.case_studies import case_studies

# On passages the second coder's other choices weigh more, so there the code is not the only one below the usual threshold.
SETTINGS = (AgreementSettings(), AgreementSettings(statistic="cohen", threshold=0.6, source="McHugh 2012"))


def test_the_code_without_agreement_is_the_only_one_found() -> None:
    told = case_studies()
    cases = pl.DataFrame(
        [{"case_id": case.case_id, "collected": case.collected, "consent": case.consent} for case in told],
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
    usable = usable_cases(cases, Period.parse("2024-25"))
    assert usable.height > 20 and len(SETTINGS) == 2
    for settings in SETTINGS:
        found = agreement(codings, codes, usable, settings)
        assert low_agreement(codings, codes, usable, settings) == [planted.POOR_AGREEMENT], settings
        poor = found.codes.filter(pl.col("code_id") == planted.POOR_AGREEMENT).row(0, named=True)
        assert poor["low"] < 0.1, settings
        assert found.overall.value is not None
        assert found.overall.value > settings.threshold
