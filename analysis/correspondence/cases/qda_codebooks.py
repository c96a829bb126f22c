"""A codebook as coding programs load it: REFI-QDA codebook exchange (.qdc)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analysis.datasets.cases.code_names import identifier
from analysis.datasets.cases.shared_codebook import SharedCode
from analysis.sources.cases.project_codes import frame_of

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class WrittenCode:
    """One code as it is written. `above`: the guid of the code it stands below."""

    guid: str
    name: str
    above: str | None
    frame: str
    definition: str
    when: str
    when_not: str
    colour: str
    codable: bool

    @property
    def description(self) -> str:
        """All that is said of the code in one text, for programs keep no more; the reader takes it apart again."""
        said = [
            self.definition,
            f"When to use: {self.when}" if self.when else "",
            f"When not to use: {self.when_not}" if self.when_not else "",
            f"Frame: {self.frame}" if self.above is None and self.frame and self.frame != frame_of(self.name) else "",
        ]
        return "\n".join(part for part in said if part)


def guid_of(*about: str) -> str:
    """The identifier itself where it is one that coding programs take, else one that follows from it."""
    return about[-1].lower() if _GUID.fullmatch(about[-1]) else identifier(*about)


def shared_codes(codes: Sequence[SharedCode]) -> list[WrittenCode]:
    guids = {code.code_id: code.guid for code in codes}
    return [
        WrittenCode(
            code.guid,
            code.name,
            guids[code.parent_id] if code.parent_id else None,
            code.frame,
            code.definition,
            code.when,
            code.when_not,
            "",
            code.codable,
        )
        for code in codes
    ]


def codes_of_table(codebook: pl.DataFrame) -> list[WrittenCode]:
    """The codes of a network's table `codebook`."""
    return [
        WrittenCode(
            guid_of("code", row["code_id"]),
            row["name"],
            guid_of("code", row["parent_id"]) if row["parent_id"] else None,
            row["frame"] or "",
            row["definition"] or "",
            row["when_to_use"] or "",
            row["when_not"] or "",
            row["colour"] or "",
            row["codable"],
        )
        for row in codebook.iter_rows(named=True)
    ]


def codebook_qdc(codes: Sequence[WrittenCode]) -> bytes:
    """The whole .qdc. codes: at least one."""
    book = ET.Element("CodeBook", {"xmlns": NAMESPACE, "origin": "Hub Learning"})
    add_codes(ET.SubElement(book, "Codes"), codes)
    return as_xml(book)


def add_codes(parent: ET.Element, codes: Sequence[WrittenCode], above: str | None = None) -> None:
    """The codes below one code, in their order. A code whose parent is not among them stands at the top."""
    known = {code.guid for code in codes}
    for code in codes:
        if code.above == above or (above is None and code.above not in known):
            said = {"guid": code.guid, "name": clean(code.name), "isCodable": "true" if code.codable else "false"}
            element = ET.SubElement(parent, "Code", said | ({"color": code.colour} if code.colour else {}))
            if code.description:
                ET.SubElement(element, "Description").text = clean(code.description)
            add_codes(element, codes, code.guid)


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub(" ", text)


def as_xml(root: ET.Element) -> bytes:
    ET.indent(root, "  ")
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"
