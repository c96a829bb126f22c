"""What each demonstration edition says, a fact a line: `python -m tests.ledger` writes it anew into tests/ledgers.

A change of a published number is then a line in a diff, which its commit explains. tests/test_ledger.py compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.periods import Period

FOLDER = Path(__file__).resolve().parent / "ledgers"
EDITIONS = (
    ("five-valleys", "2024-25"),
    ("five-valleys", "2024-25 Q3"),
    ("marches", "2024-25"),
    ("hotspots", "2024-25"),
)
_HEAD = (
    "# Every fact that the edition {period} of {network} publishes: its id, what is shown, its unit. Not for editing by hand.",
    "# A changed line is a changed number: the commit says why. `python -m tests.ledger` writes this file anew.",
)


def ledger_of(network: str, period: str) -> Path:
    return FOLDER / f"{network}-{Period.parse(period).slug}.tsv"


def in_lines(network: str, period: str, facts: Iterable[tuple[str, str, str]]) -> str:
    """The ledger's text. facts: (id, shown, unit), in any order."""
    head = [line.format(network=network, period=period) for line in _HEAD]
    return "\n".join([*head, *("\t".join(map(_in_one_cell, fact)) for fact in sorted(facts))]) + "\n"


def _in_one_cell(text: str) -> str:
    return " ".join(text.split())


def published(network: str, period: str) -> Iterator[tuple[str, str, str]]:
    """The facts of the edition as it would be built now; the exhibits are run, nothing is rendered."""
    from analysis.way import citable_facts

    return ((fact.id, fact.shown[0], fact.unit or "") for fact in citable_facts(network, period))


def main() -> int:
    """Write the ledgers and say how many lines of each are other than before."""
    FOLDER.mkdir(exist_ok=True)
    for network, period in EDITIONS:
        path = ledger_of(network, period)
        before = set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()
        text = in_lines(network, period, published(network, period))
        path.write_text(text, encoding="utf-8", newline="\n")
        after = set(text.splitlines())
        print(
            f"{network} {period}: {len(after) - len(_HEAD)} facts; {len(after - before)} lines new, {len(before - after)} gone"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
