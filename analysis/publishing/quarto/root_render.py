"""`quarto render` at the root: what is staged before it, and what is finished and judged after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from analysis.editions.ledger.ledger_files import copy_ledger
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused, reports_folder, root
from analysis.publishing.cache import Cache
from analysis.publishing.figures.pages import place_drawings
from analysis.publishing.figures.photographs import write_photographs
from analysis.publishing.judging.judge import refuse_lossy
from analysis.publishing.judging.names import NamesWithNumbers
from analysis.publishing.judging.orphans import tell_orphans
from analysis.publishing.numbers.pages import link_numbers
from analysis.publishing.outline import STAGED
from analysis.publishing.papers.hub_sheets import set_hub_sheets
from analysis.publishing.papers.share_preview import add_share_preview
from analysis.publishing.quarto.renderer import finish_files, formats_of, quarto_version, refuse_missing
from analysis.publishing.quarto.stage import prepare_stage
from analysis.publishing.render_copy import QUARTO_FORMATS
from analysis.publishing.staging import stage, stage_pages


def stage_root(work: Path, network: Network, period: Period, cache: Cache) -> Path:
    """WORK staged where _quarto.yml looks for it, with what `finish_root` will need. Returns the folder."""
    folder = root() / STAGED
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    version = quarto_version()
    report, *_ = stage(work, network, period, folder, formats_of(version) if version else QUARTO_FORMATS)
    prepare_stage(folder, report, network, period, cache)
    write_photographs(work / "notebooks", folder)
    for name in ("data", "notebooks"):
        shutil.copytree(work / name, folder / name)
    copy_ledger(work, folder)
    return folder


def finish_root(network: Network, period: Period, cache: Cache, names: Iterable[str] = ()) -> tuple[Path, list[str]]:
    """The site that Quarto has just rendered, finished and judged; evidence and notebooks are laid beside its pages.

    Returns the folder of the pages, and complaints. Refused where nothing was staged; RenderingFailed as by a build.
    """
    staged, site = root() / STAGED, reports_folder() / "site" / STAGED
    version = quarto_version()
    if version is None or not (staged / "report.json").is_file():
        raise Refused("there is nothing to finish: `quarto render` calls this by itself after it has rendered")
    pages = stage_pages(staged, network, period)
    refuse_missing(site, pages, formats_of(version), "")
    copy_ledger(staged, site)
    shutil.copytree(staged / "notebooks", site / "notebooks", dirs_exist_ok=True)
    complaints = finish_files(site, pages[0], network, period, cache, formats_of(version))
    complaints += set_hub_sheets(site, network, period, pages, cache)
    add_share_preview(site, pages, network)
    place_drawings(site, cache)
    link_numbers(site)
    refuse_lossy(site, pages, network, period, cache)
    return site, [
        *complaints,
        *tell_orphans(site, cache.folder.parent / "numbers-without-source.txt", names=NamesWithNumbers(names)),
    ]
