"""The day a return was sent: taken where it can be read in one way alone, told where a file holds two orders."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.returns.sending_days import checked_day, days_sent
from analysis.periods import Period
from analysis.sources.records import Record, SentReturn

D = dt.date


def sent(*days: str, export: bool = True) -> tuple[list[dt.date | None], list[str]]:
    """Days of one export's rows, or of forms of their own; and the rules of what is told."""
    forms = [
        (
            "export.csv",
            SentReturn(Record(f"A{row}", {"received": day}, {"received": f"A{row}"}, row if export else None), []),
        )
        for row, day in enumerate(days, 2)
    ]
    read, findings = days_sent(forms)
    return [each.day for each in read], [finding.rule for finding in findings]


@pytest.mark.parametrize(
    ("days", "read", "rules"),
    [
        (("12/07/2024", "13/07/2024"), [D(2024, 7, 12), D(2024, 7, 13)], []),
        (("7/12/2024", "7/13/2024"), [D(2024, 7, 12), D(2024, 7, 13)], ["month-first"]),
        (("2024-07-12", "2024-07-13"), [D(2024, 7, 12), D(2024, 7, 13)], []),
        # Days that a spreadsheet program has made of text, beside text that it could make none of.
        (("2025-09-07", "07/13/2025"), [None, D(2025, 7, 13)], ["mixed-days"]),
        (("2025-09-07", "13/07/2025"), [None, D(2025, 7, 13)], ["mixed-days"]),
        (("2025-07-25", "07/13/2025"), [D(2025, 7, 25), D(2025, 7, 13)], ["month-first"]),
        (("2025-07-07", "07/13/2025"), [D(2025, 7, 7), D(2025, 7, 13)], ["month-first"]),
        # Two orders in one column.
        (("13/07/2025", "07/14/2025", "08/07/2025"), [D(2025, 7, 13), D(2025, 7, 14), None], ["mixed-days"]),
        # A service's own time says that no spreadsheet program has touched the day.
        (("2025-07-09T08:10:01", "2025-07-13T08:10:01"), [D(2025, 7, 9), D(2025, 7, 13)], []),
    ],
)  # fmt: skip
def test_days_of_one_export(days: tuple[str, ...], read: list[dt.date | None], rules: list[str]) -> None:
    assert sent(*days) == (read, rules)


def test_a_form_alone_is_read_in_the_only_way_there_is() -> None:
    assert sent("07/15/2025", "15/07/2025", "07/08/2025", export=False) == (
        [D(2025, 7, 15), D(2025, 7, 15), D(2025, 8, 7)],
        [],
    )


@pytest.mark.parametrize("written", ["", "soon", "12/07/2024"])
def test_what_to_write_is_a_day_that_the_return_can_have_been_sent(written: str) -> None:
    record = Record("B6", {"received": written} if written else {}, {"received": "B6"}, None)
    form, period = SentReturn(record, []), Period.parse("2024-25 Q4")
    (day,), _ = days_sent([("a.xlsx", form)])
    taken, (found,) = checked_day("a.xlsx", form, day, "mill", period)
    assert taken is None
    example = found.remedy.removeprefix("Write the day it was sent as day/month/year, such as ").rstrip(".")
    again = SentReturn(record._replace(values={"received": example}), [])
    (sent_then,), _ = days_sent([("a.xlsx", again)])
    assert checked_day("a.xlsx", again, sent_then, "mill", period) == (D(2025, 4, 14), [])


@pytest.mark.parametrize(
    ("written", "taken", "rule"),
    [  # the quarter is January to March 2025
        ("31/12/2024", None, "impossible-date"),
        ("01/01/2025", D(2025, 1, 1), "sent-early"),
        ("15/02/2025", D(2025, 2, 15), "sent-early"),
        ("31/03/2025", D(2025, 3, 31), "sent-early"),
        ("01/04/2025", D(2025, 4, 1), ""),
    ],
)
def test_a_return_sent_within_its_quarter_is_kept_and_told_as_early(
    written: str, taken: dt.date | None, rule: str
) -> None:
    form = SentReturn(Record("B6", {"received": written}, {"received": "B6"}, None), [])
    (day,), _ = days_sent([("a.xlsx", form)])
    known, findings = checked_day("a.xlsx", form, day, "mill", Period.parse("2024-25 Q4"))
    assert (known, [found.rule for found in findings]) == (taken, [rule] if rule else [])


def test_inspect_tells_of_mixed_days_as_check_does(tmp_path: Path) -> None:
    path = tmp_path / "mixed.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(
        0, 0, ["Timestamp", "Hub", "Quarter", "How many sessions or activities did the hub hold this quarter?"]
    )
    for row, (when, hub) in enumerate([(dt.datetime(2025, 9, 7), "Mill"), ("07/13/2025", "Kiln")], 1):
        sheet.write_datetime(row, 0, when, day) if isinstance(when, dt.datetime) else sheet.write(row, 0, when)
        sheet.write_row(row, 1, [hub, "2025-26 Q1", 20])
    book.close()
    assert "mixed-days" in [finding.rule for finding in inspect_file(path).findings]
