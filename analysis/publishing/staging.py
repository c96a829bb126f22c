"""Staging: render copies of executed notebooks, whose outputs are markdown alone. Both renderers read these copies."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.exhibits.facts import in_markdown
from analysis.handover import EDITION, Handover
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused
from analysis.publishing.figures.photographs import as_files
from analysis.publishing.figures.pictures import HUB_PAGES, ON_SLIDES, PAGES, PAPER, Wanted
from analysis.publishing.numbers.cards import read_ledger
from analysis.publishing.numbers.notes import with_notes
from analysis.publishing.plain_words.definitions import keep_terms_used
from analysis.publishing.plain_words.needed_words import for_readers
from analysis.publishing.plain_words.quarter_months import with_months
from analysis.publishing.render_copy import QUARTO_FORMATS, Figure, Page, render_copy_of
from analysis.publishing.shared_notes import tell_keys_once
from analysis.publishing.standing import standing_of
from analysis.publishing.take_away import EASY, absent_of, in_one_line
from analysis.publishing.unknowns import tell_unknowns_once

MOST_SHEETS = 150  # hubs of a network whose pages are set as PDFs unasked; network.yml may say otherwise
SHEET = "This page as a PDF, to print"
REPORT = "annual-learning-report"  # its page is the site's first
_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\s*\{[^}]*\}$")
_CALLOUT = re.compile(r"^::: \{\.callout-[^}]*\}\n(.*?)\n:::$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"^##[ \t]+(.+?)[ \t]*(?:\{[^}]*\})?[ \t]*$", re.MULTILINE)
_SHOWN = re.compile(r"""data-figure=\\?"([\w-]+)""")  # of an answer, as the notebook's JSON holds it
_HIDDEN_TAGS = {"parameters", "injected-parameters"}


def stage_pages(work: Path, network: Network, period: Period) -> list[Page]:
    """The pages of the executed notebooks in WORK/notebooks, the report first. Refused where the report is missing."""
    folder = work / "notebooks"
    counted = any((folder / "hubs").glob("*.ipynb"))
    if not (folder / f"{REPORT}.ipynb").is_file():
        raise Refused(f"there is nothing to publish: {folder / REPORT}.ipynb is missing")
    dated = _dated(network, period, standing_of(folder / f"{REPORT}.ipynb", network, period))
    pages = [
        _page(path, "index" if path.stem == REPORT else path.stem, network, period, dated, counted)
        for path in sorted(folder.glob("*.ipynb"), key=lambda path: (path.stem != REPORT, path.stem))
        if path.stem != "hub-page"
    ]
    copies = sorted((folder / "hubs").glob("*.ipynb"), key=lambda path: path.stem)
    with_sheet = sheets_wanted(network, len(copies))
    hubs = [_page(path, f"hubs/{path.stem}", network, period, dated, with_sheet=with_sheet) for path in copies]
    return [*pages, _list_of_hubs(hubs, network, period, dated), *hubs]


def sheets_wanted(network: Network, hubs: int) -> bool:
    """Whether an edition with so many hubs' pages has a PDF of each."""
    return hubs <= MOST_SHEETS if network.hub_sheets is None else network.hub_sheets


def page_to_send(copy: Path, network: Network, period: Period) -> Page:
    """A hub's page that goes to its hub alone, which it says at its head and on each sheet. copy: executed, under the hub's own rule."""
    page = _page(copy, f"hubs/{copy.stem}", network, period, _dated(network, period, ""))
    subtitle = f"For this hub alone, not to be passed on. {page.subtitle}"
    return replace(page, subtitle=subtitle)


def figures_of(notebook: Path) -> tuple[Figure, ...]:
    """The figures of an executed notebook, before anything is staged; none where it is missing."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"] if notebook.is_file() else []
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return tuple(_figures([Handover.of_output(output) for output in outputs]))


def on_slides(report: Path, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Those of the executed report's figures that its first answers show, and so its slides, before anything is staged."""
    shown = set(_SHOWN.findall(report.read_text(encoding="utf-8"))) if report.is_file() else set()
    return tuple(figure for figure in figures if figure.id in shown)


def pictures_wanted(folder: Path) -> Wanted:
    """All figures of the executed copies in the folder, with the kinds of file that the edition shows each in."""
    hubs = tuple(figure for path in sorted(folder.glob("hubs/*.ipynb")) for figure in figures_of(path))
    pages = {path.stem: figures_of(path) for path in sorted(folder.glob("*.ipynb"))}
    report = pages.pop(REPORT, ())
    first = on_slides(folder / f"{REPORT}.ipynb", report)
    others = tuple(figure for figures in pages.values() for figure in figures)
    return [(report, (*PAPER, *PAGES)), (first, ON_SLIDES), (others, PAGES), (hubs, HUB_PAGES)]


