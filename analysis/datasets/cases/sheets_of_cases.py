"""Rows of sheets about case studies as they are read, before names are matched: declared so that their texts are looked at too."""

from __future__ import annotations

import dataclasses

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
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


def _as(table: Table, name: str, heading: str, required: bool = False) -> Column:
    """A column of the table under the heading that sheets have for it."""
    return dataclasses.replace(table.column(name), name=heading, required=required, refers_to="")


# What people write where no coding program does: names stand in place of identifiers.
SHEETS_TO_WRITE: dict[str, Table] = {
    "cases": dataclasses.replace(
        CASE_STUDIES,
        name="cases",
        columns=(
            *CASE_STUDIES.columns_sent,
            Column("text_file", "text", "the file beside this one that holds the text, where `text` does not"),
        ),
    ),
    "codings": Table(
        "codings",
        CODINGS.meaning,
        (),
        (
            _as(CODINGS, "case_id", "case", True),
            Column("code", "text", "the code, by its name in the codebook", required=True),
            _as(CODINGS, "coder", "coder"),
            _as(CODINGS, "quote", "passage"),
        ),
    ),
    "codebook": Table(
        "codebook",
        CODEBOOK.meaning,
        (),
        (
            _as(CODEBOOK, "name", "code", True),
            *(_as(CODEBOOK, name, name) for name in ("definition", "when_to_use", "when_not", "frame")),
            Column("parent", "text", "the code above it, by its name"),
        ),
    ),
}
