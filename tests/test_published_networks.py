"""Real networks of which only published figures are known: every page of each is made, and none says more than was published."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import read_table
from analysis.editions.ledger.evidence import PublishedFact, collect_facts, origins_of, read_pages
from analysis.editions.running.run import Job, run_notebook
from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.money.amounts import amount_in_words
from analysis.exhibits.money.published_figures import published_figures
from analysis.exhibits.report.first_screen import first_screen
from analysis.exhibits.report.learning.learned import standing_findings
from analysis.exhibits.report.lens import along_the_lens
from analysis.networks import network_names, open_network
from analysis.project import notebooks_folder, raw_folder
from analysis.publishing.render_copy import Page
from analysis.publishing.staging import stage_pages
from tests.conftest import CopyProject

NETWORKS = ("croydon", "gloucestershire", "herefordshire", "hotspots", "stroud")
# Where the numbers of these editions may come from; personal_rates are of the detector's own test set.
ORIGINS = {
    "published_figures",
    "learned",
    "recommendations",
    "lens",
    "members",
    "awards",
    "award_sources",
    "personal_rates",
}
COUNTED = {"hubs", "people", "organisations", "activities", "activities per quarter", "outcomes", "types", "years"}


def year_of(name: str) -> str:
    """The year whose edition holds what the network's document tells; where one year alone is offered, that one."""
    year = open_network(name).documents_in
    return year.label if year else "2024-25"


