"""Rows of sheets about case studies as they are read, before names are matched: declared so that their texts are looked at too."""

from __future__ import annotations

import dataclasses

from analysis.datasets.cases.case_studies import CASE_STUDIES
from analysis.datasets.declaration import Column, Table
from analysis.sources.cases.sheets import CASE_LINES, CODE_LINES, PASSAGES, TEXTS

SHEETS_OF_CASES: dict[str, Table] = {
    CASE_LINES: dataclasses.replace(CASE_STUDIES, name=CASE_LINES),
    TEXTS: Table(
        TEXTS,
        "One row a file that holds the text of one case study.",
        ("file",),
        (Column("file", "text", "the file"), Column("text", "text", "the whole text")),
    ),
    PASSAGES: Table(
        PASSAGES, "One row a coded passage, as a sheet holds it.", (), (Column("passage", "text", "the passage"),)
    ),
    CODE_LINES: Table(
        CODE_LINES,
        "One row a code, as a sheet lists it.",
        (),
        tuple(
            Column(name, "text", meaning)
            for name, meaning in (
                ("definition", "what is coded with it"),
                ("when_to_use", "when it is given"),
                ("when_not", "when it is not"),
            )
        ),
    ),
}
