"""The documentation as a site: the pages of docs/ in the order of docs/_quarto.yml, in the frame that editions have."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import analysis
from analysis.editions.placement import place, workplace
from analysis.project import DOCUMENTATION, reports_folder, root, shipped
from analysis.publishing.outline import Outline, read_outline
from analysis.publishing.pandoc import Job, run_jobs
from analysis.publishing.policy import policy_of
from analysis.publishing.render_copy import Page
from analysis.publishing.site import filled, logo_on_page, navigation_of, turn_of, write_assets, write_search_index

SITE = "documentation"
_TITLE = re.compile(r"^# (.+)\n", re.MULTILINE)
_HEADING = re.compile(r"#{2,6} [^{]*$")
_LINK = re.compile(r"\]\(([\w-]+)\.md((?:#[\w-]+)?)\)")


def documentation_folder() -> Path:
    """The pages that came with the package, in a checkout docs/ beside it."""
    return shipped() / DOCUMENTATION


def write_documentation() -> tuple[Path, list[str]]:
    """Write reports/documentation/ anew. Returns its first page, and what the renderer complains of."""
    folder = documentation_folder()
    outline = read_outline(folder)
    pages = [_page(folder / f"{name}.md", outline) for name in outline.pages]
    bodies = run_jobs([Job(page.markdown, "html") for page in pages], folder, 0)
    site = reports_folder() / SITE
    with workplace(site) as work:
        _write_pages(work, outline, pages, bodies)
        place(work, site)
    complaints = [
        f"{page.path}: {said}" for page, body in zip(pages, bodies, strict=True) for said in body["complaints"]
    ]
    return site / "index.html", complaints


def _page(path: Path, outline: Outline) -> Page:
    """A page without its title, its links leading to pages of the site."""
    text = path.read_text(encoding="utf-8")
    title = _TITLE.search(text)
    if title is None:
        raise ValueError(f"{path.name} has no title: its first heading is none of the first level")
    (section,) = [heading for heading, pages in outline.sections.items() if path.stem in pages]
    markdown = _without_numbers(_LINK.sub(r"](\1.html\2)", _TITLE.sub("", text, count=1)))
    return Page(path.stem, title[1], section, f"Version {analysis.__version__}", "analysis", markdown)


def _without_numbers(markdown: str) -> str:
    """Sections of an edition have numbers, by which people speak of them; those of a manual have names."""
    fenced, lines = False, []
    for line in markdown.splitlines():
        fenced ^= line.startswith("```")
        lines.append(f"{line} {{.unnumbered}}" if _HEADING.match(line) and not fenced else line)
    return "\n".join(lines)


def _write_pages(work: Path, outline: Outline, pages: list[Page], bodies: list[dict[str, Any]]) -> None:
    template = (root() / "reports" / "templates" / "page.html").read_text(encoding="utf-8")
    write_assets(work / "assets")
    write_search_index(work / "assets" / "search-index.js", pages, bodies)
    for page, body in zip(pages, bodies, strict=True):
        values = {
            "home": "",
            "policy": policy_of(),
            "tab-title": html.escape(f"{page.title} – {outline.title}"),
            "site-title": html.escape(outline.title),
            "title": html.escape(page.title),
            "logo": logo_on_page(""),
            "subtitle": html.escape(page.subtitle),
            "dated": html.escape(page.dated),
            "drawing": "",
            "navigation": navigation_of(page, body["sections"], outline, pages, {}),
            "body": body["body"],
            "turn": turn_of(page, outline, pages),
            "foot": "<p>The code is under the MIT licence. Networks, hubs and people in examples are invented.</p>",
        }
        (work / f"{page.path}.html").write_text(filled(template, values), encoding="utf-8", newline="\n")
