"""The page that is made from the specification of answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.specification.answers import AMOUNTS, DAYS, NUMBERS, QUARTERS, Read

PAGE = Path(__file__).resolve().parents[2] / "docs" / "answers.md"
_HEAD = """# How answers are read

This page is made by `python -m tests.specification` from what the tests hold (tests/specification/answers.py): each row is read by
the project's own readers whenever the tests run. What has no value is asked about and left out, never guessed.
"""


def answers_page() -> str:
    parts = [
        _HEAD,
        "## Numbers\n\nIn answer to a question that counts people.\n",
        _table(["Written", "Read as", "How sure, or why not", "Because"], map(_row, NUMBERS)),
        "## Amounts of money\n",
        _table(["Written", "Read as", "How sure, or why not", "Because"], map(_row, AMOUNTS)),
        "## Days\n",
        _table(["Written", "Read as"], ([_code(written), day or "no day"] for written, day in DAYS)),
        "## Quarters\n",
        _table(["Written", "Read as"], ([_code(written), quarter or "no quarter"] for written, quarter in QUARTERS)),
    ]
    return "\n".join(parts)


def _row(read: Read) -> list[str]:
    return [_code(read.written), "no value" if read.value is None else f"{read.value:,g}", read.said, read.why]


def _code(text: str) -> str:
    return f"`{text}`" if text else "(nothing)"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row).replace("|  |", "| |") + " |" for row in rows)]) + "\n"
