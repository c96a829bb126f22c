"""The site: the frame around each page, its navigation, the search's index and the files that all pages share."""

from __future__ import annotations

import functools
import html
import importlib.util
import json
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from analysis.networks import Network
from analysis.project import root
from analysis.publishing.brand import read_brand
from analysis.publishing.cache import Cache
from analysis.publishing.fonts import faces_css, write_fonts
from analysis.publishing.outline import Outline
from analysis.publishing.policy import policy_of
from analysis.publishing.render_copy import Page
from analysis.publishing.take_away import FILES

SEARCH_SLICE = 500_000  # letters of the search's index in one file, which a phone reads in a moment
_PLACE = re.compile(r"\{\{([a-z-]+)\}\}")


def write_site(
    work: Path,
    network: Network,
    outline: Outline,
    pages: list[Page],
    bodies: list[dict[str, Any]],
    cache: Cache | None = None,
    without: Collection[str] = (),
) -> list[str]:
    """Write every page, the assets and the search's index into WORK. Returns the pages' paths from the root.

    without: files to take away that this edition does not have.
    """
    take_away = {name: label for name, label in FILES.items() if name not in without}
    template = (root() / "reports" / "templates" / "page.html").read_text(encoding="utf-8")
    # Pages of hubs come by the thousand, and no page may look through all of them: menus name none but the one that is open.
    listed = [page for page in pages if page.kind not in ("hub", "table") or page.path in outline.pages]
    hubs = [page for page in pages if page.kind == "hub"]
    at = {page.path: number for number, page in enumerate(hubs)}
    written = []
    for page, body in zip(pages, bodies, strict=True):
        path = work / f"{page.path}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        near = hubs[max(0, at[page.path] - 1) : at[page.path] + 2] if page.path in at else listed
        values = {
            **_values(page, body, network),
            "navigation": navigation_of(page, body["sections"], outline, listed, take_away),
            "turn": turn_of(page, outline, near),
        }
        path.write_text(filled(template, values), encoding="utf-8", newline="\n")
        written.append(f"{page.path}.html")
    write_assets(work / "assets", cache)
    write_search_index(work / "assets" / "search-index.js", pages, bodies)
    return written


def write_assets(folder: Path, cache: Cache | None = None) -> None:
    """The shared files: styles, scripts, fonts and the one plotly.js."""
    styles = root() / "reports" / "styles"
    folder.mkdir(parents=True, exist_ok=True)
    brand = read_brand()
    looks = [faces_css(brand.font, "fonts"), brand.as_css()]
    sheets = [(styles / f"{name}.css").read_text(encoding="utf-8") for name in ("frame", "components")]
    (folder / "brand.css").write_text("\n".join(looks), encoding="utf-8", newline="\n")
    whole = [*looks, brand.as_dark_css(), *sheets]
    (folder / "site.css").write_text("\n".join(whole), encoding="utf-8", newline="\n")
    for name in ("site.js", "modules.js", "exhibits.js", "calculator.js", "icon.svg"):
        shutil.copyfile(styles / name, folder / name)
    if brand.logo is not None:
        shutil.copyfile(brand.logo, folder / logo_name(brand.logo))
    write_fonts(folder / "fonts", cache)
    shutil.copyfile(_plotly_script(), folder / "plotly.min.js")


@functools.cache
def _plotly_script() -> Path:
    """plotly.js as the plotly package brings it; importing plotly would cost half a second."""
    found = importlib.util.find_spec("plotly")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the package plotly is not installed")
    return Path(next(iter(found.submodule_search_locations))) / "package_data" / "plotly.min.js"


def filled(template: str, values: dict[str, str]) -> str:
    """The template with each of its {{places}} filled in."""
    return _PLACE.sub(lambda place: values[place[1]], template)


def _values(page: Page, body: dict[str, Any], network: Network) -> dict[str, str]:
    home = page.home
    return {
        "home": home,
        "policy": policy_of(),
        "tab-title": html.escape(f"{page.title} – {page.subtitle}"),
        "logo": logo_on_page(home),
        "site-title": html.escape(network.title),
        "title": html.escape(page.title),
        "subtitle": html.escape(page.subtitle),
        "dated": html.escape(page.dated),
        "drawing": "".join(_scripts(home, body["body"])),
        "body": body["body"],
        "foot": _foot(page, network),
    }


def logo_on_page(home: str) -> str:
    """The brand's logo, where it has one; what stands beside it says whose pages these are."""
    brand = read_brand()
    if brand.logo is None:
        return ""
    return f'<img class="logo" src="{home}assets/{logo_name(brand.logo)}" alt="{html.escape(brand.logo_said)}">\n'


def logo_name(logo: Path) -> str:
    return f"logo{logo.suffix.lower()}"


def _scripts(home: str, body: str) -> Iterator[str]:
    """The scripts that what stands on the page needs."""
    wanted = {"exhibit-plot": ("exhibits.js",), "calculator": ("calculator.js",)}
    for mark, names in wanted.items():
        if f'class="{mark}"' in body:
            yield from (f'<script src="{home}assets/{name}" defer></script>\n' for name in names)


