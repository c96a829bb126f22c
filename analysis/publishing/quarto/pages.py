"""The last touches to pages that Quarto made: landmarks with names of their own, and what the page may run."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.publishing.policy import secure_page

# What opens and shuts a part of the menu is a button; Quarto calls each a landmark, all by the same name.
_LANDMARKS = {
    'role="navigation"': 'role="button"',
    '<nav class="quarto-secondary-nav"': '<nav class="quarto-secondary-nav" aria-label="The open page"',
    '<nav id="quarto-sidebar"': '<nav id="quarto-sidebar" aria-label="Pages"',
    '<nav class="page-navigation"': '<nav class="page-navigation" aria-label="Previous and next page"',
}


_MODULE = re.compile(r'<script src="([^"]+)" type="module"></script>')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_HEADING = re.compile(r'<h1 class="title[^"]*">(.*?)</h1>', re.DOTALL)
_SITE = re.compile(r'<div class="sidebar-title[^"]*">\s*<a [^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_SHEET = re.compile(r'(<link [^>]*?)(?: id="([\w-]+)")([^>]*>)')
_OWN = re.compile(r'<script src="([^"]*)site\.js"')


def finish_pages(site: Path) -> None:
    """Give the landmarks of each page names of their own, and each page its policy."""
    for path in sorted(site.rglob("*.html")):
        text = _with_ids_once(_with_loader(_with_landmarks(path.read_text(encoding="utf-8"))))
        text = secure_page(_with_title(text))
        path.write_text(text, encoding="utf-8", newline="\n")


def _with_landmarks(text: str) -> str:
    """The frame alone is touched: within the main part stands what was staged."""
    start, end = text.find("<main"), text.rfind("</main>")
    parts = [text[:start], text[start:end], text[end:]] if 0 <= start < end else ["", text, ""]
    for old, new in _LANDMARKS.items():
        parts[0], parts[2] = parts[0].replace(old, new), parts[2].replace(old, new)
    parts[1] = parts[1].replace('<nav class="page-navigation"', _LANDMARKS['<nav class="page-navigation"'])
    return "".join(parts)


def _with_title(text: str) -> str:
    """The title from the page's heading and the site's name: of some letters Quarto's own shows the escapes."""
    heading, site = _HEADING.search(text), _SITE.search(text)
    if heading is None or site is None:
        return text
    said = " – ".join(_TAG.sub("", part[1]).strip() for part in (heading, site))  # a title shows tags as letters
    return _TITLE.sub(lambda _: f"<title>{said}</title>", text, count=1)


def _with_loader(text: str) -> str:
    """Modules by way of modules.js: a browser refuses them from a folder on disk, and says so on every page."""
    own = _OWN.search(text)
    if own is None:
        return text
    return _MODULE.sub(lambda kept: f'<script src="{own[1]}modules.js" data-module="{kept[1]}"></script>', text)


def _with_ids_once(text: str) -> str:
    """The ids of Quarto's style sheets, which stand twice where there is a brand: the first keeps its own."""
    seen: set[str] = set()

    def keep_first(link: re.Match[str]) -> str:
        known = link[2] in seen
        seen.add(link[2])
        return link[1] + link[3] if known else link[0]

    return _SHEET.sub(keep_first, text)
