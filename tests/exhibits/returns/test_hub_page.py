"""A hub's page thanks first, gives back only what the hub sent and everybody may read, and names no other hub.

The network is the small one of these tests: in each quarter hub number h (from 0) counts 80 x (10 + h) attendances and up to two more, which
rounding to 5 takes away again, so over the four quarters of a year 3,200 + 320 h.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network
from analysis.datasets.returns.core_questions import CORE
from analysis.exhibits import OpenEdition, open_edition
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.returns import hub, hub_answers, hub_became
from analysis.exhibits.returns.hub_standing import among_its_kind, note_standing, standing
from analysis.networks import Network
from tests.exhibits.small_network import draw_small_network

PERIOD, HUB = "2024-25", "hub-3"
Told = dict[tuple[str, str, str], str]  # hub, quarter, question -> what the hub wrote
Draw = Callable[..., OpenEdition]


def kinds(network: Network, libraries: int) -> None:
    path = network.folder / "register" / "hubs.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    for number, row in enumerate(rows):
        row["kind"] = "library" if number < libraries else "village hall"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def write(network: Network, told: Told) -> None:
    path = network.folder / "returns" / "form-export.csv"
    heads, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    for row in rows:
        for (of_hub, quarter, question), value in told.items():
            if row[1:3] == [of_hub, quarter]:
                row[heads.index(CORE[question].wording)] = value
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    path.write_text(text.getvalue(), encoding="utf-8-sig")


@pytest.fixture
def draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draw:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))

    def drawn(libraries: int = 8, told: Told | None = None, of: str = HUB) -> OpenEdition:
        network = draw_small_network(tmp_path)
        kinds(network, libraries)
        write(network, told or {})
        assert not process_network(network).stops
        return open_edition(network.name, PERIOD, of)

    return drawn


def row_of(exhibit: Exhibit, question: str) -> dict[str, object]:
    assert exhibit.named_by is not None
    return exhibit.named_by.frame.row(by_predicate=pl.col("question_id") == question, named=True)


def test_the_middle_half_is_that_of_the_eight_hubs(draw: Draw) -> None:
    """Quartiles by linear interpolation, worked out by hand: at 1.75 and 5.25 of 0 to 7, so 3,200 + 320 times that."""
    row = row_of(among_its_kind(draw()), "attendances")
    assert (row["low"], row["high"], row["hubs"]) == (3760.0, 4880.0, 8)
    assert row["own"] == 3200 + 320 * 2  # hub-3 is number 2


def test_no_other_hub_is_named(draw: Draw) -> None:
    edition = draw()
    exhibit = among_its_kind(edition)
    page = exhibit.markdown() + exhibit.sentence.text
    names = edition.table("hubs").filter(pl.col("hub_id") != HUB)
    assert names.height == 7
    assert not [name for name in [*names["name"], *names["hub_id"]] if name in page]


@pytest.mark.parametrize(("libraries", "known"), [(5, True), (4, False), (2, False)])
def test_of_few_hubs_of_a_kind_nothing_is_said(draw: Draw, libraries: int, known: bool) -> None:
    exhibit = among_its_kind(draw(libraries, of="hub-1"))
    assert exhibit.known is known
    assert known or "Too few hubs of the kind" in exhibit.notice


def test_a_hub_with_a_count_that_is_withheld_or_missing_is_in_no_comparison_of_it(draw: Draw) -> None:
    told = {("hub-8", "2024-25 Q2", "volunteers"): "3", ("hub-7", "2024-25 Q2", "volunteers"): ""}
    edition = draw(told=told)
    members = {
        row["question_id"]: row["members"] for row in standing(open_edition("mills", PERIOD)).iter_rows(named=True)
    }
    everybody = [f"hub-{number}" for number in range(1, 9)]
    assert not {"hub-7", "hub-8"} & set(members["volunteers"]) and members["attendances"] == everybody
    assert row_of(among_its_kind(edition), "volunteers")["hubs"] == len(members["volunteers"])


def test_a_hubs_page_reads_its_own_rows_of_what_the_build_worked_out(draw: Draw) -> None:
    """So a return of a hub of another kind lets its page stand as it is."""
    edition = draw(libraries=5, of="hub-1")
    note_standing(edition.network, edition.period)
    before = among_its_kind(edition).markdown()
    assert {"table": f"standing.{edition.period.slug}", "hub": "hub-1"} in edition.readings
    note_standing(edition.network, edition.period)
    assert among_its_kind(open_edition("mills", PERIOD, "hub-1")).markdown() == before


def test_the_page_begins_with_thanks_and_gives_none_for_nothing(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = draw()
    said = plain(hub.about(edition).text).split("\n\n")[1]
    assert said.startswith("Thank you. You sent us 4 returns for 2024-25.")
    empty = edition.table("returns").clear()
    silent = OpenEdition(edition.network, edition.period, HUB)
    monkeypatch.setattr(silent, "table", lambda name: empty if name == "returns" else edition.table(name))
    assert "Thank" not in hub.about(silent).text


def test_what_a_hub_did_not_send_is_not_given_back_and_what_is_withheld_is_named(draw: Draw) -> None:
    quarters = [f"2024-25 Q{number}" for number in range(1, 5)]
    told = {(HUB, quarter, "referrals_in"): "" for quarter in quarters}
    told |= {(HUB, quarter, "volunteers"): "3" for quarter in quarters}
    exhibit = hub_answers.hub_answers(draw(told=told))
    assert exhibit.shown is not None and exhibit.table is not None
    asked = exhibit.shown.frame["asked"].to_list()
    labels = {field.name: field.label for field in exhibit.table.fields}
    assert labels["attendances"] in asked and labels["referrals_in"] not in asked and labels["volunteers"] not in asked
    assert (
        f"What you sent on {labels['volunteers']}" in exhibit.sentence.text
        and labels["referrals_in"] not in exhibit.sentence.text
    )
    shown = exhibit.shown.frame.row(by_predicate=pl.col("asked") == labels["attendances"], named=True)
    assert [shown[f"told {quarter}"] for quarter in quarters] == ["960"] * 4
    assert {shown[f"fact {quarter}"] for quarter in quarters} <= {fact.id for fact in exhibit.facts}


def test_what_was_recommended_on_a_hubs_numbers_is_told_and_nothing_else(draw: Draw) -> None:
    """The small network recommends one thing a question, in 2023-24; hub-3 leaves two of them blank all year."""
    quarters = [f"2024-25 Q{number}" for number in range(1, 5)]
    told = {(HUB, quarter, question): "" for quarter in quarters for question in ("sessions", "money_in")}
    exhibit = hub_became.what_came_of_it(draw(told=told))
    assert exhibit.table is not None
    indicators = set(exhibit.table.frame["indicator"])
    assert {"attendances", "volunteers"} <= indicators and not {"sessions", "money_in"} & indicators
