"""Coders go by pseudonyms: a coding program knows its users by their names, and a report has no business with them."""

from __future__ import annotations

import re
from itertools import count

from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Record, column_letter

SentRecord = tuple[str, Record]
_PSEUDONYM = re.compile(r"(?:coder|rater|analyst|researcher|user)[ _-]?(?:[a-z]|\d{1,3})", re.IGNORECASE)

CODERS_RENAMED = Rule(
    "coders-renamed",
    "{names_were} replaced by {pseudonyms}.",
    "Who coded is told apart in the report, and named nowhere.",
    "Nothing to do; users called `Coder A` and the like in the coding program stay as they are.",
    "note",
    ignore="Always: who coded is told apart all the same.",
)


def with_pseudonyms(
    codings: list[SentRecord], cases: list[SentRecord]
) -> tuple[list[SentRecord], list[SentRecord], list[Finding]]:
    """Codings, and case studies with who read them, with Coder A, Coder B... for names, in the alphabetical order of these; `Coder A`
    and the like stay."""
    used = {record.values["coder"] for _, record in codings if "coder" in record.values}
    used |= {name for _, record in cases for name in _readers(record)}
    names = sorted(name for name in used if not _PSEUDONYM.fullmatch(name))
    if not names:
        return codings, cases, []
    free = (name for number in count() if (name := f"Coder {column_letter(number)}") not in used)
    instead = dict(zip(names, free, strict=False))
    renamed = [
        (file, record._replace(values={**record.values, "coder": instead[record.values["coder"]]}))
        if record.values.get("coder") in instead
        else (file, record)
        for file, record in codings
    ]
    read = [
        (
            file,
            record._replace(
                values={**record.values, "read_by": "; ".join(instead.get(name, name) for name in readers)}
            ),
        )
        if (readers := _readers(record))
        else (file, record)
        for file, record in cases
    ]
    named = [each for each in codings if each[1].values.get("coder") in instead] or [
        each for each in cases if instead.keys() & set(_readers(each[1]))
    ]
    file, record = named[0]
    people = "The name of one coder was" if len(names) == 1 else f"The names of {len(names)} coders were"
    place = record.at(file, "codings", "coder")
    return renamed, read, [CODERS_RENAMED.at(place, names_were=people, pseudonyms=", ".join(instead.values()))]


def _readers(record: Record) -> list[str]:
    return [name for part in record.values.get("read_by", "").split(";") if (name := " ".join(part.split()))]