def stage(
    work: Path, network: Network, period: Period, folder: Path, formats: tuple[str, ...] = QUARTO_FORMATS
) -> list[Page]:
    """Write the render copies into the folder: index.ipynb, the other notebooks, hubs/*.ipynb. Returns the pages.

    `formats` are those that Quarto makes of the report beside HTML. Pictures and assets are `pictures` and `site`.
    """
    pages = stage_pages(work, network, period)
    for page in pages:
        path = folder / f"{page.path}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_copy_of(page, network, formats), encoding="utf-8", newline="\n")
    return pages


def _page(
    path: Path, name: str, network: Network, period: Period, dated: str, counted: bool = True, with_sheet: bool = False
) -> Page:
    """counted: whether the edition holds counts by hub; without them no page need say how small ones are withheld. with_sheet: whether a
    PDF of the page will lie beside it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    kind = "report" if name == "index" else "hub" if name.startswith("hubs/") else "analysis"
    cells, title = _cells_without_title(notebook["cells"], path)
    if kind == "hub" and cells and cells[0]["cell_type"] == "markdown":
        cells = cells[1:]  # what the notebook says of itself: the page begins with thanks, and says whose it is
    cells = [cell for cell in cells if not _HIDDEN_TAGS & set(cell["metadata"].get("tags", []))]
    cells = [_render_copy(cell, kind, network, counted) for cell in cells]
    handed = [output["handover"] for cell in cells for output in cell.get("outputs", [])]
    figures = tuple(_figures(handed)) if kind in ("report", "hub") else ()
    title, subtitle = _for_period(title, period), _subtitle(network, period)
    cells = with_months(tell_keys_once(tell_unknowns_once(keep_terms_used(cells))), network.begins)
    if kind == "report":
        cells = with_notes(cells, read_ledger(path.parents[1] / "evidence.json"))
    named = _take_name(cells) if kind == "hub" else ""
    if named:
        title, subtitle = named, f"{title}, {subtitle}"
    if kind == "report":
        line = in_one_line(absent_of(network, period), (path.parent / f"{EASY}.ipynb").is_file())
        cells.insert(_below_answers(cells), _markdown_cell("take-away", line))
    if with_sheet:
        link = f'::: {{.content-visible when-format="html"}}\n[{SHEET}]({path.stem}.pdf)\n:::'
        first = next((at for at, cell in enumerate(cells) if cell["source"].startswith("## ")), len(cells))
        cells.insert(first, _markdown_cell("sheet", link))
    text = "\n\n".join(part for cell in cells for part in _markdown_parts(cell))
    banner = _banner(network)
    if banner:
        cells.insert(0, _markdown_cell("statement", banner))
        text = f"{banner}\n\n{text}"
    copy = {**notebook, "cells": [_as_nbformat(cell) for cell in cells]}
    return Page(name, title, subtitle, dated, kind, text, figures, copy)


def _below_answers(cells: list[dict[str, Any]]) -> int:
    """Where what is to be taken away is named: below the first answers, else above the first section."""
    return next((at for at, cell in enumerate(cells) if cell["source"].startswith("## ")), len(cells))


def _for_period(title: str, period: Period) -> str:
    """An edition of one quarter, of several years or of a year under way does not call itself a year's report."""
    if period.is_whole_year and period.years == 1:
        return title
    called = "Learning report so far" if period.is_year else "Quarterly learning report"
    called = f"Learning report over {period.years} years" if period.years > 1 else called
    return title.replace("Annual learning report", called)


def _subtitle(network: Network, period: Period) -> str:
    return f"{network.title}, {period.label}: {period.months}" if period.so_far else f"{network.title}, {period.label}"


def _dated(network: Network, period: Period, standing: str) -> str:
    """What the edition covers and how it stands; the published figures of a network that asks its hubs nothing have days of their own."""
    asks = (network.folder / "questions.yml").exists()
    if not asks and (network.folder / "published-figures.csv").exists():
        return "Published figures, each of its own date"
    covers = network.covers(period)
    told = f"{covers}. {network.calendar}" if network.calendar else covers
    return f"{told.removesuffix('.')}. {standing}" if standing else told


