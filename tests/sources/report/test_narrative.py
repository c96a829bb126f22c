"""A narrative is read sentence by sentence; what could not be traced, or would reach pages with nobody's leave, is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.sources.findings import Finding
from analysis.sources.records import Record
from analysis.sources.report.citations import Citation, citations_in, numbers_in_words, sentences_of, typed_numbers
from analysis.sources.report.narrative import read_narrative

FILE = "editions/2024-25/narrative.md"
SIGNED = "---\nsigned: research partner\nwritten: 2025-05-12\n---\n"


def read(tmp_path: Path, text: str | bytes, file: str = FILE) -> tuple[list[Record], list[Finding]]:
    path = tmp_path / "narrative.md"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    reading = read_narrative(path, file)
    return reading.records.get("narrative", []), reading.findings


def stops(findings: list[Finding]) -> list[tuple[int | None, str]]:
    return [(finding.row, finding.rule) for finding in findings if finding.severity == "stops"]


def test_sentences_are_read_with_their_lines_and_what_they_are_part_of(tmp_path: Path) -> None:
    text = f"{SIGNED}# The year\n\nHubs saw {{fact: a.b}} visits. Fewer\nhelped, e.g. *on Fridays* {{fact: c}}.\n\n- One said {{quote: q-1}}\n  1. and so on {{our view}}\n"
    records, findings = read(tmp_path, text)
    assert not findings
    assert [
        (record.place, record.values["kind"], record.values["level"], record.values["sentence"]) for record in records
    ] == [
        ("line 5", "heading", "1", "The year"),
        ("line 7", "paragraph", "1", "Hubs saw {fact: a.b} visits."),
        ("line 7", "paragraph", "1", "Fewer helped, e.g. *on Fridays* {fact: c}."),
        ("line 10", "bullet", "1", "One said {quote: q-1}"),
        ("line 11", "numbered", "2", "and so on {our view}"),
    ]
    assert {record.values["period"] for record in records} == {"2024-25"}
    assert {(record.values["signed"], record.values["written"]) for record in records} == {
        ("research partner", "2025-05-12")
    }


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("{fact: a.b-c}", Citation("fact", "a.b-c")),
        ("{ Fact : a.b–c }", Citation("fact", "a.b-c")),  # a dash that a word processor put in
        ("{fact a.b}", Citation("fact", "a.b")),
        ("{fact: a,rose}", Citation("fact", "a", "rose")),
        ("{fact: a, more than b.c}", Citation("fact", "a", "more than", "b.c")),
        ("{quote: 012bff83}", Citation("quote", "012bff83")),
    ],
)
def test_citations_are_read_as_people_type_them(typed: str, read_as: Citation) -> None:
    assert citations_in(f"As {typed} says.") == [read_as]


@pytest.mark.parametrize(
    "typed", ["{fact: a, soared}", "{number: a}", "{.class}", "{quote: a, rose}", "{fact:}", "{fact: a"]
)
def test_what_is_no_citation_stops(tmp_path: Path, typed: str) -> None:
    _, findings = read(tmp_path, f"{SIGNED}\nAs {typed} says.")
    assert (6, "narrative-citation") in stops(findings)


def test_a_quote_or_citations_after_the_stop_end_their_sentence() -> None:
    text = "One said: {quote: a} Others went. {fact: b} {our view} Dr. Who stayed."
    assert [said for _, said in sentences_of(text)] == [
        "One said: {quote: a}",
        "Others went. {fact: b} {our view}",
        "Dr. Who stayed.",
    ]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("It grew by 12% in 2024-25, from £3,000 to about 4.5k.", ["12%", "£3,000", "4.5k"]),
        ("Since 2023, in 2024-25 Q3, on 12 March 2025 and by May 2025, after COVID-19 on the A38.", []),
        ("In 2024 people came; 2024 people came.", ["2024"]),
        ("It was ½ of c30, up2.", ["½", "c30", "up2"]),
        ("See [this](https://example.org/2024/07) and {fact: x.2024}.", []),
    ],
)
def test_numbers_typed_by_hand_are_found_and_dates_are_not(sentence: str, numbers: list[str]) -> None:
    assert typed_numbers(sentence) == numbers


def test_number_words_are_doubts_but_for_sentences_that_only_lead_on(tmp_path: Path) -> None:
    assert numbers_in_words("Two of the dozen hubs, half of them") == ["two", "dozen", "half"]
    _, findings = read(tmp_path, f"{SIGNED}\nThree things stand out. {{connecting}} It doubled {{fact: a}}.")
    assert [(finding.rule, finding.severity) for finding in findings] == [("narrative-number-word", "doubt")]


def test_a_sentence_that_cites_nothing_and_does_not_say_why_stops_the_build(tmp_path: Path) -> None:
    _, findings = read(tmp_path, f"{SIGNED}\nAll went well. We think so. {{our view}}")
    (finding,) = findings
    assert (finding.rule, finding.severity, finding.row) == ("narrative-uncited", "stops", 6)
    assert "All went well." in finding.problem


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "As <b>all</b> say {fact: a}.",
        "![A picture](https://elsewhere.example/a.png) {fact: a}",
        "```\ncode\n```",
        "    code",
        "`code` {fact: a}",
        "> They told us so.",
        "| a | b |\n|---|---|\n| x | y |",
        "{{< include secrets.md >}}",
        "See [this](mailto:somebody@example.org) {fact: a}.",
    ],
)
def test_what_a_narrative_may_not_hold_stops(tmp_path: Path, typed: str) -> None:
    _, findings = read(tmp_path, f"{SIGNED}\n{typed}\n")
    assert any(rule in ("narrative-form", "narrative-citation") for _, rule in stops(findings)), findings


def test_a_quotation_typed_by_hand_is_a_doubt(tmp_path: Path) -> None:
    _, findings = read(tmp_path, f"{SIGNED}\nOne said “we had never seen so many people here” {{fact: a}}.")
    assert [finding.rule for finding in findings] == ["narrative-quotation"]


def test_notes_to_oneself_are_published_nowhere(tmp_path: Path) -> None:
    records, findings = read(tmp_path, f"{SIGNED}<!-- ask 12 hubs -->\n\nAll {{fact: a}} came <!-- 30? -->.\n")
    assert not findings
    assert [record.values["sentence"] for record in records] == ["All {fact: a} came ."]


def test_unsigned_and_unreadable_narratives_are_told(tmp_path: Path) -> None:
    assert [finding.rule for finding in read(tmp_path, "All {fact: a}.")[1]] == ["narrative-unsigned"]
    assert stops(read(tmp_path, b"\xff\xfea\x00")[1]) == [(None, "narrative-unreadable")]
    assert stops(read(tmp_path, "All {fact: a}.", "editions/last-year/narrative.md")[1])
    assert read(tmp_path, "---\nsigned:\n---\n<!-- nothing yet -->\n") == ([], [])
    assert [finding.severity for finding in read(tmp_path, "")[1]] == ["doubt"]


def test_a_narrative_of_a_quarter_belongs_to_it(tmp_path: Path) -> None:
    records, _ = read(tmp_path, "All {fact: a}.", "editions/2024-25-q3/narrative.md")
    assert records[0].values["period"] == "2024-25 Q3"


def test_windows_files_are_read(tmp_path: Path) -> None:
    records, findings = read(
        tmp_path, b"\xef\xbb\xbf" + SIGNED.replace("\n", "\r\n").encode() + b"All {fact: a}.\r\nMore {fact: b}.\r\n"
    )
    assert not findings and [record.place for record in records] == ["line 5", "line 6"]
