"""The report's letters for pages: a small file with those of western Europe, and the whole font for whoever writes others.

WOFF, not WOFF2: that needs a compressor that nothing else here does, and saves 3 kB a face.
"""

from __future__ import annotations

import functools
import json
import shutil
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from analysis.publishing.brand import FACES, font_file
from analysis.publishing.cache import Cache, key_of

# Code points in the small file: Latin, its accents, and the marks, signs and arrows that reports use.
_COMMON = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x20AC, 0x20AC),
    (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265),
]  # fmt: skip
_CONTROL, _LAST = 0x7F, 0x10FFFF  # what cannot be seen needs no letters
_OPTIONS = {"flavor": "woff", "hinting": False, "desubroutinize": True, "recalc_timestamp": False}
_FEATURES = ["kern", "liga", "lnum", "tnum", "mark", "ccmp", "locl"]


def faces_css(family: str, fonts: str) -> str:
    """The font's faces. fonts: their folder as seen from the style sheet. A browser loads the whole font only for a letter it lacks."""
    rest = [
        (before + 1, after - 1)
        for (_, before), (after, _) in zip(_COMMON, [*_COMMON[1:], (_LAST + 1, 0)], strict=True)
        if before + 1 < after and before != _CONTROL - 1
    ]
    lines = []
    for face, (weight, slant) in FACES.items():
        about = f'font-family: "{family}"; font-weight: {weight}; font-style: {slant}; font-display: swap;'
        for name, kind, ranges in ((f"{face}.woff", "woff", _COMMON), (font_file(face).name, "truetype", rest)):
            only = ", ".join(f"U+{first:X}-{last:X}" for first, last in ranges)
            lines.append(
                f'@font-face {{ {about} src: url("{fonts}/{name}") format("{kind}"); unicode-range: {only}; }}\n'
            )
    return "".join(lines)


def write_fonts(folder: Path, cache: Cache | None = None) -> None:
    """Both files of each face, and the font's licence. cache: where the small files are kept, which are the same in every edition."""
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        shutil.copyfile(font_file(face), folder / font_file(face).name)
        (folder / f"{face}.woff").write_bytes(_kept(font_file(face), cache))
    licence = font_file("Regular").parent / "LICENSE.txt"
    if licence.is_file():
        shutil.copyfile(licence, folder / "LICENSE.txt")


def _kept(path: Path, cache: Cache | None) -> bytes:
    """The small file, made where it is not kept: it takes longer than all pages of a report that changed in one number."""
    if cache is None:
        return _common(path)
    key = key_of(
        "font", path.read_bytes(), json.dumps([_COMMON, _FEATURES, _OPTIONS]), version("fonttools"), suffix=".woff"
    )
    kept = cache.get(key)
    if kept is None:
        kept = _common(path)
        cache.put(key, kept)
    return kept


@functools.cache
def _common(path: Path) -> bytes:
    """The font with the common letters alone, compressed."""
    from fontTools import subset

    options = subset.Options(layout_features=_FEATURES, **_OPTIONS)
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[letter for first, last in _COMMON for letter in range(first, last + 1)])
    subsetter.subset(font)
    kept = BytesIO()
    subset.save_font(font, kept, options)
    return kept.getvalue()
