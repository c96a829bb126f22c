"""Drawings put into the pages of a site: they are there at once, and what explores them is loaded when somebody asks for it.

A page as either renderer leaves it holds each figure as JSON. In its place come the still drawing, once for a desk and once for a phone,
and beside the pages a script of the figure, figures/NAME.js: a page opened from a folder may load scripts but may not fetch.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.publishing.brand import read_brand
from analysis.publishing.cache import Cache, key_of
from analysis.publishing.figures.marks import inline_drawing, marks_of
from analysis.publishing.figures.pictures import HUB_PAGES, PAGES, Kinds, draw_pictures
from analysis.publishing.numbers.cards import Ledger, read_ledger
from analysis.publishing.numbers.pages import address_of
from analysis.publishing.render_copy import Figure

FOLDER = "figures"
_HOLDER = re.compile(
    r'<div class="exhibit-plot"(?P<rest>[^>]*data-exhibit="(?P<id>[^"]*)"[^>]*)>\s*'
    r'<script type="application/json">(?P<spec>.*?)</script>\s*</div>',
    re.DOTALL,
)


@dataclass(frozen=True)
class _Place:
    """A page with a figure in it. name: of the figure's files, by what it holds."""

    page: str
    name: str
    spec: dict[str, Any]


def place_drawings(site: Path, cache: Cache) -> None:
    """Put the drawings into every page of SITE; SITE/evidence.json is the published ledger. Raises RenderingFailed."""
    ledger = read_ledger(site / "evidence.json")
    pages = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    texts = {page: path.read_text(encoding="utf-8") for page, path in pages.items()}
    found = {page: _places_in(page, text) for page, text in texts.items() if "exhibit-plot" in text}
    with tempfile.TemporaryDirectory(prefix="drawings-") as place:
        for kinds in (PAGES, HUB_PAGES):
            wanted = {at.name: at for page, places in found.items() if kinds_of(page) == kinds for at in places}
            figures = tuple(Figure(name, "", _compact(at.spec)) for name, at in wanted.items())
            draw_pictures(figures, Path(place), cache, kinds=kinds)
        for page, places in found.items():
            drawn = [_drawn(at, Path(place) / "figures", ledger) for at in places]
            pages[page].write_text(_HOLDER.sub(_filled(places, drawn), texts[page]), encoding="utf-8", newline="\n")
    _write_scripts(site / FOLDER, [at for places in found.values() for at in places])


def kinds_of(page: str) -> Kinds:
    """Which drawings a page shows. Those of hubs come by the hundred: one that does for phone and desk."""
    return HUB_PAGES if page.startswith("hubs/") else PAGES


def _places_in(page: str, text: str) -> list[_Place]:
    found = []
    for holder in _HOLDER.finditer(text):
        spec = json.loads(holder["spec"])
        name = f"{html.unescape(holder['id'])}-{key_of(_compact(spec))[:8]}"
        found.append(_Place(page, name, spec))
    return found


def _compact(spec: dict[str, Any]) -> str:
    return json.dumps(spec, sort_keys=True, separators=(",", ":"))


def _drawn(at: _Place, folder: Path, ledger: Ledger) -> str:
    links = {}
    for mark in marks_of(at.spec):
        home = ledger.home_of(mark.fact, at.page)
        if home is not None:
            links[mark.fact] = (address_of(at.page, home, mark.fact), str(ledger.facts[mark.fact]["shown"]))
    return "".join(
        inline_drawing(
            (folder / f"{at.name}.{kind}").read_text(encoding="utf-8"),
            f"{at.name}-{kind.partition('.')[0]}",
            {"svg": "wide"}.get(kind, kind.partition(".")[0]),
            at.spec,
            links,
        )
        for kind in kinds_of(at.page)
    )


def _filled(places: list[_Place], drawn: list[str]) -> Any:
    """What takes the place of each holder, one after another."""
    left = iter(zip(places, drawn, strict=True))

    def fill(holder: re.Match[str]) -> str:
        at, drawing = next(left)
        # Links within it are read one by one: what an image is called hides all that is in it.
        rest = (
            holder["rest"].replace('role="img"', 'role="group"') if 'class="fact mark"' in drawing else holder["rest"]
        )
        script = f"{'../' * at.page.count('/')}{FOLDER}/{at.name}.js"
        return f'<div class="exhibit-plot"{rest} data-figure="{html.escape(script)}">{drawing}</div>'

    return fill


def _write_scripts(folder: Path, places: list[_Place]) -> None:
    if places:
        folder.mkdir(exist_ok=True)
    brand = read_brand()
    for at in places:
        told = brand.in_its_colours(_compact(at.spec)).replace("\u2028", "\\u2028")
        line = (
            f"(window.learningReportFigures = window.learningReportFigures || {{}})[{json.dumps(at.name)}] = {told};\n"
        )
        (folder / f"{at.name}.js").write_text(line, encoding="utf-8", newline="\n")
