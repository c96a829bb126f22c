"""The Quarto route: the same render copies, typeset by Quarto where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import yaml

from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused, root
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import PDF, WORD, render_files
from analysis.publishing.outline import STAGED, read_settings
from analysis.publishing.pandoc import RenderingFailed
from analysis.publishing.pictures import draw_pictures
from analysis.publishing.site import write_assets
from analysis.publishing.staging import Page, stage
from analysis.publishing.word import finish_word
from analysis.publishing.word_styles import reference_document

OLDEST = (1, 7)  # the first with the keys that _quarto.yml uses
TAGGED = (1, 9)  # the first whose Typst PDF can be PDF/UA-1
_SITE = "_site"


def quarto_version() -> tuple[int, ...] | None:
    """The version of the quarto on PATH, or None."""
    path = shutil.which("quarto")
    if not path:
        return None
    said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.strip()
    numbers = re.findall(r"\d+", said)
    return tuple(int(number) for number in numbers[:3]) if len(numbers) >= 2 else None


def render_with_quarto(
    work: Path, network: Network, period: Period, version: tuple[int, ...], cache: Cache
) -> list[str]:
    """The whole edition into WORK. Raises RenderingFailed with the place of Quarto's log; WORK is then left as it was."""
    tagged = version[:2] >= TAGGED
    formats = ("html", "docx", "typst") if tagged else ("html", "docx")
    with tempfile.TemporaryDirectory(prefix="quarto-") as place:
        folder = Path(place)
        pages = stage(work, network, period, folder, formats)
        report = next(page for page in pages if page.kind == "report")
        prepare_stage(folder, report, cache)
        settings = stage_settings(read_settings(), network, pages)
        (folder / "_quarto.yml").write_text(
            yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8"
        )
        shutil.copyfile(root() / "_brand.yml", folder / "_brand.yml")
        shutil.copytree(root() / "reports" / "styles", folder / "styles")
        if (work / "data").is_dir():
            shutil.copytree(work / "data", folder / "data")
        _run(folder, cache.folder.parent / "quarto.log")
        _check(folder / _SITE, pages, tagged)
        shutil.copytree(folder / _SITE, work, dirs_exist_ok=True)
    finish_word(work / WORD, report.title, network.author, report.alts, period.end)
    return [] if tagged else render_files(work, network, period, report, cache, (PDF,))


def prepare_stage(folder: Path, report: Page, cache: Cache) -> None:
    """What render copies refer to: the report's pictures, the Word file's styles and the shared assets."""
    draw_pictures(report.figures, folder, cache)
    shutil.copyfile(reference_document(cache), folder / "reference.docx")
    write_assets(folder / "assets")


def stage_settings(settings: dict[str, Any], network: Network, pages: list[Page]) -> dict[str, Any]:
    """`_quarto.yml` for a stage: paths without the staging folder, only pages that are there, nothing to run before."""
    here = _without_folder(settings)
    there = {f"{page.path}.ipynb" for page in pages}
    project = {name: value for name, value in here["project"].items() if name != "pre-render"}
    project["output-dir"] = _SITE
    project["render"] = sorted(there, key=lambda path: (path != "index.ipynb", path))
    website = {**here["website"], "title": network.title}
    sidebar = dict(website["sidebar"])
    sidebar["contents"] = [
        {**entry, "contents": [path for path in entry["contents"] if path in there]} for entry in sidebar["contents"]
    ]
    return {**here, "project": project, "website": {**website, "sidebar": sidebar}}


def _without_folder(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_folder(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_folder(inner) for inner in value]
    if isinstance(value, str):
        return value.replace(STAGED, "").replace("reports/styles/", "styles/")
    return value


def _run(folder: Path, log: Path) -> None:
    path = shutil.which("quarto")
    if not path:
        raise Refused("quarto is not on PATH: install Quarto 1.7 or newer, or use --renderer embedded")
    done = subprocess.run(
        [path, "render", "."],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    log.write_text(done.stdout, encoding="utf-8")
    if done.returncode != 0:
        words = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        raise RenderingFailed(f"Quarto stopped: {(words or ['no reason given'])[-1][:200]} (its log: {log})")


def _check(site: Path, pages: list[Page], tagged: bool) -> None:
    """Quarto can end well and write nothing: each file that was promised must be there."""
    wanted = [f"{page.path}.html" for page in pages] + [WORD] + ([PDF] if tagged else [])
    missing = [name for name in wanted if not (site / name).is_file()]
    if missing:
        raise RenderingFailed(f"Quarto ended without writing {', '.join(missing[:5])}")
