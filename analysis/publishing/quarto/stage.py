"""A folder that Quarto renders: the render copies, what they refer to, and settings that know no other place."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from analysis.networks import Network
from analysis.periods import Period
from analysis.project import brand_file, root
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import paper_settings
from analysis.publishing.figures.pictures import draw_pictures
from analysis.publishing.outline import STAGED, read_settings
from analysis.publishing.pandoc import template_folder
from analysis.publishing.papers.pdf import prepare_typesetting
from analysis.publishing.papers.word_styles import reference_document
from analysis.publishing.render_copy import Page, in_front_matter
from analysis.publishing.site import write_assets

SITE = "_site"


def prepare_stage(folder: Path, report: Page, network: Network, period: Period, cache: Cache) -> None:
    """What render copies refer to: the report's pictures, the styles of Word file and PDF, and the shared assets."""
    draw_pictures(report.figures, folder, cache)
    shutil.copyfile(reference_document(cache), folder / "reference.docx")
    prepare_typesetting(folder, "typst-template.typ")
    (folder / "typst-show.typ").write_text("// The report's own first lines set the template.\n", encoding="utf-8")
    job = json.dumps(paper_settings(report, network, period), ensure_ascii=False)
    (folder / "report.json").write_text(job, encoding="utf-8")
    write_assets(folder / "assets", cache)


def write_project(folder: Path, network: Network, pages: list[Page], data: Path, without: Collection[str] = ()) -> None:
    """The rest of what a stage that stands by itself needs: settings, brand, styles, filters, the tables to download.

    without: files to take away that this edition does not have.
    """
    settings = stage_settings(read_settings(), network, pages, without)
    (folder / "_quarto.yml").write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")
    shutil.copyfile(brand_file(), folder / "_brand.yml")
    shutil.copytree(root() / "reports" / "styles", folder / "styles")
    shutil.copytree(template_folder(), folder / "templates")
    if data.is_dir():
        shutil.copytree(data, folder / "data")


def stage_settings(
    settings: dict[str, Any], network: Network, pages: list[Page], without: Collection[str] = ()
) -> dict[str, Any]:
    """`_quarto.yml` for a stage: paths without the staging folder, only pages that are there, nothing to run around it."""
    here = _without_folder(settings)
    there = {f"{page.path}.ipynb" for page in pages}
    project = {name: value for name, value in here["project"].items() if name not in ("pre-render", "post-render")}
    project["output-dir"] = SITE
    project["render"] = sorted(there, key=lambda path: (path != "index.ipynb", path))
    website = {**here["website"], "title": in_front_matter(network.title)}
    sidebar = dict(website["sidebar"])
    sidebar["contents"] = [
        {**entry, "contents": [one for one in entry["contents"] if _stays(one, there, without)]}
        for entry in sidebar["contents"]
    ]
    return {**here, "project": project, "website": {**website, "sidebar": sidebar}}


def _stays(entry: Any, there: set[str], without: Collection[str]) -> bool:
    """A page that is there, or a file to take away that is made."""
    return entry["href"].lstrip("/") not in without if isinstance(entry, dict) else entry in there


def _without_folder(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_folder(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_folder(inner) for inner in value]
    if isinstance(value, str):
        return re.sub(r"\breports/(?=styles/|templates/)", "", value.replace(STAGED, ""))
    return value
