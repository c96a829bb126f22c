"""Publishing an edition: from executed notebooks in WORK to what people read, by the renderer that is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused, processed_folder
from analysis.publishing.brand import read_brand
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import render_all, versions
from analysis.publishing.figures.pages import place_drawings
from analysis.publishing.judging.judge import refuse_lossy
from analysis.publishing.judging.names import NamesWithNumbers
from analysis.publishing.judging.orphans import tell_orphans
from analysis.publishing.judging.two_processes import look_through_beforehand
from analysis.publishing.numbers.long_tables import in_slices
from analysis.publishing.numbers.pages import link_numbers
from analysis.publishing.papers.hub_sheets import set_hub_sheets
from analysis.publishing.papers.share_preview import add_share_preview
from analysis.publishing.quarto.renderer import OLDEST, DoesNotStart, quarto_version, render_with_quarto
from analysis.publishing.render_copy import Page
from analysis.publishing.staging import stage_pages

Renderer = Literal["quarto", "embedded"]
RENDERERS: tuple[Renderer, ...] = ("quarto", "embedded")


@dataclass(frozen=True)
class PublishReport:
    """Which renderer made the edition, in which versions, which pages, what it complained of, how long it took."""

    renderer: Renderer
    versions: dict[str, str]
    pages: list[str]
    complaints: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)


def publish(
    work: Path,
    network: Network,
    period: Period,
    renderer: str | None = None,
    on_step: Callable[[str], None] | None = None,
    names: Iterable[str] = (),
) -> PublishReport:
    """Publish WORK/notebooks into WORK: pages, PDF, Word file, assets.

    renderer: None takes Quarto where a fit one is on PATH. names: those of the network that hold numbers. Raises Refused for a renderer that is not there, and
    RenderingFailed (one line) where a renderer stops.
    """
    said = on_step or (lambda _words: None)
    version, broken = (None, "") if renderer == "embedded" else _usable_quarto(renderer)
    chosen = choose_renderer(renderer, version)
    cache = Cache(processed_folder(network.name) / "cache")
    began = time.perf_counter()
    pages = stage_pages(work, network, period)
    if chosen == "quarto" and version is not None:
        said("Typesetting with Quarto")
        complaints = render_with_quarto(work, network, period, version, cache)
        complaints += _finish_site(work, network, period, pages, cache)
        made_by = {"quarto": ".".join(str(number) for number in version), **versions()}
    else:
        said("Typesetting pages, PDF and Word file")
        pages = in_slices(
            pages
        )  # Quarto renders the pages that _quarto.yml names, and no others: there a table stands whole
        finish_site = partial(_finish_site, work, network, period, pages, cache)
        complaints = render_all(work, network, period, pages, cache, finish_site)
        made_by = versions()
    said("Judging what was made")
    named = NamesWithNumbers(names)
    look_through_beforehand(work, pages, cache, named)
    refuse_lossy(work, pages, network, period, cache)
    complaints += tell_orphans(work, cache.folder.parent / "numbers-without-source.txt", cache, named)
    cache.trim()
    complaints += [*([broken] if broken else []), *read_brand().complaints]
    made = sorted(str(path.relative_to(work).as_posix()) for path in work.rglob("*.html"))
    return PublishReport(chosen, made_by, made, complaints, {"publishing": time.perf_counter() - began})


def _finish_site(work: Path, network: Network, period: Period, pages: list[Page], cache: Cache) -> list[str]:
    """What is put beside the pages and into them once they are written, by whichever renderer. Returns complaints."""
    complaints = set_hub_sheets(work, network, period, pages, cache)
    add_share_preview(work, pages, network)
    place_drawings(work, cache)
    link_numbers(work)
    return complaints


def _usable_quarto(asked: str | None) -> tuple[tuple[int, ...] | None, str]:
    """The version of the Quarto that is there, and what is wrong with it where nobody asked for it and it does not start."""
    try:
        return quarto_version(), ""
    except DoesNotStart as broken:
        if asked == "quarto":
            raise
        return None, f"{broken}. The embedded renderer made this edition"


def choose_renderer(asked: str | None, version: tuple[int, ...] | None) -> Renderer:
    """The renderer to use, given the version of the Quarto on PATH (None where there is none). Raises Refused."""
    if asked not in (None, *RENDERERS):
        raise Refused(f"there is no renderer '{asked}'; there are: {', '.join(RENDERERS)}")
    fit = version is not None and version[:2] >= OLDEST
    if asked == "quarto" and version is None:
        raise Refused("quarto is not on PATH: install Quarto 1.7 or newer, or use --renderer embedded")
    if asked == "quarto" and not fit:
        raise Refused("the quarto on PATH is older than 1.7: update it, or use --renderer embedded")
    return "quarto" if fit and asked != "embedded" else "embedded"
