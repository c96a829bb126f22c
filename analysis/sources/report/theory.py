"""theory.yml as rows, so that what is counted of it leads to its links. What is wrong in it the network's settings refuse before."""

from __future__ import annotations

from pathlib import Path

from analysis.settings.reading import read_settings
from analysis.settings.text import decoded
from analysis.sources.records import Reading, Record
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem
from analysis.theory_of_change import TheoryOfChange

THEORY_LINKS = "theory_links"


def read_theory(path: Path, file: str) -> Reading:
    """One record of `theory_links` a link."""
    text, faults = ("", []) if size_problem(path, file, LARGEST_SETTINGS) else decoded(path.read_bytes())
    read = read_settings(text, TheoryOfChange) if text and not faults else None
    theory = read.value if read is not None and not read.faults else None
    links = theory.links if theory is not None else ()
    records = [
        Record(
            f"/links/{place}", {"link_id": one.id, "begins": one.begins, "ends": one.ends, "assumed": one.assumed}, {}
        )
        for place, one in enumerate(links)
    ]
    return Reading({THEORY_LINKS: records}, [], [])
