"""Bodies that receive money, where somebody has said what kind they are and whether they are of the area."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.money.awards import RECIPIENT_KINDS

ORGANISATIONS = Table(
    name="organisations",
    meaning="One row a body that appears in awards; no file of grants says whether a body is local.",
    key=("organisation_id",),
    columns=(
        Column("organisation_id", "text", "its identifier, as the awards have it, or any code", required=True),
        Column("name", "text", "its name, as the awards have it", required=True),
        Column("also_called", "text", "other spellings of its name, joined by `;`"),
        Column("kind", "choice", "what kind of body it is", choices=RECIPIENT_KINDS),
        Column("local", "boolean", "whether it is of the network's own area"),
        Column("locality_id", "text", "the locality it is in", refers_to="localities.locality_id"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