def _cells_without_title(cells: list[dict[str, Any]], path: Path) -> tuple[list[dict[str, Any]], str]:
    """The cells with the first H1 taken out, and its text: the title goes into the front matter."""
    for number, cell in enumerate(cells):
        found = _TITLE.search(_text(cell["source"])) if cell["cell_type"] == "markdown" else None
        if found:
            rest = _TITLE.sub("", _text(cell["source"]), count=1).strip()
            kept = [{**cell, "source": rest}] if rest else []
            return [*cells[:number], *kept, *cells[number + 1 :]], _plain_text(_ATTRIBUTES.sub("", found[1]))
    raise Refused(f"{path.name} has no title: its first markdown cell starts with '# '")


def _take_name(cells: list[dict[str, Any]]) -> str:
    """The hub's name, which its page says as a heading in its first outputs: taken out there, for it is the title."""
    for cell in cells:
        for output in cell.get("outputs", []):
            found = _NAME.match(output["data"]["text/markdown"])
            if found:
                output["data"]["text/markdown"] = _NAME.sub("", output["data"]["text/markdown"], count=1).strip()
                return _plain_text(found[1])
    return ""


def _render_copy(cell: dict[str, Any], kind: str, network: Network, counted: bool) -> dict[str, Any]:
    """The cell whose outputs are markdown alone, each beside its `handover`; pages carry no code, which stands in the notebooks beside them."""
    if cell["cell_type"] != "code":
        return {**cell, "source": _text(cell["source"])}
    outputs = []
    for output in cell.get("outputs", []):
        said, handed = _without_statement(_said(output, kind), network), Handover.of_output(output)
        said, handed = for_readers(said, handed)
        if said and (counted or not (handed and handed.exhibit.id == EDITION)):
            data = {"text/markdown": said}
            outputs.append({"output_type": "display_data", "metadata": {}, "data": data, "handover": handed})
    return {**cell, "source": _text(cell["source"]), "metadata": {}, "execution_count": None, "outputs": outputs}


def _as_nbformat(cell: dict[str, Any]) -> dict[str, Any]:
    """The cell as a notebook file may hold it: what its outputs handed on has been read by now."""
    if "outputs" not in cell:
        return cell
    outputs = [{name: value for name, value in output.items() if name != "handover"} for output in cell["outputs"]]
    return {**cell, "outputs": outputs}


def _said(output: dict[str, Any], kind: str) -> str:
    data = output.get("data", {})
    if "text/markdown" in data:
        return as_files(_text(data["text/markdown"]).strip())
    if kind == "analysis" and "text/plain" in data:
        return f"```\n{_text(data['text/plain']).strip()}\n```"
    return ""


def _markdown_parts(cell: dict[str, Any]) -> list[str]:
    source = cell["source"].strip()
    if cell["cell_type"] == "markdown":
        return [source] if source else []
    if cell["cell_type"] != "code":
        return []
    return [output["data"]["text/markdown"] for output in cell["outputs"]]


def _banner(network: Network) -> str:
    """The network's statement, which stands at the head of every page."""
    statement = _statement(network)
    return f"::: {{.statement}}\n{in_markdown(statement)}\n:::" if statement else ""


def _statement(network: Network) -> str:
    return " ".join(network.statement.split())


def _without_statement(text: str, network: Network) -> str:
    """The output without the callout that says the statement in the notebook: the page says it at its head."""

    def keep(callout: re.Match[str]) -> str:
        said = " ".join(callout[1].replace("\\", "").split())
        return "" if said == _statement(network) else callout[0]

    return _CALLOUT.sub(keep, text).strip()


def _figures(handed: list[Handover | None]) -> list[Figure]:
    return [
        Figure(each.exhibit.id, each.exhibit.alt, json.dumps(each.figure, sort_keys=True, separators=(",", ":")))
        for each in handed
        if each and each.figure
    ]


def _list_of_hubs(hubs: list[Page], network: Network, period: Period, dated: str) -> Page:
    if hubs:
        links = "\n".join(f"- [{in_markdown(hub.title)}]({hub.path.removeprefix('hubs/')}.html)" for hub in hubs)
        text = f"One page for each hub that the edition has numbers for.\n\n::: {{.hub-list}}\n{links}\n:::"
    else:
        text = "This edition has no pages of single hubs: no returns by hub have come in."
    banner = _banner(network)
    text = f"{banner}\n\n{text}" if banner else text
    cells = [_markdown_cell("hubs", text)]
    copy = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Page("hubs/index", "Hub by hub", _subtitle(network, period), dated, "hubs", text, (), copy)


def _markdown_cell(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def _plain_text(markdown: str) -> str:
    return re.sub(
        r"\\(\W|_)", r"\1", markdown
    )  # what `in_markdown` escapes; a regular expression counts "_" as a letter


def _text(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)
