"""How case studies were made, as methods.yml says it."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.sources.cases.study_methods import STUDY_METHODS as NAME

STUDY_METHODS = Table(
    name=NAME,
    meaning="One row a thing that methods.yml says of how case studies were made, and one a coder's role.",
    key=("item",),
    columns=(
        Column("item", "text", "which thing, by its key in methods.yml; of coders their number", required=True),
        Column("said", "text", "what is said of it", required=True),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
