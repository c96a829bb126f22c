"""findings.yml is read entry by entry; what does not read as declared is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from analysis.sources.report.learned import SECTIONS, read_learned

FINDING = {"id": "trust-first", "sentence": "Trust comes first."}


def _told(folder: Path, section: str) -> list[str]:
    path = folder / "findings.yml"
    path.write_text(yaml.safe_dump([FINDING | {"section": section}]), encoding="utf-8")
    return [finding.problem for finding in read_learned(path, "findings.yml").findings]


@pytest.mark.parametrize("section", [*SECTIONS, "What the council promises", "Models", "Worries that people raised"])
def test_a_section_that_all_share_and_a_heading_of_ones_own_are_read(tmp_path: Path, section: str) -> None:
    assert _told(tmp_path, section) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_a_sections_name_that_lacks_a_letter_is_asked_about(tmp_path: Path, section: str) -> None:
    """`modl` headed a section of its own, and nothing was said."""
    for at in range(1, len(section)):
        told = _told(tmp_path, section[:at] + section[at + 1 :])
        assert len(told) == 1 and f"Did you mean `{section}`?" in told[0]
