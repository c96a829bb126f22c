"""A long table shows its first rows on its page; pages of their own hold the others, and no row, number or way back is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.disclosure import release_open
from analysis.disclosure.release import Field
from analysis.exhibits.exhibit import exhibit_table
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import page_bodies
from analysis.publishing.judging.judge import judge_pages
from analysis.publishing.judging.orphans import orphans_of
from analysis.publishing.numbers import cards, long_tables
from analysis.publishing.numbers.long_tables import in_slices
from analysis.publishing.numbers.pages import link_numbers
from analysis.publishing.outline import read_outline
from analysis.publishing.render_copy import Page
from analysis.publishing.site import write_site
from analysis.publishing.take_away import FILES
from tests.judges.pages import check_links
from tests.publishing.sample import sample_network

STATEMENT = "::: {.statement}\nInvented for demonstration\\.\n:::\n\n"


def page_with(rows: int) -> tuple[Page, list[dict[str, Any]]]:
    """A page with a table of so many hubs, and the ledger's record of each number in it."""
    frame = pl.DataFrame({"hub": [f"Hub no {at}" for at in range(rows)], "visits": [10.0 * at for at in range(rows)]})
    fields = [Field("hub", "Hub", "key", written=True), Field("visits", "Visits", unit="visits", how="as told")]
    made = exhibit_table("visits-by-hub", "Visits by hub", release_open("visits-by-hub", frame, fields, "drawn"), "So.")
    facts = [{**fact.as_dict(), "sources": [], "pages": ["20-activity.html"]} for fact in made.facts]
    text = f"{STATEMENT}## Hubs\n\n{made.markdown()}"
    return Page("20-activity", "What hubs did", "Sample, 2024-25", "whole year", "analysis", text), facts


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_tables, "MOST_ROWS", 10)
    monkeypatch.setattr(long_tables, "SHOWN", 4)
    monkeypatch.setattr(cards, "MOST_CARDS", 8)
    monkeypatch.setattr("analysis.publishing.numbers.pages.MOST_CARDS", 8)


def written(folder: Path, pages: list[Page], facts: list[dict[str, Any]]) -> Path:
    """The pages as a site, judged as a build judges them, each number a link."""
    cache = Cache(folder / "cache")
    work = folder / "site"
    (work / "data").mkdir(parents=True)
    (work / "data" / "visits-by-hub.csv").write_text("hub,visits\n")
    (work / "evidence.json").write_text(json.dumps({"network": "sample", "period": "2024-25", "facts": facts}))
    write_site(
        work, sample_network(folder), read_outline(), pages, page_bodies(work, pages, cache), cache, tuple(FILES)
    )
    link_numbers(work)
    assert judge_pages(work, pages, cache) == []
    return work


def test_a_table_of_few_rows_stays_as_it_is() -> None:
    page, _ = page_with(long_tables.MOST_ROWS)
    assert in_slices([page]) == [page]


@pytest.mark.usefixtures("small_limits")
def test_every_row_stands_once_on_the_page_or_on_one_of_its_slices(tmp_path: Path) -> None:
    page, facts = page_with(27)
    pages = in_slices([page])
    assert [each.path for each in pages] == ["20-activity", *(f"tables/visits-by-hub-{part}" for part in (2, 3, 4))]
    work = written(tmp_path, pages, facts)
    texts = [(work / f"{each.path}.html").read_text(encoding="utf-8") for each in pages]
    assert [text.count('<th scope="row"') for text in texts] == [4, 10, 10, 3]
    assert [next(at for at, text in enumerate(texts) if f">Hub no {row}</" in text) for row in range(27)] == [0] * 4 + [1] * 10 + [2] * 10 + [3] * 3  # fmt: skip
    assert all(text.count("<thead>") == 1 and "Invented for demonstration" in text for text in texts)


@pytest.mark.usefixtures("small_limits")
def test_links_lead_to_every_slice_and_back_and_to_each_numbers_card(tmp_path: Path) -> None:
    page, facts = page_with(27)
    work = written(tmp_path, in_slices([page]), facts)
    first = (work / "20-activity.html").read_text(encoding="utf-8")
    assert all(f'href="tables/visits-by-hub-{part}.html"' in first for part in (2, 3, 4))
    third = (work / "tables/visits-by-hub-3.html").read_text(encoding="utf-8")
    assert 'href="../20-activity.html">Back' in third and 'href="../tables/visits-by-hub-4.html"' in third
    assert 'href="../numbers/20-activity.3.html#visits-by-hub.visits.hub-no-20"' in third
    held = [path.read_text(encoding="utf-8").count('class="number-card"') for path in sorted((work / "numbers").glob("*.html"))]  # fmt: skip
    assert sorted(held) == [3, 8, 8, 8]
    assert [said for said in check_links(work) if "index.html" not in said] == []  # the front page is none of these


@pytest.mark.usefixtures("small_limits")
def test_no_slice_says_a_number_that_leads_nowhere(tmp_path: Path) -> None:
    page, facts = page_with(27)
    work = written(tmp_path, in_slices([page]), facts)
    found = {path.name: orphans_of(path.read_text(encoding="utf-8")) for path in (work / "tables").glob("*.html")}
    assert found == {f"visits-by-hub-{part}.html": [] for part in (2, 3, 4)}