def navigation_of(
    page: Page, sections: list[dict[str, Any]], outline: Outline, pages: list[Page], take_away: dict[str, str]
) -> str:
    """All pages by section; under the page that is open, its contents. take_away: files beside the pages -> what they are."""
    by_path = {known.path: known for known in pages}
    listed = {heading: [path for path in paths if path in by_path] for heading, paths in outline.sections.items()}
    others = [known.path for known in pages if known.path not in outline.pages and known.kind != "hub"]
    if others and listed:
        listed[list(listed)[-1]].extend(others)
    parts = []
    for heading, paths in listed.items():
        items = []
        for path in paths:
            items.append(_item(by_path[path], page, sections, outline.toc_depth))
            if path == "hubs/index" and page.kind == "hub":
                items.append(_item(page, page, sections, outline.toc_depth))
        parts.append(f'<p class="side-title">{html.escape(heading)}</p>\n<ul>\n{chr(10).join(items)}\n</ul>')
    if not take_away:
        return "\n".join(parts)
    links = "\n".join(
        f'<li><a href="{page.home}{name}" download="{html.escape(saved_as(name, page.subtitle))}">{html.escape(label)}</a></li>'
        for name, label in take_away.items()
    )
    return "\n".join([*parts, f'<p class="side-title">To take away</p>\n<ul>\n{links}\n</ul>'])


def saved_as(file: str, subtitle: str) -> str:
    """What a file of an edition is called once it is saved beside those of other editions.

    >>> saved_as("data/all-tables.xlsx", "Five Valleys Hubs · 2024-25 Q3")
    'five-valleys-hubs-2024-25-q3-all-tables.xlsx'
    """
    words = re.sub(r"[^a-z0-9]+", "-", subtitle.lower()).strip("-")
    return f"{words}-{file.rpartition('/')[2]}"


def _item(known: Page, open_page: Page, sections: list[dict[str, Any]], depth: int) -> str:
    href = f"{open_page.home}{known.path}.html"
    if known.path != open_page.path:
        return f'<li><a href="{href}">{html.escape(known.title)}</a></li>'
    inner = "".join(
        f'<li{" class=deeper" if section["level"] > 1 else ""}><a href="#{section["id"]}">'
        f"{html.escape(section['text'])}</a></li>\n"
        for section in sections
        if section["level"] < depth and section["listed"]
    )
    contents = f'\n<ul class="contents">\n{inner}</ul>' if inner else ""
    return f'<li><a href="{href}" aria-current="page">{html.escape(known.title)}</a>{contents}</li>'


def turn_of(page: Page, outline: Outline, pages: list[Page]) -> str:
    """Links to the page before and the page after, among its kind."""
    by_path = {known.path: known for known in pages}
    if page.kind == "hub":
        order = [known.path for known in pages if known.kind == "hub"]
    else:
        order = [path for path in outline.pages if path in by_path]
    if page.path not in order:
        return ""
    at = order.index(page.path)
    links = []
    for place, label, css in ((at - 1, "Previous", "previous"), (at + 1, "Next", "next")):
        if 0 <= place < len(order):
            other = by_path[order[place]]
            links.append(
                f'<a class="{css}" href="{page.home}{other.path}.html"><span>{label}</span>{html.escape(other.title)}</a>'
            )
    return f'<nav class="turn" aria-label="Previous and next page">\n{chr(10).join(links)}\n</nav>' if links else ""


def _foot(page: Page, network: Network) -> str:
    said = [f"<p>{html.escape(network.author)}</p>"]
    if network.statement:
        said.append(f"<p>{html.escape(' '.join(network.statement.split()))}</p>")
    said.append(
        "<p>Each number with a dotted line, and each number in a table, opens how it was worked out and from which files; "
        f'<a href="{page.home}evidence.json">one file</a> has them all.</p>'
    )
    return "\n".join(said)


def write_search_index(path: Path, pages: list[Page], bodies: list[dict[str, Any]]) -> None:
    """Scripts, not JSON: a page opened from a folder may load scripts, but may not fetch.

    PATH holds what fits into one slice and how many there are; the rest lies beside it as NAME-2.js and on, which a search loads
    one after another: those of thousands of hubs come to megabytes.
    """
    entries = [
        {"page": f"{page.path}.html", "title": page.title, **entry}
        for page, body in zip(pages, bodies, strict=True)
        for entry in body["entries"]
    ]
    slices = _slices([json.dumps(each, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for each in entries])
    for number, held in enumerate(slices, start=1):
        text = f"[{','.join(held)}]"
        if number == 1:
            more = f"window.learningReportSearchSlices = {len(slices)};\n" if len(slices) > 1 else ""
            path.write_text(f"window.learningReportSearch = {text};\n{more}", encoding="utf-8", newline="\n")
        else:
            line = f"window.learningReportSearch.push(...{text});\n"
            path.with_stem(f"{path.stem}-{number}").write_text(line, encoding="utf-8", newline="\n")


def _slices(entries: list[str]) -> list[list[str]]:
    """The entries in their order, so many together as come to SEARCH_SLICE; at least one slice."""
    slices: list[list[str]] = [[]]
    size = 0
    for entry in entries:
        if slices[-1] and size + len(entry) > SEARCH_SLICE:
            slices.append([])
            size = 0
        slices[-1].append(entry)
        size += len(entry)
    return slices
