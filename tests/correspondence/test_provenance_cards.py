"""Cards that the command writes cover what was sent, with the sha256 that any other program works out."""

from __future__ import annotations

import hashlib

import pytest
import yaml
from click.testing import CliRunner

from analysis.commands import commands
from analysis.correspondence.provenance_cards import write_card
from analysis.networks import Network
from analysis.project import Refused
from tests.datasets.drawn_network import write, write_return

SAID = {
    "title": "Returns",
    "who": "The hubs",
    "when": "2024-07-20",
    "licence": "not to be passed on",
    "method": "a form",
}


@pytest.fixture
def returns(network: Network) -> Network:
    write_return(network, "q1/mill.xlsx")
    write_return(network, "q2/mill.xlsx", quarter="2024-25 Q2")
    write(network.folder / "returns" / "q2" / "card.yml", "title: Second\nfiles: {}\n")
    return network


def test_every_file_down_to_the_next_card_with_its_sha256(returns: Network) -> None:
    folder = returns.folder / "returns"
    card = write_card(folder, SAID)
    held = yaml.safe_load(card.path.read_text(encoding="utf-8"))
    digest = hashlib.sha256((folder / "q1" / "mill.xlsx").read_bytes()).hexdigest()
    digest_of_first = hashlib.sha256((folder / "2024-25-q1" / "mill.xlsx").read_bytes()).hexdigest()
    assert held == {**SAID, "files": {"2024-25-q1/mill.xlsx": digest_of_first, "q1/mill.xlsx": digest}}
    assert card.added == ["2024-25-q1/mill.xlsx", "q1/mill.xlsx"]


def test_what_was_edited_is_told_and_a_new_copy_has_to_be_said(returns: Network) -> None:
    folder = returns.folder / "returns"
    path = write_card(folder, SAID).path
    path.write_text(path.read_text(encoding="utf-8").replace("who:", "# asked twice\nwho:"), encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    write_return(returns, "q1/mill.xlsx", sessions=11)
    with pytest.raises(Refused, match=r"q1/mill\.xlsx: not the bytes that the card knows"):
        write_card(folder, {})
    assert path.read_text(encoding="utf-8") == before
    assert write_card(folder, {"when": "2024-08-01"}, renewed=True).renewed == ["q1/mill.xlsx"]
    after = path.read_text(encoding="utf-8")
    assert "# asked twice\nwho: The hubs" in after and yaml.safe_load(after)["when"] == "2024-08-01"


def test_the_command_asks_for_what_nobody_said(returns: Network) -> None:
    asked = CliRunner().invoke(
        commands,
        ["card", str(returns.folder / "returns"), "--title", "T", "--who", "W"],
        input="2024-07-20\nnone\na form\n",
    )
    assert asked.exit_code == 0, asked.output
    assert "Who sent them" not in asked.output and "How they were collected" in asked.output
    again = CliRunner().invoke(commands, ["card", str(returns.folder / "returns")])
    assert again.exit_code == 0, "what the card says already is not asked again"


def test_a_folder_in_which_nothing_was_sent_has_no_card(network: Network) -> None:
    (network.folder / "cases").mkdir()
    for folder, why in (
        (network.folder / "cases", "nothing that somebody sent"),
        (network.folder.parent, "no network's folder"),
    ):
        with pytest.raises(Refused, match=why):
            write_card(folder, SAID)
