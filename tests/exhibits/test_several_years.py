"""Several years in one edition: sums of all of them, the last year set against the first, pages that say which years they are.

By hand: each of eight hubs counts 800, 880, ... 1,360 attendances a quarter, and 0, 1 or 2 more in turn (tests/exhibits/small_network.py):
12 times 8,640 and 4 times 8 times 3 over three years. Money: £3,480 lies in 2022-23, and £34,800 in 2024-25.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.commands.editions import list_all
from analysis.datasets.processing.processing import process_network
from analysis.exhibits.exhibit import plain
from analysis.networks import Network, open_network
from analysis.project import Refused, edition_folder
from analysis.publishing.staging import _dated, _for_period
from tests.exhibits.small_network import draw_small_network
from tests.notebooks_built import build_notebooks

YEARS = "2022-23 to 2024-25"
EARLY = "B1,Of the first year,grant,GBP,3480,exact,2022-04-01,2022-04-01,2023-03-31,Council,Mill 1,hub-1\n"


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    drawn = draw_small_network(tmp_path)
    awards = drawn.folder / "funding" / "awards.csv"
    awards.write_text(awards.read_text(encoding="utf-8") + EARLY, encoding="utf-8")
    network = open_network("mills")
    assert not process_network(network).stops
    return network


def test_every_page_is_of_all_the_years_and_sets_the_last_against_the_first(network: Network) -> None:
    pages = build_notebooks("mills", YEARS, "hub-2")
    stated = {fact.id: fact for page in pages for fact in page.handed.facts}
    counted = stated["activity.attendances.2022-23-to-2024-25"].value
    assert counted == pytest.approx(12 * 8640 + 4 * 8 * 3, abs=12 * 2.5)  # rounded once a quarter
    assert stated["activity.attendances-change.2022-23-to-2024-25"].value == pytest.approx(0, abs=0.1)
    assert {"activity.attendances-like-for-like.2022-23", "activity.attendances-like-for-like.2024-25"} <= stated.keys()
    assert stated["quality.returns-due.2022-23-to-2024-25"].value == 8 * 12
    assert stated["funding.in-period"].value == pytest.approx(34_800 + 3_480)
    text = " ".join(plain(page.markdown) for page in pages)
    assert "that reported throughout 2022-23 and 2024-25" in text
    assert "£34,800 of money is for 2024-25, after " in text


def test_what_is_offered_and_what_its_pages_are_called(network: Network) -> None:
    period = network.period("2022-23-to-2024-25")
    assert period.label == YEARS and period == network.period(YEARS)
    assert _for_period("Annual learning report", period) == "Learning report over 3 years"
    assert _dated(network, period, "") == "Covers April 2022 to March 2025"
    with pytest.raises(
        Refused, match="has the years 2022-23, 2023-24, 2024-25, several years as 2022-23 to 2024-25, and"
    ):
        network.period("2021-22 to 2024-25")
    built = edition_folder("mills", period.slug) / "index.html"
    built.parent.mkdir(parents=True)
    built.write_text("", encoding="utf-8")
    assert f"edition   {YEARS}" in CliRunner().invoke(list_all).output
