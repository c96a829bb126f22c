"""A figure drawn as SVG and PNG. Runs in processes of its own (pictures.py), so it imports nothing that drawing does not need."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

from analysis.publishing.brand import FACES, font_file, read_brand
from analysis.publishing.figures.engine import DrawingEngine
from analysis.publishing.letters import in_drawable

WIDTH = 720  # CSS pixels; the text of an A4 page is 16.6 cm wide, so that letters come out at 0.87 of their size
# By kind of file: what a desk and papers show, what a phone shows, and one for pages that come by the hundred, where two are dear, and for slides.
WIDTHS = {"svg": WIDTH, "narrow.svg": 360, "single.svg": 460}
HEIGHT = 380
_NAMED = re.compile(r"""(?<=id=")[^"]+(?=")|(?<=#)[^"')&]+(?=["')&])""")  # ids, and where something refers to one
ZOOM = 2  # PNG for Word: 220 dots to the inch


def draw(spec: dict[str, Any], width: int = WIDTH) -> str:
    """The figure as SVG, so many CSS pixels wide. Letters are measured and drawn with the brand's font alone, on every machine."""
    layout = {**spec["layout"], "width": width, "height": spec["layout"].get("height") or HEIGHT, "autosize": False}
    return _settle(_engine().svg(spec["data"], _with_room(spec["data"], layout)))


def _as_png(svg: str) -> bytes:
    import resvg_py

    files = [str(font_file(face)) for face in FACES]
    family = read_brand().font
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=ZOOM,
        background="#ffffff",  # pale lines over nothing are drawn dark by some word processors
        skip_system_fonts=True,
        font_files=files,
        font_family=family,
        sans_serif_family=family,
    )
    return bytes(png)


def _with_room(data: list[dict[str, Any]], layout: dict[str, Any]) -> dict[str, Any]:
    """The layout with its labels below turned, and room for them, where they would run into each other.

    A browser makes that room by itself; here nothing measures a turned label, and it would be cut off.
    """
    from PIL import ImageFont

    axis = layout.get("xaxis", {})
    labels = [str(one) for one in axis.get("ticktext") or _words_below(data)]
    if not labels or axis.get("tickangle") is not None:
        return layout
    size = axis.get("tickfont", {}).get("size") or layout.get("font", {}).get("size") or 12
    font = ImageFont.truetype(str(font_file("Regular")), size=round(size))
    widest = max(font.getlength(line) for label in labels for line in label.split("<br>"))
    if len(labels) * (widest + 8) < layout.get("width", WIDTH) * 0.85:
        return layout
    margin = {**layout.get("margin", {})}
    margin["b"] = max(margin.get("b", 0), 0) + round(0.72 * widest + size)
    return {**layout, "xaxis": {**axis, "tickangle": -45}, "margin": margin}


def _words_below(data: list[dict[str, Any]]) -> list[str]:
    """The different words on the axis below, in order; none where it holds numbers or dates."""
    found: dict[str, None] = {}
    for trace in data:
        for one in trace.get("x") or [] if isinstance(trace.get("x"), list) else []:
            if not isinstance(one, str) or re.match(r"^\d{4}-\d\d-\d\d", one):
                return []
            found[one] = None
    return list(found)


@cache
def _engine() -> DrawingEngine:
    """One a process: to start it takes as long as to draw twenty figures."""
    from mirage.fonts import FontManager
    from PIL import ImageFont

    kept: dict[tuple[int, bool], Any] = {}

    def get_font(_family: str, size: float, weight: str = "") -> Any:
        """mirage looks for letters among the system's fonts, and a bare machine has none."""
        bold = weight.strip().lower() in ("bold", "600", "700", "800", "900")
        wanted = (max(1, round(size)), bold)
        if wanted not in kept:
            kept[wanted] = ImageFont.truetype(str(font_file("Semibold" if bold else "Regular")), size=wanted[0])
        return kept[wanted]

    manager: Any = FontManager()
    manager.get_font = get_font
    return DrawingEngine(manager.measure_raw)


def _settle(svg: str) -> str:
    """Ids that plotly draws by chance are numbered in their order, so that the same figure gives the same bytes."""
    names: dict[str, str] = {}
    for found in re.findall(r'id="([^"]+)"', svg):
        if found not in names:
            names[found] = f"p{len(names)}"
    # Looked up, not one pattern of all names: a drawing of hundreds of charts has thousands, each tried at every place.
    svg = _NAMED.sub(lambda at: names.get(at[0], at[0]), svg)
    family = f"font-family: '{read_brand().font}'"
    return re.sub(r"font-family:\s*[^;\"}]+", family, svg)


def _drawable_spec(text: str) -> dict[str, Any]:
    """The figure in the brand's colours, with each letter that its font lacks named in words: a PDF/UA file may not hold one, in a drawing neither."""
    drawable = in_drawable(json.dumps(json.loads(text), ensure_ascii=False))
    spec: dict[str, Any] = json.loads(read_brand().in_its_colours(drawable))
    return spec


def draw_files(folder: str, kinds: str, names: list[str]) -> None:
    """Draw FOLDER/NAME.json as FOLDER/NAME.KIND, one after another with one engine. kinds: of WIDTHS, or one of
    them with png for svg, parted by commas."""
    place = Path(folder)
    for name in names:
        try:
            spec = _drawable_spec((place / f"{name}.json").read_text(encoding="utf-8"))
            for kind in kinds.split(","):
                if kind in WIDTHS:
                    (place / f"{name}.{kind}").write_text(draw(spec, WIDTHS[kind]), encoding="utf-8")
            for kind in kinds.split(","):
                if kind.endswith("png"):
                    drawn = (place / f"{name}.{kind.removesuffix('png')}svg").read_text(encoding="utf-8")
                    (place / f"{name}.{kind}").write_bytes(_as_png(drawn))
        except Exception as error:  # whoever drew it must be able to find it
            sys.exit(f"{name}: {(str(error).strip().splitlines() or [type(error).__name__])[0]}")
