"""The register of hubs."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

HUB_KINDS = (
    "community hub",
    "community centre",
    "village hall",
    "lunch club",
    "leisure centre",
    "library",
    "place of worship",
    "youth centre",
    "family centre",
    "food pantry",
    "sports club",
    "arts centre",
    "school",
    "other",
)
HUB_STATUSES = ("established", "emerging")

HUBS = Table(
    name="hubs",
    meaning="One row a hub of the network, whether or not it sent returns.",
    key=("hub_id",),
    columns=(
        Column(
            "hub_id",
            "text",
            "the hub's code, as printed on its return form",
            required=True,
            why="Returns, case studies and awards find their hub by this code.",
        ),
        Column("name", "text", "the hub's name", required=True, why="The report and the form export name hubs by it."),
        Column(
            "kind",
            "choice",
            "what kind of place it is",
            choices=HUB_KINDS,
            why="Hubs are compared with hubs of their kind only.",
        ),
        Column(
            "locality_id",
            "text",
            "the locality it lies in",
            refers_to="localities.locality_id",
            why="Without its locality a hub drops out of every comparison by place.",
        ),
        Column("area", "text", "the part of the network that it belongs to, each with its area facilitator"),
        Column(
            "status",
            "choice",
            "established before the project began, or emerging since",
            choices=HUB_STATUSES,
            why="New hubs grow for other reasons than old ones; the two are told apart.",
        ),
        Column(
            "opened",
            "quarter",
            "the first quarter it was open in; no return is expected before it",
            why="A return that is not due would be counted as missing.",
        ),
        Column(
            "facilitated_from",
            "quarter",
            "the first quarter an area facilitator worked with it; empty where none did",
            why="Change with and without a facilitator is told by this quarter.",
        ),
        Column(
            "latitude",
            "number",
            "north of the equator",
            unit="degrees",
            minimum=49.0,
            maximum=61.0,
            why="A point outside the United Kingdom is a slip, often latitude and longitude exchanged.",
        ),
        Column(
            "longitude",
            "number",
            "east of Greenwich; west is negative",
            unit="degrees",
            minimum=-9.0,
            maximum=2.0,
            why="A point outside the United Kingdom is a slip, often a lost minus sign.",
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
