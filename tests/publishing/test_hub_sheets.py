"""Each hub's page is a PDF too: one sheet, tagged, of the page's own words, linked from the page, and made once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from analysis.networks import Network
from analysis.publishing import publication
from analysis.publishing.cache import Cache
from analysis.publishing.papers import hub_sheets
from analysis.publishing.publication import publish
from analysis.publishing.staging import MOST_SHEETS, SHEET, sheets_wanted, stage_pages
from tests import judges
from tests.publishing.sample import HUBS, PERIOD, sample_network, write_sample


def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub_sheets: bool | None) -> Path:
    work = write_sample(tmp_path / "work")
    monkeypatch.setattr(publication, "processed_folder", lambda name: tmp_path / "processed")
    network = replace(sample_network(tmp_path), hub_sheets=hub_sheets)
    publish(work, network, PERIOD, "embedded")
    return work


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        return published(tmp_path_factory.mktemp("sheets"), patch, None)


@pytest.mark.parametrize("hub", HUBS)
def test_a_hub_has_one_sheet_of_its_own_and_its_page_links_to_it(work: Path, hub: str) -> None:
    pdf = pypdf.PdfReader(work / "hubs" / f"{hub}.pdf")
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert 1 <= len(pdf.pages) <= 2
    assert pdf.metadata is not None and str(pdf.metadata.title).startswith(f"{HUBS[hub]}: ")
    assert HUBS[hub] in text and not [name for other, name in HUBS.items() if other != hub and name in text]
    page = (work / "hubs" / f"{hub}.html").read_text(encoding="utf-8")
    assert f'<a href="{hub}.pdf">{SHEET}</a>' in page and SHEET not in text


def test_what_a_sheet_leaves_to_the_page_it_says(work: Path) -> None:
    text = pypdf.PdfReader(work / "hubs" / "abbey-road.pdf").pages[-1].extract_text()
    assert (
        "What each part does not show stands beside it on the hub" in " ".join(text.split())
        and "What this does not show." not in text
    )


def test_a_sheet_is_accessible(work: Path) -> None:
    try:
        complaints = judges.check_pdf_ua(work / "hubs" / "abbey-road.pdf")
    except judges.Missing as missing:
        pytest.skip(str(missing))
    assert not complaints, "\n".join(complaints)


def test_where_no_sheets_are_wanted_none_is_made_nor_linked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = published(tmp_path, monkeypatch, hub_sheets=False)
    assert not list(work.rglob("hubs/*.pdf"))
    assert SHEET not in (work / "hubs" / "abbey-road.html").read_text(encoding="utf-8")


def test_a_sheet_of_which_nothing_changed_is_not_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, network = write_sample(tmp_path / "work"), sample_network(tmp_path)
    pages, cache = stage_pages(work, network, PERIOD), Cache(tmp_path / "cache")
    hub_sheets.set_hub_sheets(work, network, PERIOD, pages, cache)
    before = {path.name: path.read_bytes() for path in sorted((work / "hubs").glob("*.pdf"))}
    set_again: list[str] = []
    real = hub_sheets.set_pdf
    monkeypatch.setattr(hub_sheets, "set_pdf", lambda *given: (set_again.append("one"), real(*given)))
    changed = [replace(page, title="Abbey Hall") if page.path == "hubs/abbey-road" else page for page in pages]
    hub_sheets.set_hub_sheets(work, network, PERIOD, changed, cache)
    after = {path.name: path.read_bytes() for path in sorted((work / "hubs").glob("*.pdf"))}
    assert set_again == ["one"]
    assert [name for name in before if before[name] != after[name]] == ["abbey-road.pdf"]


@pytest.mark.parametrize(("asked", "few", "many"), [(None, True, False), (True, True, True), (False, False, False)])
def test_many_hubs_have_sheets_only_where_they_are_asked_for(
    tmp_path: Path, asked: bool | None, few: bool, many: bool
) -> None:
    network: Network = replace(sample_network(tmp_path), hub_sheets=asked)
    assert (sheets_wanted(network, MOST_SHEETS), sheets_wanted(network, MOST_SHEETS + 1)) == (few, many)
