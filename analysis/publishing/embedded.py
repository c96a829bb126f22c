"""The embedded renderer: pandoc and Typst from their packages, so that a bare machine makes the whole report."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from analysis.networks import Network
from analysis.periods import Period
from analysis.project import brand_file
from analysis.publishing.cache import Cache, hash_of_files, key_of
from analysis.publishing.figures.photographs import write_photographs
from analysis.publishing.figures.pictures import ON_SLIDES, draw_pictures
from analysis.publishing.letters import names_of_lacking
from analysis.publishing.outline import read_outline
from analysis.publishing.pandoc import Job, lua_files, run_jobs, template_folder
from analysis.publishing.papers.pdf import prepare_typesetting, set_pdf
from analysis.publishing.papers.slide_styles import slides_reference
from analysis.publishing.papers.slides import Deck, finish_slides
from analysis.publishing.papers.word import finish_word
from analysis.publishing.papers.word_styles import reference_document
from analysis.publishing.render_copy import Page
from analysis.publishing.site import write_site
from analysis.publishing.take_away import PAPERS, PDF, SLIDES, WORD, absent_of, papers_of


def render_all(
    work: Path,
    network: Network,
    period: Period,
    pages: list[Page],
    cache: Cache,
    finish_site: Callable[[], list[str]] = list,
) -> list[str]:
    """The whole edition into WORK: pages, PDF and Word file. Returns the complaints of the renderers.

    The pictures, which take longest, are drawn beside the pages; PDF and Word file are set beside each other, and beside what
    `finish_site` does to the pages once they are written, which returns complaints too.
    """
    report = next(page for page in pages if page.kind == "report")
    with ThreadPoolExecutor(2) as pool:
        files = pool.submit(render_files, work, network, period, report, cache, papers_of(network, period))
        complaints = render_site(work, network, period, pages, cache)
        of_finishing = finish_site()
        return [*complaints, *files.result(), *of_finishing]


def render_site(work: Path, network: Network, period: Period, pages: list[Page], cache: Cache) -> list[str]:
    """The pages of the site. Returns complaints."""
    known = page_bodies(work, pages, cache)
    write_site(work, network, read_outline(), pages, known, cache, absent_of(network, period))
    write_photographs(work / "notebooks", work)
    return [f"{page.path}: {said}" for page, body in zip(pages, known, strict=True) for said in body["complaints"]]


def page_bodies(work: Path, pages: list[Page], cache: Cache) -> list[dict[str, Any]]:
    """Each page's body as HTML, with its sections and content. Only what changed, or whose Lua files did, goes through pandoc."""
    version = lua_version()
    keys = [key_of("page", page.markdown, version, suffix=".json") for page in pages]
    bodies: list[dict[str, Any] | None] = [_read(cache.get(key)) for key in keys]
    missing = [number for number, body in enumerate(bodies) if body is None]
    if missing:
        answers = run_jobs([Job(pages[number].markdown, "html") for number in missing], work, 0)
        for number, answer in zip(missing, answers, strict=True):
            cache.put(keys[number], json.dumps(answer).encode())
            bodies[number] = answer
    return [body for body in bodies if body is not None]


def render_files(
    work: Path, network: Network, period: Period, report: Page, cache: Cache, wanted: tuple[str, ...] = tuple(PAPERS)
) -> list[str]:
    """The report as PDF and as Word file, and its slides, or only those wanted."""
    figures = [figure.spec for figure in report.figures]
    settings = json.dumps(
        paper_settings(report, network, period), sort_keys=True
    )  # all that a paper is made of beside its markdown
    about = [settings, *papers_made_by()]
    keys = {name: key_of(name, report.markdown, *figures, *about, suffix=Path(name).suffix) for name in wanted}
    missing = []
    for name, key in keys.items():
        kept = cache.get(key)
        if kept is None:
            missing.append(name)
        else:
            (work / name).write_bytes(kept)
    if not missing:
        return []
    with tempfile.TemporaryDirectory(prefix="report-") as place:
        folder = Path(place)
        draw_pictures(report.figures, folder, cache)
        write_photographs(work / "notebooks", folder)
        with ThreadPoolExecutor(2) as pool:
            jobs = [pool.submit(_MAKERS[name], folder, network, period, report, cache) for name in missing]
            complaints = [said for job in jobs for said in job.result()]
        for name in missing:
            made = (folder / name).read_bytes()
            (work / name).write_bytes(made)
            cache.put(keys[name], made)
    return complaints


