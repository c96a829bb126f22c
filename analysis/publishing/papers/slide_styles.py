"""How slides look: the reference file that pandoc takes colours, letters and places from, made by code from its own."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.publishing.brand import Brand, read_brand
from analysis.publishing.cache import Cache, key_of
from analysis.publishing.pandoc import pandoc_path
from analysis.publishing.papers.word import same_bytes
from analysis.publishing.papers.word_styles import FONT

LANGUAGE = "en-GB"
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}
# English Metric Units, 12,700 to a point, of a slide of 720 x 405 points: left, top, width, height.
_TITLE, _WHOLE = (457_200, 170_000, 8_229_600, 800_000), (457_200, 1_000_000, 8_229_600, 3_450_000)
_LEFT, _RIGHT = (457_200, 1_000_000, 3_900_000, 3_450_000), (4_500_000, 1_000_000, 4_250_000, 3_450_000)
_FOOT, _NUMBER = (457_200, 4_500_000, 7_700_000, 600_000), (8_150_000, 4_500_000, 536_800, 600_000)
_FRONT, _BELOW = (457_200, 1_150_000, 8_229_600, 1_200_000), (457_200, 2_450_000, 8_229_600, 1_700_000)
_BAR = (
    "<p:sp xmlns:p='{p}' xmlns:a='{a}'><p:nvSpPr><p:cNvPr id='90' name='Bar'/><p:cNvSpPr/><p:nvPr userDrawn='1'/></p:nvSpPr><p:spPr><a:xfrm>"
    "<a:off x='0' y='0'/><a:ext cx='9144000' cy='110000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:solidFill>"
    "<a:schemeClr val='tx2'/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p>"
    "</p:txBody></p:sp>"
)
_SIZES = ((120, 28), (240, 24), (400, 20), (700, 16))  # up to so many letters on a whole slide -> points
_SMALLEST = 12


def in_points(letters: int, beside: bool) -> int:
    """How large so many letters may be. beside: a drawing, which leaves them a third of the slide.

    >>> in_points(100, beside=False), in_points(100, beside=True), in_points(5000, beside=False)
    (28, 24, 12)
    """
    held = letters * 2 if beside else letters
    return next((size for most, size in _SIZES if held <= most), _SMALLEST)


def slides_reference(cache: Cache) -> Path:
    """The .pptx whose looks pandoc takes, kept in the cache."""
    brand = read_brand()
    key = key_of("slides", Path(__file__).read_bytes(), repr(brand), pandoc_path(), suffix=".pptx")
    if cache.get(key) is None:
        cache.put(key, _make_reference(brand))
    return cache.folder / key


def _make_reference(brand: Brand) -> bytes:
    from lxml import etree

    asked = [pandoc_path(), "--print-default-data-file", "reference.pptx"]
    default = subprocess.run(asked, capture_output=True, check=True).stdout
    change: dict[str, Callable[[Any], None]] = {
        "ppt/theme/theme1.xml": lambda theme: _set_theme(theme, brand.colours),
        "ppt/slideMasters/slideMaster1.xml": _set_master,
        "ppt/slideLayouts/slideLayout1.xml": lambda front: _set_places(front, {"ctrTitle": _FRONT, "subTitle": _BELOW}),
        "ppt/slideLayouts/slideLayout4.xml": lambda two: _set_places(two, {"1": _LEFT, "2": _RIGHT}),
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in change:
                part = etree.fromstring(content)
                change[name](part)
                content = etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)
    return same_bytes(kept.getvalue())


def _set_theme(theme: Any, colours: dict[str, str]) -> None:
    """The brand's colours in their roles, and letters that are on every machine."""
    from lxml import etree

    primary = colours["primary"]
    told = {"dk1": colours["foreground"], "lt1": colours["background"], "dk2": primary, "lt2": colours["mist"]}
    told |= {"accent1": primary, "hlink": primary, "folHlink": primary}
    for name, colour in told.items():
        (role,) = theme.iterfind(f".//a:clrScheme/a:{name}", NAMES)
        role.remove(role[0])
        etree.SubElement(role, f"{{{NAMES['a']}}}srgbClr").set("val", colour.lstrip("#"))
    for letters in theme.iterfind(".//a:fontScheme//a:latin", NAMES):
        letters.set("typeface", FONT)


def _set_master(master: Any) -> None:
    """Where title, text and foot stand on every slide, and a bar of the first colour above them."""
    from lxml import etree

    _set_places(master, {"title": _TITLE, "body": _WHOLE, "ftr": _FOOT, "sldNum": _NUMBER})
    for foot in master.iterfind(".//p:sp", NAMES):
        if foot.find(".//p:ph[@type='ftr']", NAMES) is not None:
            (line,) = foot.iterfind(".//a:lvl1pPr", NAMES)
            line.set("algn", "l")
        for letters in foot.iterfind(".//a:lstStyle/a:lvl1pPr/a:defRPr", NAMES):
            etree.SubElement(letters, f"{{{NAMES['a']}}}latin").set("typeface", "+mn-lt")
    for tint in list(master.iterfind(".//p:sp//a:tint", NAMES)):  # a foot is read too: in full contrast
        tint.getparent().remove(tint)
    (title,) = master.iterfind(".//p:titleStyle/a:lvl1pPr", NAMES)
    title.set("algn", "l")
    (letters,) = title.iterfind("a:defRPr", NAMES)
    letters.set("b", "1")
    letters.set("sz", "2600")
    (colour,) = letters.iterfind(".//a:schemeClr", NAMES)
    colour.set("val", "tx2")
    (tree,) = master.iterfind(".//p:spTree", NAMES)
    tree.insert(2, etree.fromstring(_BAR.format(**NAMES)))


def _set_places(part: Any, places: dict[str, tuple[int, int, int, int]]) -> None:
    """Where the placeholders of a master or layout stand, by their type, else by their index; what begins a report stands at its left."""
    from lxml import etree

    for shape in part.iterfind(".//p:sp", NAMES):
        holder = shape.find(".//p:ph", NAMES)
        place = places.get(holder.get("type") or holder.get("idx")) if holder is not None else None
        if place is None:
            continue
        (looks,) = shape.iterfind("p:spPr", NAMES)
        for old in looks.findall("a:xfrm", NAMES):
            looks.remove(old)
        frame = etree.Element(f"{{{NAMES['a']}}}xfrm")
        etree.SubElement(frame, f"{{{NAMES['a']}}}off", x=str(place[0]), y=str(place[1]))
        etree.SubElement(frame, f"{{{NAMES['a']}}}ext", cx=str(place[2]), cy=str(place[3]))
        looks.insert(0, frame)
        if holder.get("type") == "subTitle":
            (line,) = shape.iterfind(".//a:lstStyle/a:lvl1pPr", NAMES)
            line.set("algn", "l")
            (letters,) = line.iterfind("a:defRPr", NAMES)
            letters.set("sz", "1800")
            for tint in letters.findall(".//a:tint", NAMES):
                tint.getparent().remove(tint)
