"""What was made, held against what was staged, before it takes the place of the edition that stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analysis.networks import Network
from analysis.periods import Period
from analysis.publishing.cache import Cache, hash_of_files, key_of
from analysis.publishing.embedded import lua_version, page_bodies, paper_settings, staged_key
from analysis.publishing.judging.content import Content, content_of, differences
from analysis.publishing.judging.pages import read_page, read_raw
from analysis.publishing.judging.papers import lost_in_pdf, lost_in_word
from analysis.publishing.judging.slides import lost_in_slides
from analysis.publishing.pandoc import Job, RenderingFailed, run_jobs
from analysis.publishing.papers.slides import Deck
from analysis.publishing.render_copy import Page
from analysis.publishing.take_away import PAPERS, PDF, SLIDES, WORD, papers_of


def refuse_lossy(site: Path, pages: list[Page], network: Network, period: Period, cache: Cache) -> None:
    """Judge every page, the Word file, the PDF and the slides. Raises RenderingFailed with what was found; the whole list is in a file."""
    found = judge_pages(site, pages, cache)
    report = next(page for page in pages if page.kind == "report")
    if papers := papers_of(network, period):
        found += judge_papers(site, report, paper_settings(report, network, period), cache, papers)
    if found:
        listing = cache.folder.parent / "not-as-staged.txt"
        listing.write_text("\n".join(found) + "\n", encoding="utf-8")
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise RenderingFailed(
            f"what was made is not what was staged: {'; '.join(found[:3])}{more} (all of it: {listing})"
        )


def judge_pages(site: Path, pages: list[Page], cache: Cache) -> list[str]:
    """What each page lost, changed or added, one line each. A page that passed is not judged again."""
    judged_by = _judged_by()
    keys = {
        page.path: key_of(
            "passed", page.markdown, (site / f"{page.path}.html").read_bytes(), judged_by, suffix=".passed"
        )
        for page in pages
    }
    waiting = [page for page in pages if cache.get(keys[page.path]) is None]
    found = []
    for page, body in zip(waiting, page_bodies(site, waiting, cache), strict=True):
        text = (site / f"{page.path}.html").read_text(encoding="utf-8")
        lost = differences(content_of(body["content"], read_raw), read_page(text))
        found += [f"{page.path}.html: {said}" for said in lost]
        if not lost:
            cache.put(keys[page.path], b"")
    return found


def judge_papers(
    folder: Path, report: Page, settings: dict[str, Any], cache: Cache, papers: tuple[str, ...] = tuple(PAPERS)
) -> list[str]:
    """What Word file, PDF and slides lost, changed or added, one line each; papers: those that were to be made. What passed is not judged again."""
    made = [(folder / name).read_bytes() for name in papers]
    passed = key_of(
        "passed", report.markdown, json.dumps(settings, sort_keys=True), *made, _judged_by(), suffix=".passed"
    )
    if cache.get(passed) is not None:
        return []
    word, pdf = (_staged(folder, report, settings, paper, cache) for paper in ("docx", "typst"))
    lost = {
        WORD: lambda: lost_in_word(word, folder / WORD, report.alts),
        PDF: lambda: lost_in_pdf(pdf, folder / PDF),
        SLIDES: lambda: lost_in_slides(Deck(report), folder / SLIDES),
    }
    found = [f"{name}: {said}" for name in papers for said in lost[name]()]
    if not found:
        cache.put(passed, b"")
    return found


def _staged(folder: Path, report: Page, settings: dict[str, Any], paper: str, cache: Cache) -> Content:
    """What was staged for a paper, as told when it was made; another renderer tells nothing, and pandoc is asked."""
    kept = cache.get(staged_key(report, settings, paper))
    if kept is None:
        (answer,) = run_jobs([Job(report.markdown, "content", None, {**settings, "paper": paper})], folder, 0)
        return content_of(answer["content"], read_raw)
    return content_of(json.loads(kept), read_raw)


def _judged_by() -> str:
    return key_of(lua_version(), hash_of_files(Path(__file__).parent.glob("*.py")))
