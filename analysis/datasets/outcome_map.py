"""Which code of a network's codebook stands for which outcome that all networks share, as a person has confirmed it."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

OUTCOME_MAP = Table(
    name="outcome_map",
    meaning="One row a code of the network and a shared outcome it stands for, confirmed by a person.",
    key=("code_id", "shared_code"),
    columns=(
        Column("code_id", "text", "the network's code", required=True, refers_to="codebook.code_id"),
        Column("shared_code", "text", "the outcome of the shared codebook, such as people.connected", required=True),
        Column("confirmed_by", "text", "the role of the person who confirmed it", required=True),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
