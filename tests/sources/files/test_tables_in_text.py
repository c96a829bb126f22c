"""Form exports and plain sheets: any separator and encoding, each cell with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.sources.files.sheets import read_sheet
from analysis.sources.returns.form_exports import read_form_export

EXPORT = """Timestamp,Which hub are you filling this in for?,Which quarter is this return for?,How many sessions?,Which kinds?
2024-07-12 09:31:00,Mill Hub,2024-25 Q1,12,food;transport

2024-07-13 10:00:00,"Chapel, the",2024-25 Q1,,
"""


def test_a_form_export_is_one_return_a_row(tmp_path: Path) -> None:
    path = tmp_path / "form-export.csv"
    path.write_text(EXPORT, encoding="utf-8-sig")
    first, second = read_form_export(path, "returns/form-export.csv").returns
    assert first.about.values == {"hub": "Mill Hub", "quarter": "2024-25 Q1", "received": "2024-07-12 09:31:00"}
    assert (first.about.row, first.about.places["hub"]) == (2, "B2")
    assert [(answer.wording, answer.text, answer.cell) for answer in first.answers] == [
        ("How many sessions?", "12", "D2"),
        ("Which kinds?", "food;transport", "E2"),
    ]
    assert (second.about.values["hub"], second.about.row, second.answers[0].cell) == ("Chapel, the", 4, "D4")


@pytest.mark.parametrize(
    ("held", "rules"),
    [
        (EXPORT.replace(",", ";").replace("food;transport", '"food;transport"').encode(), []),
        (EXPORT.encode("utf-16"), []),
        (EXPORT.replace("Mill", "Café").encode("cp1252"), ["encoding"]),
    ],
)
def test_separators_and_encodings(tmp_path: Path, held: bytes, rules: list[str]) -> None:
    path = tmp_path / "form-export.csv"
    path.write_bytes(held)
    reading = read_form_export(path, "form-export.csv")
    assert len(reading.returns) == 2
    assert [finding.rule for finding in reading.findings] == rules


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        (b"", "empty-file"),
        (b"a,b\n1,2\n", "not-a-return"),
        (b"PK\x03\x04\x00\x00", "wrong-extension"),
        (b"\x00" * 50, "wrong-extension"),
    ],
)
def test_what_is_no_export_is_one_finding(tmp_path: Path, held: bytes, rule: str) -> None:
    path = tmp_path / "form-export.csv"
    path.write_bytes(held)
    reading = read_form_export(path, "form-export.csv")
    assert (reading.returns, [finding.rule for finding in reading.findings]) == ([], [rule])


def test_a_plain_sheet_keeps_places_and_tells_what_it_cannot_use(tmp_path: Path) -> None:
    path = tmp_path / "hubs.csv"
    path.write_text("Hub ID,name,name\nmill,Mill Hub,again,too far\n,,\nchapel,,\n", encoding="utf-8")
    reading = read_sheet(path, "register/hubs.csv", "hubs")
    first, second = reading.records["hubs"]
    assert first.values == {"hub_id": "mill", "name": "Mill Hub"}
    assert (second.row, second.place, second.places["name"]) == (4, "A4", "B4")
    assert [(finding.rule, finding.cell) for finding in reading.findings] == [
        ("doubled-heading", "C1"),
        ("too-many-cells", "D2"),
    ]
