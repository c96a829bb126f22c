"""Pages as staged for either renderer, and as the render copies that Quarto reads."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from analysis.exhibits.facts import in_markdown, without_turns
from analysis.networks import Network

_PHOTOGRAPH = re.compile(r'!\[\]\(figures/(photo-\w+)\.jpg\)\{fig-alt="([^"]*)"')
QUARTO_FORMATS = ("html", "docx", "typst")
_SHORTCODE = re.compile(r"\{\{(?=<)|>(?=\}\})")


@dataclass(frozen=True)
class Figure:
    """A drawing that PDF and Word need as a picture: `spec` is plotly's figure as JSON text."""

    id: str
    alt: str
    spec: str


@dataclass(frozen=True)
class Page:
    """One page: `path` without suffix (`index`, `hubs/abbey-road`); markdown without title and front matter."""

    path: str
    title: str
    subtitle: str
    dated: str
    kind: str  # report | analysis | hub | hubs | table (further rows of one)
    markdown: str
    figures: tuple[Figure, ...] = ()
    notebook: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def home(self) -> str:
        """From the page to the site's root, as a prefix of links."""
        return "../" * self.path.count("/")

    @property
    def alts(self) -> dict[str, str]:
        """The texts of figures by figure id, and of photographs by the name of their file: Quarto loses both in the Word file."""
        return {figure.id: figure.alt for figure in self.figures} | dict(_PHOTOGRAPH.findall(self.markdown))


def render_copy_of(page: Page, network: Network, formats: tuple[str, ...]) -> str:
    """The render copy as notebook JSON. A JSON value is a YAML value: the front matter needs no writer of its own."""
    matter: dict[str, Any] = {
        "title": in_front_matter(page.title),
        "subtitle": in_front_matter(f"{page.subtitle} · {page.dated}"),
        "author": in_front_matter(network.author),
        "lang": "en-GB",
        "execute": {"enabled": False, "echo": False},
    }
    if page.kind == "report" and len(formats) > 1:
        matter["format"] = {name: _QUARTO_OPTIONS[name] for name in formats}
    lines = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in matter.items())
    raw = {"cell_type": "raw", "id": "front-matter", "metadata": {}, "source": f"---\n{lines}\n---"}
    notebook = {**page.notebook, "cells": [_in_lines(cell) for cell in (raw, *page.notebook["cells"])]}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def in_front_matter(text: str) -> str:
    """Typed text as a value of Quarto's settings. It looks for shortcodes in these once more when the escapes are gone."""
    return in_markdown(_without_shortcodes(without_turns(text)))


def _without_shortcodes(text: str) -> str:
    """The text with an invisible joiner in all that opens or closes a shortcode. Quarto stops on a half of one too."""
    return _SHORTCODE.sub("\\g<0>\u2060", text)


def _in_lines(cell: dict[str, Any]) -> dict[str, Any]:
    """The cell as nbformat writes it, every text a list of lines with their ends: Quarto loses the ends within one string."""
    outputs = [
        {**output, "data": {kind: _lines(text) for kind, text in output["data"].items()}}
        for output in cell.get("outputs", [])
    ]
    more = {"outputs": outputs} if "outputs" in cell else {}
    # Quarto makes the cell's id the id of an element, where one of the cell's own exhibits may stand.
    named = {"id": f"cell-{cell['id']}"[:64]} if "id" in cell else {}
    return {**cell, **named, "source": _lines(cell["source"]), **more}


def _lines(text: str) -> list[str]:
    """The lines of what a cell says. Quarto runs shortcodes wherever they stand, in texts of pictures and in code too; no page
    of this project has any."""
    text = _without_shortcodes(text)
    return re.findall(r"[^\n]*\n|[^\n]+", text)


_QUARTO_OPTIONS: dict[str, Any] = {
    "html": {"toc": True},
    "docx": {
        "output-file": "learning-report.docx",
        "reference-doc": "reference.docx",
        "number-sections": False,  # the filter writes them
        "toc": False,
    },
    "typst": {
        "output-file": "learning-report.pdf",
        "number-sections": True,
        "toc": False,
        "papersize": "a4",
        "shift-heading-level-by": 0,  # so does the filter
        "pdf-standard": "ua-1",
        "font-paths": ["assets/fonts"],
        "template-partials": ["typst-template.typ", "typst-show.typ"],
    },
}
