"""How much personal data the finder misses, and how often it is wrong: measured on sentences labelled by hand.

`python -m analysis.datasets.personal.rates` measures again and writes the record that the report quotes.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.personal.texts import KINDS, OTHER, find_personal
from analysis.project import root

SENTENCES = "tests/datasets/personal_sentences.csv"
RECORD = Path(__file__).parents[1] / "lists" / "personal-rates.csv"
TUNED, HELD_OUT, SECOND_AUTHOR, SET_ASIDE, THIRD = (
    "tune",
    "held out",
    "second author",
    "set aside again",
    "set aside a third time",
)
HALVES = (TUNED, HELD_OUT, SECOND_AUTHOR, SET_ASIDE, THIRD)
NONE = "none"  # sentences that hold no personal data

PERSONAL_RATES = Table(
    name="personal_rates",
    meaning="One row a kind of personal data and a part of the labelled sentences: those that the rules were written with, or others.",
    key=(),
    as_sent=True,
    columns=(
        Column("kind", "text", "the kind of personal data", required=True),
        Column(
            "half",
            "text",
            "tune: the rules were written with these sentences in sight; held out: without; second author: written by somebody else, and "
            "no rule was written after them; set aside again, and a third time: written by somebody who had not seen the rules, before they changed them, and looked at once",
            required=True,
        ),
        Column(
            "sentences",
            "integer",
            "sentences that hold this kind; for `none` those that hold no personal data",
            minimum=0,
        ),
        Column("labelled", "integer", "times that it stands in them", minimum=0),
        Column("missed", "integer", "of these, times that nothing of this kind was found there", minimum=0),
        Column("false_alarms", "integer", "times that this kind was found where it is not", minimum=0),
        Column("alarmed", "integer", "sentences in which it was found where it is not", minimum=0),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
_MEASURED = [name for name in PERSONAL_RATES.schema if not name.startswith("source_")]


class Labelled(NamedTuple):
    """One sentence with what in it is personal, as (kind, start, end)."""

    text: str
    half: str
    spans: tuple[tuple[str, int, int], ...]


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled sentences: columns sentence, kinds, spans (`name 0-14;phone 20-32`), half."""
    with path.open(encoding="utf-8", newline="") as opened:
        return [Labelled(row["sentence"], row["half"], tuple(_spans(row["spans"]))) for row in csv.DictReader(opened)]


def _spans(text: str) -> list[tuple[str, int, int]]:
    parts = [part.rpartition(" ") for part in text.split(";") if part]
    return [(kind, *(int(at) for at in where.split("-"))) for kind, _, where in parts]  # type: ignore[misc]


def measure_rates(sentences: Sequence[Labelled]) -> pl.DataFrame:
    """Columns of PERSONAL_RATES but for its origins. Found means: some of it, and of that kind; a person then reads the sentence."""
    counts: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in _MEASURED[2:]}
    for sentence in sentences:
        found = find_personal(sentence.text)
        kinds = {kind for kind, *_ in sentence.spans}
        for kind in kinds or {NONE}:
            counts["sentences"][kind, sentence.half] += 1
        for kind, start, end in sentence.spans:
            counts["labelled"][kind, sentence.half] += 1
            hit = any(each.kind == kind and each.start < end and start < each.end for each in found)
            counts["missed"][kind, sentence.half] += not hit
        wrong = [
            each.kind
            for each in found
            if not any(
                each.kind == kind and each.start < end and start < each.end for kind, start, end in sentence.spans
            )
        ]
        for kind in wrong:
            counts["false_alarms"][kind, sentence.half] += 1
        for kind in {*wrong, *([NONE] if wrong and not kinds else [])}:
            counts["alarmed"][kind, sentence.half] += 1
    rows = [
        (kind, half, *(counts[name][kind, half] for name in _MEASURED[2:]))
        for half in HALVES
        for kind in (*KINDS, NONE)
        if kind != OTHER
    ]
    schema = {name: PERSONAL_RATES.schema[name] for name in _MEASURED}
    return pl.DataFrame(rows, schema=schema, orient="row")


def rates_table() -> pl.DataFrame:
    """The record, as a table whose rows know their cell. The file is named from a network's raw folder, as all sources are."""
    with RECORD.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    file = f"../../../analysis/datasets/lists/{RECORD.name}"
    frame = pl.DataFrame(rows, schema=dict.fromkeys(_MEASURED, pl.String))
    return frame.with_columns(source_file=pl.lit(file), source_cell=pl.format("A{}", pl.int_range(pl.len()) + 2)).cast(
        PERSONAL_RATES.schema
    )


def record_text(frame: pl.DataFrame) -> str:
    """The record as it is kept."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_MEASURED)
    writer.writerows(frame.select(_MEASURED).rows())
    return stream.getvalue()


if __name__ == "__main__":
    RECORD.write_text(record_text(measure_rates(read_labelled(root() / SENTENCES))), encoding="utf-8", newline="\n")
    print(RECORD.read_text(encoding="utf-8"))
