"""A case study whose day does not read is told with what becomes of it and what to write."""

from __future__ import annotations

from analysis.datasets.cases.case_studies import CASE_STUDIES
from analysis.datasets.checks import check_records
from analysis.sources.records import Record


def test_a_month_is_told_with_the_day_to_write_for_it() -> None:
    said = {"case_id": "C1", "title": "A visit", "collected": "June 2024", "consent": "quote"}
    found = check_records(CASE_STUDIES, [("cases/list.csv", Record("A2", said, {}, 2))]).findings
    (told,) = [each for each in found if each.column == "collected" and each.value]
    assert told.rule == "not-a-date" and "`June 2024` is not a date such as 2024-07-31" in told.problem
    assert "without one it stands in none" in told.why
    assert "write its first day: 2024-06-01" in told.remedy