def make_pdf(folder: Path, network: Network, period: Period, report: Page, cache: Cache) -> list[str]:
    """A page as FOLDER/learning-report.pdf; its pictures lie there already. Returns complaints."""
    prepare_typesetting(folder)
    day = period.end
    settings = paper_settings(report, network, period)
    job = Job(report.markdown, "typst", folder / "report-body.typ", {**settings, "judged": True})
    (answer,) = run_jobs([job], folder, epoch_of(day))
    cache.put(staged_key(report, settings, "typst"), json.dumps(answer["content"]).encode())
    body = folder / "report-body.typ"
    set_pdf(body, folder / PDF, day)
    return [f"{PDF}: {complaint}" for complaint in answer["complaints"]]


def _make_word(folder: Path, network: Network, period: Period, report: Page, cache: Cache) -> list[str]:
    reference = reference_document(cache)
    settings = paper_settings(report, network, period)
    more = {"reference": str(reference.resolve()), "judged": True}
    job = Job(report.markdown, "docx", folder / WORD, {**settings, **more})
    (answer,) = run_jobs([job], folder, epoch_of(period.end))
    cache.put(staged_key(report, settings, "docx"), json.dumps(answer["content"]).encode())
    finish_word(folder / WORD, f"{report.title}: {report.subtitle}", network.author, report.alts, period.end)
    return [f"{WORD}: {said}" for said in answer["complaints"]]


def _make_slides(folder: Path, network: Network, period: Period, report: Page, cache: Cache) -> list[str]:
    deck = Deck(report)
    shown = {slide.answer.figure for slide in deck.slides}
    draw_pictures(tuple(each for each in report.figures if each.id in shown), folder, cache, kinds=ON_SLIDES)
    settings = {**paper_settings(report, network, period), "reference": str(slides_reference(cache).resolve())}
    (answer,) = run_jobs([Job(deck.markdown, "pptx", folder / SLIDES, settings)], folder, epoch_of(period.end))
    finish_slides(folder / SLIDES, deck, network.author, period.end)
    return [f"{SLIDES}: {said}" for said in answer["complaints"]]


_MAKERS = {PDF: make_pdf, WORD: _make_word, SLIDES: _make_slides}


def paper_settings(report: Page, network: Network, period: Period) -> dict[str, Any]:
    """What the Lua files of PDF and Word file need to know of the report beside its markdown."""
    day = period.end
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "author": network.author,
        "dated": report.dated,
        "letters": names_of_lacking(
            "".join([report.markdown, report.title, report.subtitle, report.dated, network.author])
        ),
        "vector": {f"figures/{figure.id}.png": f"figures/{figure.id}.svg" for figure in report.figures},
        "brand": "brand.json",
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def staged_key(report: Page, settings: dict[str, Any], paper: str) -> str:
    """Under which the cache holds what the report says in a paper, as pandoc told it when the paper was made."""
    told = json.dumps(settings, sort_keys=True)
    return key_of("staged", report.markdown, told, paper, lua_version(), suffix=".json")


def papers_made_by() -> tuple[str, str]:
    """What papers follow from beside their content: the libraries, and the code, templates and brand."""
    code = [*template_folder().glob("*"), *Path(__file__).parent.rglob("*.py"), brand_file()]
    return json.dumps(versions(), sort_keys=True), hash_of_files(code)


def versions() -> dict[str, str]:
    """The libraries that made the files, by package."""
    made = ("pypandoc_binary", "typst", "plotly-mirage", "mini-racer", "plotly")
    return {name: importlib.metadata.version(name) for name in made}


def lua_version() -> str:
    """What the bodies of pages follow from beside their markdown: the Lua files and pandoc."""
    return key_of(hash_of_files(lua_files()), importlib.metadata.version("pypandoc_binary"))


def epoch_of(day: dt.date) -> int:
    """The day's noon in seconds, which files bear as their time of making."""
    return int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())


def _read(kept: bytes | None) -> dict[str, Any] | None:
    return json.loads(kept) if kept is not None else None
