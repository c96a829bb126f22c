"""A check list goes out and comes back: answered rows are read, open ones are no fault."""

from __future__ import annotations

from pathlib import Path

from analysis.correspondence.planning.check_lists import check_list
from analysis.datasets.checks import check_records
from analysis.datasets.planning.readiness import READINESS
from analysis.sources.planning.check_lists import read_check_list


def test_what_was_filled_in_is_read_and_the_day_is_written_once(tmp_path: Path) -> None:
    sent = check_list("ash", "Ash Hub", {"insurance": "no"}).decode("utf-8-sig").splitlines()
    assert "why_it_matters" in sent[0]
    assert sent[2].endswith(",no,,,")
    filled = list(sent)
    filled[1] = sent[1].removesuffix(",,,") + ",yes,12/02/2025,"
    filled[2] = sent[2].removesuffix(",,,") + ",Partly,,"
    path = tmp_path / "ash.csv"
    path.write_text("\n".join(filled), encoding="utf-8")
    reading = read_check_list(path, "readiness/ash.csv")
    checked = check_records(READINESS, [("readiness/ash.csv", record) for record in reading.records["readiness"]])
    assert checked.finished.select("hub_id", "question_id", "answer").rows() == [
        ("ash", "insurance", "partly"),
        ("ash", "safeguarding", "yes"),
    ]
    assert {str(day) for day in checked.finished["day"]} == {"2025-02-12"}
    assert not [finding for finding in checked.findings if finding.severity != "note"]


def test_a_name_that_a_spreadsheet_would_reckon_with_is_harmless() -> None:
    assert b"'=HYPERLINK" in check_list("ash", '=HYPERLINK("http://example.org")', {})
