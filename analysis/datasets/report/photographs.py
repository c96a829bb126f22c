"""Photographs: which may be shown, held to consent, credit and a text for those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.report.citing import identifiers
from analysis.networks import Network
from analysis.sources.files.pictures import PICTURES as PICTURES_NAME
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.photographs import PHOTOGRAPHS as NAME

FOLDER = "photographs"
PHOTOGRAPHS = Table(
    name=NAME,
    meaning="One row an entry of photographs.yml: a picture, what it shows, and with whose leave it is shown.",
    key=("photo_id",),
    columns=(
        Column("photo_id", "text", "the photograph's short name", required=True),
        Column("number", "integer", "its place in the file", required=True, minimum=1),
        Column("file", "text", "the picture's file, relative to the network's raw folder", required=True),
        Column("alt", "text", "what it shows, for those who cannot see it", required=True),
        Column("credit", "text", "who took it", required=True),
        Column("caption", "text", "what stands below it"),
        Column("people", "boolean", "whether anybody can be recognised in it", required=True),
        Column("consent", "text", "who agreed to what, and when; printed nowhere"),
        Column("until", "date", "the last day of the consent"),
        Column("editions", "text", "the editions that it stands in, joined by `;`; none named means all"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
PICTURES = Table(
    name=PICTURES_NAME,
    meaning="One row a picture in photographs/ that can be read, as it is shown: upright, bounded, without metadata.",
    key=("file",),
    columns=(
        Column("file", "text", "the file it was read from, relative to the network's raw folder", required=True),
        Column("width", "integer", "its width", "points", required=True, minimum=1),
        Column("height", "integer", "its height", "points", required=True, minimum=1),
        Column("jpeg", "text", "the picture as a JPEG, in base64", required=True),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
NO_CONSENT = Rule(
    "photograph-no-consent",
    "Nobody's consent to the photograph `{photo}` is written down.",
    "Those in it, and whoever took it, decide where it is seen.",
    "Ask them, and write who agreed to what and when under `consent`; or delete the entry.",
    effect="left out",
    ignore="Where it is not to be published anyway.",
)
NO_FILE = Rule(
    "photograph-no-file",
    "The photograph `{photo}` names the file `{value}`, and no picture of that name can be read in photographs/{near}.",
    "Nothing could be shown in its place.",
    "Put the file there, or correct its name.",
    effect="left out",
    ignore="Never: the photograph is not shown.",
)
OVER = Rule(
    "photograph-consent-ends",
    "The consent to the photograph `{photo}` ends on {until}, before the end of the network's last period.",
    "It stands in no edition of a period that ends later, and must be taken out of what is kept on show after that day.",
    "Ask once more, or leave it; editions built before may be on show still.",
    "note",
    effect="kept",
    ignore="Where those editions are taken down by then.",
)
NOT_LISTED = Rule(
    "photograph-not-listed",
    "The picture is in no entry of photographs.yml.",
    "It is published nowhere, for nothing is said of what it shows and who agreed.",
    "Write an entry for it, or take it out of the folder.",
    "note",
    effect="left out",
    ignore="Where it is not to be published.",
)


def settle_photographs(tables: dict[str, pl.DataFrame], network: Network) -> tuple[pl.DataFrame, list[Finding]]:
    """The photographs that may be shown, with their files as they lie; findings for each that may not, and why."""
    frame, pictures = tables[NAME], tables[PICTURES_NAME]
    find = identifiers(pictures, "file")
    kept, told = [], list[Finding]()
    for row in frame.iter_rows(named=True):
        file = row["file"] if row["file"].startswith(f"{FOLDER}/") else f"{FOLDER}/{row['file']}"
        found, near = find(file)
        told += _about(row, found, near, network)
        if found and row["consent"]:
            kept.append({**row, "file": found})
    named = {f"{FOLDER}/{row['file'].removeprefix(f'{FOLDER}/')}" for row in frame.iter_rows(named=True)}
    told += [NOT_LISTED.at(Place(file, table=NAME)) for file in pictures["file"] if file not in named]
    return pl.DataFrame(kept, schema=frame.schema), told


def _about(row: dict[str, Any], found: str | None, near: str, network: Network) -> Iterator[Finding]:
    place = Place(row["source_file"], cell=row["source_cell"], table=NAME)
    if not row["consent"]:
        yield NO_CONSENT.at(place._replace(column="consent"), photo=row["photo_id"])
    if found is None:
        nearest = f"; the nearest is `{near.removeprefix(f'{FOLDER}/')}`" if near else ""
        yield NO_FILE.at(place._replace(column="file", value=row["file"]), photo=row["photo_id"], near=nearest)
    if row["until"] and row["until"] < network.last.end:
        yield OVER.at(place._replace(column="until"), photo=row["photo_id"], until=row["until"])
