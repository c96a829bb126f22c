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


def named_where_lacking(text: str) -> tuple[str, list[str]]:
    """The text with each character that cannot be drawn replaced by its name in brackets, and those characters, once each.

    `Well done 🎉` becomes `Well done (party popper)`: longer, but nobody's word goes missing.
    """
    if text.isascii():
        return text, []
    lacking: dict[str, str] = {}
    for letter in sorted(set(text)):
        if ord(letter) < 0x20 or ord(letter) in drawable():
            continue
        if letter in _JOINERS:
            lacking[letter] = ""
        else:
            name = unicodedata.name(letter, f"character {ord(letter):X}").lower().replace("-", " ")
            lacking[letter] = f"({name})"
    return text.translate({ord(letter): name for letter, name in lacking.items()}), [
        letter for letter, name in lacking.items() if name
    ]
