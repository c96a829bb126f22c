"""Each hub's page of the site as a PDF of its own, to be printed on one sheet or sent on: what everybody may read, and no more.

Two processors set about fifteen a second. All hubs go through pandoc together, and a sheet of which nothing changed is taken from the cache.
"""

from __future__ import annotations

import json
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from analysis.networks import Network
from analysis.periods import Period
from analysis.publishing.cache import Cache, key_of
from analysis.publishing.embedded import epoch_of, paper_settings, papers_made_by
from analysis.publishing.figures.pictures import HUB_PAGES, draw_pictures
from analysis.publishing.pandoc import Job, run_jobs
from analysis.publishing.papers.pdf import prepare_typesetting, set_pdf
from analysis.publishing.render_copy import Figure, Page
from analysis.publishing.staging import sheets_wanted

_LIMITS = re.compile(r"^\*\*What this does not show\.\*\*.*$", re.MULTILINE)
_REST = "What each part does not show stands beside it on the hub's page of the report."


def set_hub_sheets(work: Path, network: Network, period: Period, pages: list[Page], cache: Cache) -> list[str]:
    """Write WORK/hubs/HUB.pdf beside each hub's page. Returns complaints. Raises RenderingFailed."""
    hubs = [page for page in pages if page.kind == "hub"]
    if not sheets_wanted(network, len(hubs)):
        return []
    sheets = [_as_sheet(page) for page in hubs]
    made_by, keys, missing = papers_made_by(), dict[str, str](), list[Page]()
    for sheet in sheets:
        keys[sheet.path] = _key(sheet, _settings(sheet, network, period), made_by)
        kept = cache.get(keys[sheet.path])
        if kept is None:
            missing.append(sheet)
        else:
            (work / f"{sheet.path}.pdf").write_bytes(kept)
    (work / "hubs").mkdir(exist_ok=True)
    complaints = _set(missing, work, network, period, cache) if missing else []
    for sheet in missing:
        cache.put(keys[sheet.path], (work / f"{sheet.path}.pdf").read_bytes())
    return complaints


def _as_sheet(page: Page) -> Page:
    """The page without what stands on the web page alone."""
    return replace(page, markdown=f"{_LIMITS.sub('', page.markdown)}\n\n*{_REST}*")


def _settings(sheet: Page, network: Network, period: Period) -> dict[str, object]:
    drawn = {f"figures/{figure.id}.png": f"figures/{_own(sheet, figure).id}.{HUB_PAGES[0]}" for figure in sheet.figures}
    return {**paper_settings(sheet, network, period), "vector": drawn, "sheet": True}


def _own(sheet: Page, figure: Figure) -> Figure:
    """The figure under a name that no other hub's has: a notebook of a project's own may call it the same on every page."""
    return replace(figure, id=f"{sheet.path.rpartition('/')[2]}-{figure.id}")


def _key(sheet: Page, settings: dict[str, object], made_by: tuple[str, ...]) -> str:
    told = json.dumps(settings, sort_keys=True)
    return key_of("sheet", sheet.markdown, *(figure.spec for figure in sheet.figures), told, *made_by, suffix=".pdf")


def _set(sheets: list[Page], work: Path, network: Network, period: Period, cache: Cache) -> list[str]:
    """Pictures, bodies and PDFs of these, into their places."""
    with tempfile.TemporaryDirectory(prefix="sheets-") as place:
        folder = Path(place)
        figures = tuple(_own(sheet, figure) for sheet in sheets for figure in sheet.figures)
        draw_pictures(figures, folder, cache, kinds=HUB_PAGES)
        prepare_typesetting(folder)
        bodies = [folder / f"sheet-{number}.typ" for number in range(len(sheets))]
        jobs = [
            Job(sheet.markdown, "typst", body, _settings(sheet, network, period))
            for sheet, body in zip(sheets, bodies, strict=True)
        ]
        answers = run_jobs(jobs, folder, epoch_of(period.end))
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda body: set_pdf(body, body.with_suffix(".pdf"), period.end), bodies))
        for sheet, body in zip(sheets, bodies, strict=True):
            (work / f"{sheet.path}.pdf").write_bytes(body.with_suffix(".pdf").read_bytes())
    return [
        f"{sheet.path}.pdf: {said}"
        for sheet, answer in zip(sheets, answers, strict=True)
        for said in answer["complaints"]
    ]
