"""The site's outline as `_quarto.yml` states it: its title, its pages in their order, and where staged pages lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.project import notebooks_folder, root
from analysis.settings.shapes import Form, Lines
from analysis.settings.whole import read_mapping

OUTLINE_FILE = "_quarto.yml"
STAGED = "reports/quarto/"  # where `quarto render` at the root finds staged pages; gone from the paths in a stage

_SECTION = Lines({"section": str, "contents": [(str, Lines())]}, ("section", "contents"))
_SHAPE = Lines({
    "project": Lines({"render": [str], "resources": [str]}),
    "website": Lines({"title": str, "sidebar": Lines({"contents": [_SECTION]})}),
    "format": Lines({"html": Lines({"toc-depth": Form("[1-6]", "a whole number from 1 to 6"), "css": (str, [str]), "include-in-header": [Lines({"text": str})]})}),
})  # fmt: skip


@dataclass(frozen=True)
class Outline:
    """sections: heading -> pages (`index`, `hubs/index`, `20-activity`), in order."""

    title: str
    sections: dict[str, list[str]]
    numbered: bool
    toc_depth: int

    @property
    def pages(self) -> list[str]:
        return [page for pages in self.sections.values() for page in pages]


def read_settings(folder: Path | None = None) -> dict[str, Any]:
    """`_quarto.yml` of the folder, else of the project. Refused where what is needed of it is not there."""
    needed = ("website.title", "website.sidebar.contents", "format.html")
    return read_mapping((folder or root()) / OUTLINE_FILE, OUTLINE_FILE, needed, _SHAPE)


def read_outline(folder: Path | None = None) -> Outline:
    """The outline of the site that the folder's `_quarto.yml` rules; without a folder, of an edition's."""
    settings = read_settings(folder)
    sections = {
        str(entry["section"]): [_page(str(path)) for path in entry["contents"]]
        for entry in settings["website"]["sidebar"]["contents"]
        if not any(isinstance(one, dict) for one in entry["contents"])  # files to take away are no pages
    }
    depth = settings["format"]["html"].get("toc-depth") or 3
    return Outline(str(settings["website"]["title"]), sections, bool(settings.get("number-sections")), int(depth))


def pages_of_no_notebook() -> list[str]:
    """Pages that the project's `_quarto.yml` puts in their place though no notebook makes them, as one whose name is misspelt."""
    there = {path.stem for path in notebooks_folder().glob("*.ipynb")} | {"index", "hubs/index"}
    return [page for page in read_outline().pages if page not in there]


def _page(path: str) -> str:
    return path.removeprefix(STAGED).removesuffix(".ipynb").removesuffix(".md")
