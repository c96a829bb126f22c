"""A year of which one quarter has come in: its edition covers that quarter, says so, and is compared with the same quarter of the year before.

By hand: in April to June 2024 hub 1 counted 802 attendances, hub 2 882, and so on to 1,282 at hub 7, and 1,362 at hub 8; released in fives
these are 800, 880, ... 1,280 and 1,360. In April to June 2025 hub 1 counts 1,000, hub 2 1,100, ... hub 7 1,600, and hub 8 sends nothing.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.commands.editions import list_all
from analysis.datasets.processing.processing import process_network
from analysis.exhibits.exhibit import plain
from analysis.networks import Network, open_network
from analysis.periods import Period
from analysis.project import Refused
from analysis.publishing.staging import stage_pages
from tests.exhibits.small_network import draw_small_network
from tests.notebooks_built import build_notebooks

HUBS = 7  # that send their return of the first quarter of 2025-26; the eighth does not
HEAD = "award_id,title,kind,currency,amount,qualifier,award_date,start,end,payer,recipient,recipient_hub"
AWARDS = (
    # 365 days, of which 91 lie in April to June 2025: £10 a day.
    "B1,Running costs,grant,GBP,3650,exact,2025-04-01,2025-04-01,2026-03-31,Council,Mill 1,hub-1",
    "B2,Of the year,grant,GBP,3650,exact,2025-05-15,,,Council,Mill 2,hub-2",
    "B3,Made in August,grant,GBP,99000,exact,2025-08-01,2025-04-01,2026-03-31,Council,Mill 3,hub-3",
)


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    drawn = draw_small_network(tmp_path)
    settings = drawn.folder / "network.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("last: 2024-25 Q4", "last: 2025-26 Q1"), "utf-8")
    _send_a_quarter_more(drawn.folder / "returns" / "form-export.csv")
    awards = drawn.folder / "funding" / "awards.csv"
    awards.write_text(awards.read_text(encoding="utf-8") + "\n".join(AWARDS) + "\n", encoding="utf-8")
    network = open_network("mills")
    assert not process_network(network).stops
    return network


def _send_a_quarter_more(path: Path) -> None:
    """The returns of April to June 2024 once more, a year later, with other attendances; that of the eighth hub is not sent."""
    head, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    place = next(
        at for at, wording in enumerate(head) if "attend" in wording.lower() or "how many times" in wording.lower()
    )
    then = [row for row in rows if row[2] == "2024-25 Q1"]
    assert [row[place] for row in then] == [str(802 + 80 * number) for number in range(8)]
    for number, row in enumerate(then[:HUBS]):
        more = ["2025-07-10 09:00:00", row[1], "2025-26 Q1", *row[3:]]
        more[place] = str(1000 + 100 * number)
        rows.append(more)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def test_it_is_offered_as_under_way(network: Network) -> None:
    assert [year.label for year in network.periods if year.is_year] == [
        "2022-23",
        "2023-24",
        "2024-25",
        "2025-26 so far",
    ]
    said = CliRunner().invoke(list_all).output
    assert "years     2022-23, 2023-24, 2024-25, 2025-26 so far (April to June 2025)" in said
    period = network.period("2025-26")
    assert (period.label, period.slug, period.quarter_labels) == ("2025-26 so far", "2025-26", ["2025-26 Q1"])
    assert network.period("2025-26 so far").quarter_labels == ["2025-26 Q1"]  # as pages and manifests call it
    for wrong in ("2025-26 Q2", "2024-25 Q1 to Q2", "2026-27"):
        with pytest.raises(Refused, match="has no period"):
            network.period(wrong)


def test_every_page_covers_the_quarters_so_far(network: Network) -> None:
    pages = build_notebooks("mills", "2025-26", "hub-2")
    stated = {fact.id: fact for page in pages for fact in page.handed.facts}
    assert stated["activity.attendances.2025-26"].value == sum(1000 + 100 * number for number in range(HUBS))
    # Like for like the eighth hub is in neither sum: 9,100 after 802 + 882 + ... + 1,282 = 7,294, which is rounded once to 7,295.
    assert stated["activity.attendances-change.2025-26"].value == pytest.approx(24.7)
    assert stated["quality.returns-due.2025-26"].value == 8
    assert stated["quality.returns-received.2025-26"].value == HUBS
    assert stated["funding.in-period"].value == pytest.approx(2 * 91 * 10)
    assert stated["funding.in-period"].qualifier == "about"  # of one award only the year is known
    # Of the year before: eight awards of £4,000, £4,100, ... £4,700 for 365 days, of which 91 lie in April to June 2024.
    assert stated["funding.a-year-before"].value == pytest.approx(34_800 * 91 / 365)
    assert stated["funding.change.2025-26"].value == pytest.approx(-79.0, abs=0.05)
    text = " ".join(plain(page.markdown) for page in pages)
    assert "In 2025-26 so far, 7 hubs counted 9,100 attendances" in text
    assert "money for 2025-26 so far was 79% lower than in 2024-25 Q1" in text
    assert "At the end of June 2025 the network had 8 hubs" in text
    assert "The last year counts whole, from the awards given by 30 June 2025." in text
    said = [(page.notebook, page.id) for page in pages if "Made in August" in page.markdown]
    assert not said
    assert "A year of which quarters are still to come has no winter and summer to compare." in text


def test_titles_say_so_far(network: Network) -> None:
    sample = network.folder / "notebooks"
    sample.mkdir()
    report = {"cells": [{"cell_type": "markdown", "metadata": {}, "source": "# Annual learning report\n\nWhat."}]}
    (sample / "annual-learning-report.ipynb").write_text(json.dumps(report), encoding="utf-8")
    (network.folder / "evidence.json").write_text('{"facts": []}', encoding="utf-8")
    page, *_ = stage_pages(network.folder, network, network.period("2025-26"))
    assert page.title == "Learning report so far"
    assert page.subtitle == "Eight Mills (invented), 2025-26 so far: April to June 2025"
    assert page.dated == "Covers April to June 2025, the quarters of 2025-26 so far"


def test_a_year_is_told_apart_from_its_quarters_so_far() -> None:
    whole = Period(2025)
    for quarters, months, ago in (
        (1, "April to June 2025", "2024-25 Q1"),
        (2, "April to September 2025", "2024-25 Q1 to Q2"),
        (3, "April to December 2025", "2024-25 Q1 to Q3"),
    ):
        year = whole.up_to(quarters)
        assert (year.label, year.slug, year.key, year.months) == ("2025-26 so far", "2025-26", "2025-26", months)
        assert year == whole and year.is_year and not year.is_whole_year
        assert year.quarter_labels == whole.quarter_labels[:quarters]
        assert year.end == year.quarters[-1].end and year.start == whole.start
        before = year.same_last_year
        assert before.label == ago and before.quarter_labels == Period(2024).quarter_labels[:quarters]
        assert Period.of_label(ago).quarter_labels == before.quarter_labels
        assert year.whole_year.is_whole_year and year.years_to(year)[0].quarter_labels == whole.quarter_labels
        assert year.next_quarter.label == f"2025-26 Q{quarters + 1}"
    assert whole.up_to(3).in_calendar(9).months == "September 2025 to May 2026"


def test_a_quarter_to_come_was_not_published_with_the_year_so_far(network: Network) -> None:
    out = replace(network, last=Period(2025, 2), published=((Period(2025), dt.date(2025, 8, 1)),))
    assert out.published_on("2025-26 Q1") == dt.date(2025, 8, 1)
    assert out.published_on("2025-26 Q2") is None
