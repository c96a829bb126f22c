"""Provenance cards: a file that changed since it came is told."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.raw.cards import check_cards, read_card

CARD = "title: T\nwho: W\nwhen: 2024-07-01\nlicence: CC0\nmethod: M\nfiles:\n  a.csv: {a}\n  b.csv: {b}\n"


def test_files_are_compared_with_their_card(tmp_path: Path) -> None:
    path = tmp_path / "card.yml"
    path.write_text(CARD.format(a="1" * 64, b="2" * 64), encoding="utf-8")
    card, findings = read_card(path, "register/card.yml")
    assert card is not None
    assert (card.about["when"], findings) == ("2024-07-01", [])
    digests = {"register/a.csv": "1" * 64, "network.yml": "3" * 64}
    assert [(f.file, f.rule) for f in check_cards([card], digests)] == [("register/card.yml", "file-missing")]
    digests |= {"register/b.csv": "9" * 64, "register/c.csv": "3" * 64}
    assert [(f.file, f.rule, f.severity) for f in check_cards([card], digests)] == [
        ("register/b.csv", "changed-since-received", "doubt"),
        ("register/c.csv", "no-card", "note"),
    ]


def test_a_card_that_does_not_read(tmp_path: Path) -> None:
    path = tmp_path / "card.yml"
    path.write_text("title: [\n", encoding="utf-8")
    assert read_card(path, "card.yml")[0] is None
    path.write_text("title: T\n", encoding="utf-8")
    assert [finding.rule for finding in read_card(path, "card.yml")[1]] == ["card-incomplete"] * 4


def test_a_day_that_there_is_not_is_told_where_it_stands_and_words_are_not(tmp_path: Path) -> None:
    path = tmp_path / "card.yml"
    for written, told in (("2025-13-01", True), ("2025-02-30", True), ("2025-02-28", False), ("spring 2024", False)):
        path.write_text(CARD.format(a="1" * 64, b="2" * 64).replace("2024-07-01", written), encoding="utf-8")
        findings = read_card(path, "register/card.yml")[1]
        assert [(each.rule, each.row, each.value) for each in findings] == ([("card-day", 3, written)] if told else [])