@pytest.fixture(scope="module")
def works(copy_project: CopyProject) -> Iterator[dict[str, Path]]:
    """By network, a folder with the executed copies of all notebooks. One process runs them all."""
    project = copy_project("published-networks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(project.root))
        works = {name: project.root / "works" / name for name in NETWORKS}
        for name, work in works.items():
            for source in sorted(notebooks_folder().glob("*.ipynb")):
                if source.stem == "hub-page":
                    continue
                target = str(work / "notebooks" / source.name)
                told = {"network": name, "period": year_of(name)}
                ran = run_notebook(Job(str(source), told, target, str(work / "logs" / source.name)), warm=True)
                assert not ran.problem, f"{name}, {source.stem}: {ran.problem}"
            (work / "evidence.json").write_text('{"facts": []}', encoding="utf-8")  # what notes on paper are made of
        yield works


@pytest.fixture(scope="module")
def figures(works: dict[str, Path]) -> pl.DataFrame:
    return pl.concat([read_table(name, "published_figures").with_columns(network=pl.lit(name)) for name in NETWORKS])


def pages_of(works: dict[str, Path], name: str) -> dict[str, Page]:
    network = open_network(name)
    return {page.path: page for page in stage_pages(works[name], network, network.period(year_of(name)))}


def facts_of_pages(work: Path) -> list[PublishedFact]:
    return collect_facts(read_pages(work / "notebooks"))


def test_all_real_networks_are_here(works: dict[str, Path]) -> None:
    assert tuple(name for name in network_names() if not open_network(name).demonstration) == NETWORKS


def multiplied_out(name: str) -> set[tuple[float, str]]:
    """By hand from the file of awards: an amount a year over a term that is stated in whole years, and the sum with whole amounts."""
    path = raw_folder(name) / "funding" / "awards.csv"
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    terms = {"three years": 3, "five years": 5}
    whole = [float(row["amount"]) for row in rows if row["amount"]]
    yearly = [float(row["annual_amount"]) * terms[row["term_stated"]] for row in rows if row["annual_amount"] and row["term_stated"] in terms]  # fmt: skip
    return {(value, "exact") for value in [*yearly, sum([*whole, *yearly])]}


@pytest.mark.parametrize("name", NETWORKS)
def test_no_number_is_claimed_that_was_not_published(works: dict[str, Path], figures: pl.DataFrame, name: str) -> None:
    facts = facts_of_pages(works[name])
    by_id = {fact.id: fact for fact in facts}
    tables = {origin.table for fact in facts for origin in origins_of(fact, by_id)}
    assert tables <= ORIGINS
    awards = pl.concat([read_table(each, "awards") for each in NETWORKS])
    stated = {(row[0], row[1]) for row in figures.select("value", "qualifier").rows()}
    stated |= {
        (row[0], row[2]) for row in awards.select(pl.coalesce("amount", "annual_amount"), "kind", "qualifier").rows()
    }
    stated |= multiplied_out(name)
    for fact in facts:
        if fact.id.startswith("reconciliation.not_explained.") and fact.value == 0:
            continue  # that nothing is left over is no claim about anybody's money
        if fact.id in ("members.organisations", "members.groups", "members.posts"):
            continue  # rows of a register, each with its source
        if fact.value is None or not (fact.unit.startswith("GBP") or fact.unit in COUNTED):
            continue
        if not fact.id.startswith("networks.per-hub."):
            assert (fact.value, fact.qualifier) in stated, fact


@pytest.mark.parametrize("name", NETWORKS)
def test_each_figure_stands_with_all_its_words(works: dict[str, Path], figures: pl.DataFrame, name: str) -> None:
    """On the page about funding and, as a card or in the table, in the report itself."""
    pages = pages_of(works, name)
    assert figures.filter(pl.col("network") == name).height
    for row in figures.filter(pl.col("network") == name).iter_rows(named=True):
        words = amount_in_words(row["value"], row["unit"], row["qualifier"])
        for page in ("index", "40-funding"):
            text = pages[page].markdown
            for part in ("period", "scope", "caution", "source"):
                assert in_markdown(row[part] or "").lower() in text.lower(), (page, row["figure_id"], part)
            short = amount_in_words(row["value"], "", row["qualifier"])
            assert in_markdown(words) in text or in_markdown(short) in text, (page, words)


@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_not_known_is_said_once_on_a_page(works: dict[str, Path], name: str) -> None:
    pages = pages_of(works, name)
    assert "What is not known, and what would be needed" in pages["index"].markdown
    for path, page in pages.items():
        for reason in (
            "No quarterly returns are held",
            "No register of hubs is held",
            "No case study, interview or other source is held",
        ):
            assert page.markdown.count(reason) <= 1, (path, reason)
        assert "Counts of people from" not in page.markdown, "nothing is counted, so nothing is withheld"


@pytest.mark.parametrize("name", NETWORKS)
def test_no_page_is_silent_on_what_its_exhibits_leave_unknown(works: dict[str, Path], name: str) -> None:
    """Whatever the words around it are: each reason that an exhibit hands on stands on its page."""
    pages = pages_of(works, name)
    told = 0
    for executed in read_pages(works[name] / "notebooks"):
        text = pages[executed.page.removesuffix(".html")].markdown
        for reason in {unknown.reason for _, handed in executed.outputs for unknown in handed.unknown}:
            assert in_markdown(reason) in text, (executed.page, reason)
            told += 1
    assert told > 10


@pytest.mark.parametrize("name", NETWORKS)
def test_real_networks_stand_beside_real_ones_only(works: dict[str, Path], name: str) -> None:
    text = (works[name] / "notebooks" / "80-networks.ipynb").read_text(encoding="utf-8")
    assert "Five Valleys" not in text and "Marches" not in text
    assert "Stroud" in text and "Herefordshire" in text


def test_figures_of_other_networks_lead_to_their_own_files(works: dict[str, Path]) -> None:
    facts = {fact.id: fact for fact in facts_of_pages(works["stroud"])}
    assert facts["networks.herefordshire.here-hubs"].qualifier == "more than"
    assert facts["networks.herefordshire.here-hubs"].origins[0].network == "herefordshire"
    assert facts["networks.stroud.stroud-new-hubs-y1"].origins[0].network == ""
    ratio = facts["networks.per-hub.herefordshire.here-officers"]
    assert (ratio.value, ratio.qualifier) == (14.0, "more than")
    assert {origin.network for origin in origins_of(ratio, facts)} == {"herefordshire"}


def test_what_is_only_about_or_up_to_is_no_award_unless_it_was_paid(works: dict[str, Path]) -> None:
    """A cap and a fund open to bids stay figures; what was provided is an award and stays about so much."""
    awards = read_table("herefordshire", "awards")
    assert awards.select("amount", "qualifier", "term_stated").rows() == [(200_000.0, "about", "first two years")]
    for name in ("croydon", "gloucestershire", "stroud"):
        assert read_table(name, "awards").is_empty()


@pytest.mark.parametrize("name", ["herefordshire", "hotspots", "stroud"])
def test_the_edition_of_another_year_says_where_the_document_is_told_and_nothing_of_it(
    works: dict[str, Path], name: str
) -> None:
    network = open_network(name)
    told = network.period(year_of(name))
    others = [period for period in network.periods if period.is_year and period.label != told.label]
    assert others
    for period in others:
        edition = OpenEdition(network, period)
        first = first_screen(edition)
        assert f"stands in the edition of {told.label}," in plain(first.text) and not first.facts
        assert told.label in plain(published_figures(edition).notice) and not published_figures(edition).known
        assert standing_findings(edition) == [] or name == "hotspots"
        assert not edition.table("awards").height and not along_the_lens(edition).facts
        assert read_table(name, "published_figures")["figure_id"][0] not in along_the_lens(edition).text
    whole = [period for period in network.several_years if period.start <= told.start and told.end <= period.end]
    assert all(OpenEdition(network, period).table("published_figures").height for period in whole)
