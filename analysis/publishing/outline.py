"""The site's outline as `_quarto.yml` states it: its title, its pages in their order, and where staged pages lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis.project import root

STAGED = "reports/quarto/"  # where `quarto render` at the root finds staged pages; gone from the paths in a stage


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
    """`_quarto.yml` of the folder, else of the project."""
    settings: dict[str, Any] = yaml.safe_load(((folder or root()) / "_quarto.yml").read_text(encoding="utf-8"))
    return settings


def read_outline(folder: Path | None = None) -> Outline:
    """The outline of the site that the folder's `_quarto.yml` rules; without a folder, of an edition's."""
    settings = read_settings(folder)
    sections = {
        entry["section"]: [_page(path) for path in entry["contents"]]
        for entry in settings["website"]["sidebar"]["contents"]
        if all(isinstance(one, str) for one in entry["contents"])  # files to take away are no pages
    }
    depth = settings["format"]["html"].get("toc-depth", 3)
    return Outline(settings["website"]["title"], sections, bool(settings.get("number-sections")), int(depth))


def _page(path: str) -> str:
    return path.removeprefix(STAGED).removesuffix(".ipynb").removesuffix(".md")
