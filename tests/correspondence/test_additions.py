"""What is added to a network reads back, stops nothing, and leaves all else letter for letter as it was."""

from __future__ import annotations

import csv

import pytest

from analysis.correspondence import additions
from analysis.correspondence.additions import HubSaid
from analysis.correspondence.provenance_cards import NEEDED, write_card
from analysis.correspondence.returns.forms import write_forms
from analysis.datasets.inspecting.inspection import inspect_file
from analysis.networks import Network, open_network
from analysis.project import Refused

MEALS = {
    "id": "meals", "wording": "How many meals?", "kind": "count", "unit": "meals", "minutes": 1.0, "why": "Food.",
    "people": False, "required": False,
}  # fmt: skip


def text_of(network: Network, file: str) -> str:
    return (network.folder / file).read_text(encoding="utf-8")


def rows_of(network: Network) -> dict[str, dict[str, str]]:
    with (network.folder / "register" / "hubs.csv").open(encoding="utf-8", newline="") as lines:
        return {row["hub_id"]: row for row in csv.DictReader(lines)}


def test_the_next_quarter_is_expected_and_forms_can_be_made_for_it(network: Network) -> None:
    before = text_of(network, "network.yml")
    assert additions.add_quarter(network).label == "2024-25 Q3"
    assert text_of(network, "network.yml") == before.replace("last: 2024-25 Q2", "last: 2024-25 Q3")
    later = open_network(network.name)
    assert (network.folder / "returns" / "2024-25-q3").is_dir()
    assert write_forms(later, later.last, None, None, None).forms


def test_the_quarter_after_a_year_s_last_is_the_next_year_s_first(network: Network) -> None:
    for _ in range(3):
        additions.add_quarter(open_network(network.name))
    assert open_network(network.name).last.label == "2025-26 Q1"


def test_a_hub_is_a_row_at_the_end(network: Network) -> None:
    before = text_of(network, "register/hubs.csv")
    code = additions.add_hub(network, HubSaid("St Mary's, Hall", "village hall", "emerging", "2024-25 Q2", "l1"))
    after = text_of(network, "register/hubs.csv")
    assert code == "st-marys-hall" and after.startswith(before)
    assert rows_of(network)[code] == {
        "hub_id": code, "name": "St Mary's, Hall", "kind": "village hall", "locality_id": "l1", "area": "",
        "status": "emerging", "opened": "2024-25 Q2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (HubSaid("Mill Hub", "library", "emerging", "2024-25 Q2"), "already"),
        (HubSaid("MILL", "library", "emerging", "2024-25 Q2"), "already"),
        (HubSaid("New", "shed", "emerging", "2024-25 Q2"), "`shed` is not one of the choices"),
        (HubSaid("New", "library", "emerging", "soon"), "`soon`"),
    ],
)
def test_a_hub_that_cannot_be_leaves_the_register_as_it_was(network: Network, said: HubSaid, why: str) -> None:
    before = text_of(network, "register/hubs.csv")
    with pytest.raises(Refused, match=why):
        additions.add_hub(network, said)
    assert text_of(network, "register/hubs.csv") == before


def test_a_register_that_a_card_covers_and_that_has_an_older_doubt_takes_a_hub_and_keeps_its_line_ends(
    network: Network,
) -> None:
    path = network.folder / "register" / "hubs.csv"
    path.write_bytes("\ufeff".encode() + path.read_bytes().replace(b"kiln,Kiln Hub,library", b"kiln,Kiln Hub,shed").replace(b"\n", b"\r\n"))  # fmt: skip
    before = path.read_bytes()
    write_card(path.parent, dict.fromkeys(NEEDED, "x"))
    additions.add_hub(network, HubSaid("New", "library", "emerging", "2024-25 Q2"))
    assert path.read_bytes() == before + b"new,New,library,,,emerging,2024-25 Q2\r\n"
    rules = [finding.rule for finding in inspect_file(path).findings if finding.severity != "note"]
    assert len(rules) == 1 and "changed-since-received" not in rules, "the shed, and the card knows the file"


def test_a_register_that_somebody_edited_stays_told_as_such(network: Network) -> None:
    path = network.folder / "register" / "hubs.csv"
    write_card(path.parent, dict.fromkeys(NEEDED, "x"))
    path.write_bytes(path.read_bytes().replace(b"North", b"South"))
    additions.add_hub(network, HubSaid("New", "library", "emerging", "2024-25 Q2"))
    assert "changed-since-received" in [finding.rule for finding in inspect_file(path).findings]


def test_the_next_quarter_keeps_line_ends(network: Network) -> None:
    path = network.folder / "network.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    additions.add_quarter(network)
    assert path.read_bytes() == before.replace(b"last: 2024-25 Q2", b"last: 2024-25 Q3")


def test_a_sixteenth_question_needs_a_reason_and_changes_nothing_without(network: Network) -> None:
    before = text_of(network, "questions.yml")
    with pytest.raises(Refused, match="at most 15 are asked without a reason") as refused:
        additions.add_question(network, MEALS)
    assert all(way in str(refused.value) for way in ("`asked_until:`", "`allow_more:`", "`questions:`"))
    assert text_of(network, "questions.yml") == before
    path = network.folder / "questions.yml"
    listed = "".join(f"  {line}\n" for line in before.splitlines())
    path.write_text(f"allow_more: The council asks for meals.\nquestions:\n{listed}", encoding="utf-8")
    assert additions.add_question(network, MEALS) == "16"
    assert not [finding for finding in inspect_file(path).findings if finding.severity != "note"]
    assert "asked_from: 2024-25 Q2" in text_of(network, "questions.yml"), "earlier returns were never asked it"


def test_a_funder_has_a_folder_with_a_card_begun(network: Network) -> None:
    folder = additions.add_funder(network, "Dales Trust")
    assert folder.as_posix() == "funding/dales-trust"
    assert "who: Dales Trust" in text_of(network, "funding/dales-trust/card.yml")
    with pytest.raises(Refused, match="there already"):
        additions.add_funder(network, "Dales Trust")
