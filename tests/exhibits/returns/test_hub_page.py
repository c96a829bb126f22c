"""A hub's page thanks first, gives back only what the hub sent and everybody may read, and names no other hub.

The network is the small one of these tests, of twelve hubs: in each quarter hub number h (from 0) counts 80 x (10 + h) attendances and up to two more, over the
four quarters of a year 3,205 + 320 h. Rounding to 5 takes the five away again, and a sum's share of what that made brings them back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import yaml

from analysis.datasets.processing.processing import process_network
from analysis.datasets.returns.core_questions import CORE
from analysis.editions.ledger.origins import Sources
from analysis.exhibits import OpenEdition, open_edition
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.returns.hub_page import answers, follow_up, hub
from analysis.exhibits.returns.hub_page.standing import among_its_kind, note_standing, standing
from analysis.exhibits.totals import period_total
from analysis.networks import Network
from tests.exhibits import small_network
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


def confirmed(network: Network, of_hub: str, quarter: str, question: str, answer: str, who: str) -> None:
    """One more entry of corrections.yml: the answer is right as it is."""
    path = network.folder / "corrections.yml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    about = {"hub_id": of_hub, "quarter": quarter, "question_id": question, "kind": "confirm", "expected": answer}
    said = {"reason": "a fair was held", "who": who, "when": "2025-04-20", "source": "a call"}
    path.write_text(yaml.safe_dump([*entries, about | said]), encoding="utf-8")
    assert not process_network(network).stops


@pytest.fixture
def draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draw:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    monkeypatch.setattr(small_network, "HUBS", [f"hub-{number}" for number in range(1, 13)])

    def drawn(libraries: int = 12, told: Told | None = None, of: str = HUB) -> OpenEdition:
        network = draw_small_network(tmp_path)
        kinds(network, libraries)
        write(network, told or {})
        assert not process_network(network).stops
        return open_edition(network.name, PERIOD, of)

    return drawn


def row_of(exhibit: Exhibit, question: str) -> dict[str, object]:
    assert exhibit.named_by is not None
    return exhibit.named_by.frame.row(by_predicate=pl.col("question_id") == question, named=True)


def test_the_middle_half_is_that_of_the_twelve_hubs(draw: Draw) -> None:
    """By hand: a quarter of 12 and 5/12 more is place 3 5/12, three quarters and 7/12 more 9 7/12; the first of them has 3,205."""
    row = row_of(among_its_kind(draw()), "attendances")
    assert (row["low"], row["high"], row["hubs"]) == (3978.3, 5951.7, 12)
    assert row["own"] == 3205 + 320 * 2  # hub-3 is number 2


def test_no_other_hub_is_named_on_the_page_nor_where_its_numbers_lead(draw: Draw) -> None:
    """A hub confirmed an unusual count, which is told wherever a number rests on it: not here, where that would name the hub."""
    edition = draw()
    confirmed(edition.network, "hub-4", "2024-25 Q2", "sessions", "52", "Treasurer")
    edition = open_edition(edition.network.name, PERIOD, HUB)
    assert edition.network.folder.joinpath("corrections.yml").exists()
    exhibit = among_its_kind(edition)
    names = edition.table("hubs").filter(pl.col("hub_id") != HUB)
    assert names.height == 11
    sources = Sources.of_edition(edition.network, edition.period)
    lead = [str((fact.origins, sources.exceptions(fact.origins))) for fact in exhibit.facts]
    assert len(lead) >= 12 and any(HUB in each for each in lead)
    # Each name whole: hub-1 stands in hub-12.
    told = re.findall(r"hub-\d+|Mill \d+", exhibit.markdown() + exhibit.sentence.text + " ".join(lead))
    assert not set(told) & {*names["name"], *names["hub_id"]}


@pytest.mark.parametrize(("libraries", "known"), [(9, True), (8, False), (2, False)])
def test_of_few_hubs_of_a_kind_nothing_is_said(draw: Draw, libraries: int, known: bool) -> None:
    exhibit = among_its_kind(draw(libraries, of="hub-1"))
    assert exhibit.known is known
    assert known or exhibit.markdown() == ""  # then the heading above is not published either


@pytest.mark.parametrize("libraries", [9, 10, 11, 12])
def test_no_end_of_the_middle_half_is_the_number_of_one_hub(draw: Draw, libraries: int) -> None:
    """Of several that counted the same it may be."""
    rows = standing(open_edition(draw(libraries).network.name, PERIOD))
    assert rows["question_id"].n_unique() == 4
    for (question,), part in rows.group_by("question_id"):
        assert part["hub_id"].n_unique() == libraries
        for end in (part["low"][0], part["high"][0]):
            assert part.filter(pl.col("own") == end).height != 1, (question, end)


def test_a_hub_with_a_count_that_is_withheld_or_missing_is_in_no_comparison_of_it(draw: Draw) -> None:
    told = {("hub-8", "2024-25 Q2", "volunteers"): "3", ("hub-7", "2024-25 Q2", "volunteers"): ""}
    edition = draw(told=told)
    rows = standing(open_edition("mills", PERIOD))
    of = {question: set(part["hub_id"]) for (question,), part in rows.group_by("question_id")}
    everybody = {f"hub-{number}" for number in range(1, 13)}
    assert not {"hub-7", "hub-8"} & of["volunteers"] and of["attendances"] == everybody
    assert row_of(among_its_kind(edition), "volunteers")["hubs"] == len(of["volunteers"])


def test_hubs_that_counted_the_same_stand_in_the_middle_half_and_not_below_it(draw: Draw) -> None:
    """15, 15, 15 and 20 volunteers come to 16.25 on average in a quarter: 16, for the hub and for both ends alike."""
    counted = {"Q1": "15", "Q2": "15", "Q3": "15", "Q4": "20"}
    told = {
        (f"hub-{number}", f"2024-25 {quarter}", "volunteers"): count
        for number in range(1, 13)
        for quarter, count in counted.items()
    }
    row = row_of(among_its_kind(draw(told=told)), "volunteers")
    assert row["own"] == row["low"] == row["high"] == 16


def test_on_a_page_for_the_hub_alone_both_are_of_released_numbers(draw: Draw) -> None:
    """Four quarters of 960, and 2, 0, 1 and 2 more: rounded to 5, 3,840 a year; the hub itself sent 3,845."""
    everybody = draw()
    alone = OpenEdition(everybody.network, everybody.period, HUB, "the hub alone")
    shown = among_its_kind(alone)
    assert row_of(shown, "attendances") == row_of(among_its_kind(everybody), "attendances")
    assert "as everybody may read them" in shown.sentence.text
    assert period_total(alone, "attendances", alone.period, [HUB]).frame["total"][0] == 3845
    assert period_total(everybody, "attendances", alone.period, [HUB]).frame["total"][0] == 3840


def test_a_hubs_page_reads_its_own_rows_of_what_the_build_worked_out(draw: Draw) -> None:
    """So a return of a hub of another kind lets its page stand as it is."""
    edition = draw(libraries=9, of="hub-1")
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
    exhibit = answers.hub_answers(draw(told=told))
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
    exhibit = follow_up.what_came_of_it(draw(told=told))
    assert exhibit.table is not None
    indicators = set(exhibit.table.frame["indicator"])
    assert {"attendances", "volunteers"} <= indicators and not {"sessions", "money_in"} & indicators


@pytest.mark.parametrize("recommended", [True, False])
def test_what_the_hub_answered_is_told_and_what_others_decided_is_not_counted(draw: Draw, recommended: bool) -> None:
    """Two answers of the hub's treasurer and manager, one decided by the research partner, one of another hub, one of another year."""
    network = draw().network
    if not recommended:
        path = network.folder / "recommendations.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    confirmed(network, HUB, "2024-25 Q1", "sessions", "48", "Treasurer")
    confirmed(network, HUB, "2024-25 Q2", "sessions", "48", "Centre manager")
    confirmed(network, HUB, "2024-25 Q3", "sessions", "48", "Research partner")
    confirmed(network, HUB, "2023-24 Q3", "sessions", "48", "Treasurer")
    confirmed(network, "hub-4", "2024-25 Q3", "sessions", "52", "Treasurer")
    exhibit = follow_up.what_came_of_it(open_edition("mills", PERIOD, HUB))
    assert exhibit.known is recommended
    assert "You answered 2 questions of ours about your returns" in plain(exhibit.sentence.text)
    (settled,) = [fact for fact in exhibit.sentence.facts if "settled" in fact.id]
    assert settled.value == 2
    (origin,) = settled.origins
    assert dict(origin.where)["who"] == ("Centre manager", "Treasurer")
