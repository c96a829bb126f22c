"""The Quarto route: the same render copies, typeset by Quarto where it is installed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import epoch_of, render_files
from analysis.publishing.figures.photographs import write_photographs
from analysis.publishing.pandoc import RenderingFailed
from analysis.publishing.papers.word import finish_word
from analysis.publishing.quarto.log import reason_of, warnings_of
from analysis.publishing.quarto.pages import finish_pages
from analysis.publishing.quarto.stage import SITE, prepare_stage, write_project
from analysis.publishing.render_copy import Page
from analysis.publishing.staging import stage
from analysis.publishing.take_away import PAPERS, PDF, SLIDES, WORD, absent_of, papers_of

OLDEST = (1, 7)  # the first with the keys that _quarto.yml uses
TAGGED = (1, 9)  # the first whose Typst PDF can be PDF/UA-1
LIMIT = 1800  # seconds; eighty pages take Quarto about two minutes
INSTEAD = "or use --renderer embedded"


class DoesNotStart(Refused):
    """There is a quarto, but it does not say its version."""


def quarto_path() -> str | None:
    """The quarto on PATH; for scripts that a quarto called by its full name runs, that one."""
    return shutil.which("quarto") or shutil.which("quarto", path=os.environ.get("QUARTO_BIN_PATH", ""))


def quarto_version() -> tuple[int, ...] | None:
    """The version of the quarto on PATH, or None where there is none. Raises DoesNotStart."""
    path = quarto_path()
    if not path:
        return None
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, text=True, errors="replace", timeout=120)
        said, reason = asked.stdout.strip(), reason_of(asked.stderr or asked.stdout)
    except (OSError, subprocess.TimeoutExpired) as failure:
        said, reason = "", str(failure)
    numbers = re.findall(r"\d+", said)
    if len(numbers) < 2:
        raise DoesNotStart(f"the quarto on PATH ({path}) does not start ({reason}): mend it, {INSTEAD}")
    return tuple(int(number) for number in numbers[:3])


def formats_of(version: tuple[int, ...], papers: tuple[str, ...] = (PDF, WORD)) -> tuple[str, ...]:
    """What a Quarto makes of the report, of the papers wanted. A PDF without tags would be no good to some: an older one makes none."""
    docx = ("docx",) if WORD in papers else ()
    return ("html", *docx, "typst") if PDF in papers and version[:2] >= TAGGED else ("html", *docx)


def render_with_quarto(
    work: Path, network: Network, period: Period, version: tuple[int, ...], cache: Cache
) -> list[str]:
    """The whole edition into WORK. Raises RenderingFailed with the place of Quarto's log; WORK is then left as it was."""
    papers = papers_of(network, period)
    formats, log = formats_of(version, papers), cache.folder.parent / "quarto.log"
    with tempfile.TemporaryDirectory(prefix="quarto-") as place:
        folder = Path(place)
        pages = stage(work, network, period, folder, formats)
        report = next(page for page in pages if page.kind == "report")
        prepare_stage(folder, report, network, period, cache)
        write_photographs(work / "notebooks", folder)
        write_project(folder, network, pages, work / "data", absent_of(network, period))
        said = _run(folder, log, epoch_of(period.end))
        refuse_missing(folder / SITE, pages, formats, f" (its log: {log})")
        complaints = finish_files(folder / SITE, report, network, period, cache, formats, papers)
        shutil.copytree(folder / SITE, work, dirs_exist_ok=True)
    return [*(f"Quarto: {warning}" for warning in said), *complaints]


def finish_files(
    site: Path,
    report: Page,
    network: Network,
    period: Period,
    cache: Cache,
    formats: tuple[str, ...],
    papers: tuple[str, ...] = tuple(PAPERS),
) -> list[str]:
    """What Quarto leaves undone: the Word file's last touches, the slides, a PDF with tags where it made none, the pages' landmarks and
    policy. Complaints."""
    if WORD in papers:
        finish_word(site / WORD, f"{report.title}: {report.subtitle}", network.author, report.alts, period.end)
    finish_pages(site)
    left = tuple(name for name in papers if name == SLIDES or (name == PDF and "typst" not in formats))
    return render_files(site, network, period, report, cache, left)


def _run(folder: Path, log: Path, epoch: int) -> list[str]:
    """Quarto on the stage, in a time that has an end. Returns its warnings."""
    path = quarto_path()
    if not path:
        raise Refused(f"quarto is not on PATH: install Quarto 1.7 or newer, {INSTEAD}")
    with subprocess.Popen(
        [path, "render", "."],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8"},  # as for pandoc, which it calls
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as child:
        try:
            said, _ = child.communicate(timeout=LIMIT)
        except BaseException as stop:
            _end(child)
            if not isinstance(stop, subprocess.TimeoutExpired):
                raise
            raise RenderingFailed(
                f"Quarto did not end in {LIMIT // 60} minutes and was stopped: try again, {INSTEAD}"
            ) from None
    log.write_text(said, encoding="utf-8")
    if child.returncode != 0:
        raise RenderingFailed(f"Quarto stopped: {reason_of(said)} (its log: {log}); mend that, {INSTEAD}")
    return warnings_of(said)


def _end(child: subprocess.Popen[str]) -> None:
    """End the child and what it started: Quarto is a script around other programs."""
    with contextlib.suppress(OSError, AttributeError):
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def refuse_missing(site: Path, pages: list[Page], formats: tuple[str, ...], where: str) -> None:
    """Quarto can end well and write nothing: each file that was promised must be there."""
    wanted = [f"{page.path}.html" for page in pages] + [
        name for name, made in ((WORD, "docx"), (PDF, "typst")) if made in formats
    ]
    missing = [name for name in wanted if not (site / name).is_file()]
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise RenderingFailed(f"Quarto ended without writing {', '.join(missing[:3])}{more}{where}; {INSTEAD}")
