"""Characters that the report's letters lack. A PDF/UA file must not hold one; people's words may."""

from __future__ import annotations

import unicodedata
from functools import cache

from analysis.publishing.brand import font_file

# They change how the letter before them looks and say nothing of their own; without that letter's picture they mean nothing.
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f", "\u200b", "\u2060", "\ufeff"}


@cache
def drawable() -> frozenset[int]:
    """Code points that every face of the report's letters can draw."""
    from fontTools.ttLib import TTFont  # reads the table of a font's characters; nothing else here needs it

    tables = []
    for face in ("Regular", "Bold", "It"):
        with TTFont(font_file(face), lazy=True) as font:
            tables.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*tables)


def names_of_lacking(text: str) -> dict[str, str]:
    """Each character of the text that cannot be drawn, with its name in brackets (nothing for what only joins others).

    `Well done 🎉` becomes `Well done (party popper)`: longer, but nobody's word goes missing.
    """
    lacking: dict[str, str] = {}
    for letter in sorted(set(text)) if not text.isascii() else []:
        if ord(letter) < 0x20 or ord(letter) in drawable():
            continue
        if letter in _JOINERS:
            lacking[letter] = ""
        else:
            name = unicodedata.name(letter, f"character {ord(letter):X}").lower().replace("-", " ")
            lacking[letter] = f"({name})"
    return lacking


def in_drawable(text: str) -> str:
    """The text with each character that cannot be drawn replaced by its name."""
    return text.translate({ord(letter): name for letter, name in names_of_lacking(text).items()})
