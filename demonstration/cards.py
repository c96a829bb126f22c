"""Provenance cards: beside raw files, who sent them, when, under which licence, and their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from analysis.settings.writing import schema_comment, yaml_of

CARD = "card.yml"
_NOT_SENT = (
    "network.yml",
    "designs.yml",
    "theory.yml",
    "disclosure.yml",
    "questions.yml",
    "corrections.yml",
    "cases/outcomes.yml",
    "personal-data.yml",
    "findings.yml",
    "claims.yml",
    "lens.yml",
    "events.yml",
    "boxes.yml",
    "definitions.yml",
    "photographs.yml",
    "methods.yml",
    "editions/2024-25/narrative.md",
)  # written here, by whoever keeps the network
INVENTED_BY = "the demonstration generator of this project (demonstration)"
INVENTED_LICENCE = "CC0-1.0"
INVENTED_CAUTION = "Invented for demonstration: no figure here says anything about a real hub, place or person."


def written_yaml(content: Any, schema: str = "", above: int = 3) -> bytes:
    """schema: of which kind the file is, for editors; above: how many folders it lies below the project's."""
    return ((schema_comment(schema, above) if schema else "") + yaml_of(content)).encode("utf-8")


def card(files: Mapping[str, bytes], **said: str) -> bytes:
    """A card that says what is said of these files, and the sha256 of each."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return written_yaml({**said, "files": hashes})


def with_cards(files: Mapping[str, bytes], folders: Mapping[str, Mapping[str, str]]) -> dict[str, bytes]:
    """The files, and a card in each folder that holds some. `folders` says title, when, method (and more) of each."""
    held: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        place = PurePosixPath(path)
        if path in _NOT_SENT:
            continue
        held.setdefault("" if str(place.parent) == "." else str(place.parent), {})[place.name] = content
    cards = {}
    for folder, inside in sorted(held.items()):
        said = {"title": "", "who": INVENTED_BY, "when": "", "licence": INVENTED_LICENCE, "method": ""}
        said |= {"caution": INVENTED_CAUTION, **folders[folder]}
        cards[f"{folder}/{CARD}".lstrip("/")] = card(inside, **said)
    return {**files, **cards}
