"""reports/index.html: every edition that lies beside it, by network, the latest first, with its files and how it stands."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from analysis.networks import Network, network_names, open_network
from analysis.periods import Period
from analysis.project import BRAND_FILE, Refused, edition_folder, place_whole, reports_folder, root
from analysis.publishing.brand import read_brand
from analysis.publishing.policy import policy_of
from analysis.publishing.site import filled, saved_as
from analysis.publishing.staging import REPORT
from analysis.publishing.standing import standing_of

PAGE = "index.html"
_FILES = {
    "learning-report.pdf": "PDF",
    "learning-report.docx": "Word file",
    "slides.pptx": "Slides",
    "data/all-tables.xlsx": "All tables",
    "evidence.json": "Where each number comes from",
}


def write_editions_page() -> Path:
    """Write the page anew, in one step, from what is there. A network whose settings cannot be read is left to `list` to tell of."""
    parts = [part for name in network_names() for part in _network(name)]
    body = "\n".join(parts) or "<p>No edition has been built here yet.</p>"
    template = (root() / "reports" / "templates" / "editions.html").read_text(encoding="utf-8")
    brand = read_brand(root() / BRAND_FILE)  # the project's, whatever edition was built last
    values = {"policy": policy_of(), "style": brand.as_css() + brand.as_dark_css(), "body": body}
    page = reports_folder() / PAGE
    place_whole(page, filled(template, values).encode())
    return page


def _network(name: str) -> Iterator[str]:
    try:
        network = open_network(name)
    except Refused:
        return
    if editions := _built(network):
        yield f"<h2>{html.escape(network.title)}</h2>"
        if network.statement:
            yield f'<p class="quiet">{html.escape(" ".join(network.statement.split()))}</p>'
        for period in editions:
            yield _entry(network, period)


def _built(network: Network) -> list[Period]:
    """The periods whose editions are there: the latest year first, what spans several before it, itself before its quarters."""
    periods = sorted(
        [*network.periods, *network.several_years],
        key=lambda each: (each.whole_year.year, each.years, each.is_year, each.start),
        reverse=True,
    )
    return [period for period in periods if (edition_folder(network.name, period.slug) / PAGE).is_file()]


def _entry(network: Network, period: Period) -> str:
    folder = edition_folder(network.name, period.slug)
    home, label = folder.relative_to(reports_folder()).as_posix(), html.escape(period.label)
    links = " ".join(
        f'<a href="{home}/{file}" download="{html.escape(saved_as(file, f"{network.title} {period.label}"))}">{what}<span class="visually-hidden"> of {label}</span></a>'
        for file, what in _FILES.items()
        if (folder / file).is_file()
    )
    told = ". ".join(part for part in (network.covers(period), _standing(folder, network, period)) if part)
    return (
        f'<h3><a href="{home}/{PAGE}">{label}</a></h3>\n'
        f'<p class="quiet">{html.escape(told)}.</p>\n<p class="files">{links}</p>'
    )


def _standing(folder: Path, network: Network, period: Period) -> str:
    """How the edition stands; nothing of one that an older version of this package made, or that another build is just placing."""
    with suppress(OSError, ValueError, KeyError):
        return standing_of(folder / "notebooks" / f"{REPORT}.ipynb", network, period)
    return ""
