"""Cells of an Excel sheet that somebody marked in ways that a reader of values does not see: struck through, or with a comment."""

from __future__ import annotations

import posixpath
import re

from analysis.sources.files.grids import Place, place_of
from analysis.sources.files.parts import Zip, kept_if_small, unpack_parts

_PREFIX = rb"(?:[^\s<>/!?]+:)?"
_STRIKE = re.compile(rb"<" + _PREFIX + rb"strike\s*(?!\s*[^<>]*val\s*=\s*[\"'](?:0|false)[\"'])[^<>]*>")
_FONTS, _FORMATS = (
    re.compile(rb"<" + _PREFIX + name + rb"[\s>].*?</" + _PREFIX + name + rb">", re.DOTALL)
    for name in (b"fonts", b"cellXfs")
)
_FONT, _FORMAT = re.compile(rb"<" + _PREFIX + rb"font[\s/>]"), re.compile(rb"<" + _PREFIX + rb"xf\s([^<>]*)")
_FONT_OF = re.compile(rb"\bfontId\s*=\s*[\"'](\d{1,6})[\"']")
_TEXT_BEGINS = re.compile(rb"<" + _PREFIX + rb"si[\s>]")
_CELL_BEGINS = re.compile(rb"<" + _PREFIX + rb"c(?=\s)")
_NAME, _STYLE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']"), re.compile(rb"\bs\s*=\s*[\"'](\d{1,6})[\"']")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
_VALUE = re.compile(rb"<" + _PREFIX + rb"v(?:\s[^<>]*)?>\s*(\d{1,9})\s*<")
_COMMENT = re.compile(rb"<" + _PREFIX + rb"comment\s[^<>]*?\bref\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"'<>]*comments[^\"'<>]*)[\"']")


class Struck:
    """What of a workbook's shared parts is struck through: formats of cells, and texts, in whole or in part."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.formats = _struck_formats(parts.get("xl/styles.xml", b""))
        texts = parts.get("xl/sharedStrings.xml", b"")
        pieces = _TEXT_BEGINS.split(texts)[1:] if b"strike" in texts else []
        self.texts = {number for number, piece in enumerate(pieces) if _STRIKE.search(piece)}

    def cells(self, xml: bytes) -> set[Place]:
        """The cells of a sheet in which something is struck through."""
        if not self.formats and not self.texts and b"strike" not in xml:
            return set()
        return {place_of(name[1].decode()) for cell in _CELL_BEGINS.split(xml)[1:] if (name := self._named(cell))}

    def _named(self, cell: bytes) -> re.Match[bytes] | None:
        """The name of a struck cell, as it begins after its `<c`; none where nothing in it is struck, or nothing stands in it."""
        tag, _, inside = cell.partition(b">")
        if tag.endswith(b"/") or inside.lstrip().startswith(b"</"):
            return None
        style, value = _STYLE.search(tag), _VALUE.search(inside) if _SHARED.search(tag) else None
        whole = style is not None and int(style[1]) in self.formats
        part = value is not None and int(value[1]) in self.texts
        return _NAME.search(tag) if whole or part or _STRIKE.search(inside) else None


@kept_if_small
def _struck_formats(styles: bytes) -> set[int]:
    """The numbers of the cell formats whose font is struck through."""
    fonts, formats = _FONTS.search(styles), _FORMATS.search(styles)
    if b"strike" not in styles or not fonts or not formats:
        return set()
    struck = {number for number, font in enumerate(_FONT.split(fonts[0])[1:]) if _STRIKE.search(font)}
    fonts_used = [_FONT_OF.search(attributes) for attributes in _FORMAT.findall(formats[0])]
    return {number for number, font in enumerate(fonts_used) if font and int(font[1]) in struck}


def commented_cells(whole: Zip, file: str) -> dict[str, set[Place]]:
    """By the part of a sheet, its cells with a comment. Whose comment it is, and what it says, is not read.

    Raises Unpackable as the other parts do.
    """
    if not any(name.lower().startswith("xl/comments") for name in whole.names):
        return {}
    parts = unpack_parts(whole, file, _is_about_comments)
    found: dict[str, set[Place]] = {}
    for name, links in parts.items():
        folder, _, of_sheet = name.partition("/_rels/")
        if not of_sheet:
            continue
        for target in _TARGET.findall(links):
            comments = parts.get(
                posixpath.normpath(posixpath.join(f"/{folder}", target.decode("utf-8", "replace")))[1:], b""
            )
            places = {place_of(cell.decode()) for cell in _COMMENT.findall(comments)}
            found.setdefault(f"{folder}/{of_sheet.removesuffix('.rels')}", set()).update(places)
    return found


def _is_about_comments(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(("xl/comments", "xl/worksheets/_rels/")) and lower.endswith((".xml", ".rels"))
