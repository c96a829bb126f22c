"""reports/index.html: every edition that lies beside it, by network, the latest first, with its files and how it stands."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.networks import Network, network_names, open_network
from analysis.periods import Period
from analysis.project import Refused, edition_folder, place_whole, reports_folder, root
from analysis.publishing.brand import read_brand
from analysis.publishing.policy import policy_of
from analysis.publishing.staging import REPORT
from analysis.publishing.standing import standing_of

PAGE = "index.html"
_PLACE = re.compile(r"\{\{([a-z-]+)\}\}")
_FILES = {
    "learning-report.pdf": "PDF",
    "learning-report.docx": "Word file",
    "data/all-tables.xlsx": "All tables",
    "evidence.json": "Where each number comes from",
}


@dataclass(frozen=True)
class _Edition:
    period: Period
    folder: Path
    renderer: str


def write_editions_page() -> Path:
    """Write the page anew, in one step, from what is there. A network whose settings cannot be read is left to `list` to tell of."""
    parts = [part for name in network_names() for part in _network(name)]
    body = "\n".join(parts) or "<p>No edition has been built here yet.</p>"
    template = (root() / "reports" / "templates" / "editions.html").read_text(encoding="utf-8")
    style = "\n".join(line for line in read_brand().as_css("").splitlines() if "--" in line)
    values = {"policy": policy_of(), "style": f":root {{\n{style}\n}}", "body": body}
    page = reports_folder() / PAGE
    place_whole(page, _PLACE.sub(lambda place: values[place[1]], template).encode())
    return page


def _network(name: str) -> Iterator[str]:
    try:
        network = open_network(name)
    except Refused:
        return
    if editions := list(_editions(network)):
        yield f"<h2>{html.escape(network.title)}</h2>"
        if network.statement:
            yield f'<p class="quiet">{html.escape(" ".join(network.statement.split()))}</p>'
        for edition in editions:
            yield _entry(network, edition)


def _editions(network: Network) -> Iterator[_Edition]:
    """Those that are built: the latest year first, itself before its quarters."""
    for period in sorted(network.periods, key=lambda each: (each.year, each.is_year, each.start), reverse=True):
        folder = edition_folder(network.name, period.slug)
        if (folder / PAGE).is_file() and (folder / "manifest.json").is_file():
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            yield _Edition(period, folder, manifest["renderer"])


def _entry(network: Network, edition: _Edition) -> str:
    home = edition.folder.relative_to(reports_folder()).as_posix()
    links = " ".join(
        f'<a href="{home}/{file}">{label}<span class="visually-hidden"> of {html.escape(edition.period.label)}</span></a>'
        for file, label in _FILES.items()
        if (edition.folder / file).is_file()
    )
    standing = standing_of(edition.folder / "notebooks" / f"{REPORT}.ipynb", network, edition.period)
    told = ". ".join(part for part in (f"Covers {edition.period.months}", standing) if part)
    return (
        f'<h3><a href="{home}/{PAGE}">{html.escape(edition.period.label)}</a></h3>\n'
        f'<p class="quiet">{html.escape(told)}.</p>\n<p class="files">{links}</p>'
    )
