"""Forms that ask a question in other words than questions.yml, where nobody said that it was reworded: told once, with the quarters."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest
import yaml

from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from tests.datasets.drawn_network import WORDING, write_return

BEFORE = "How many different people took part?"


def asked(
    network: Network, wording: str, hubs: tuple[str, ...] = ("mill", "kiln"), quarter: str = "2024-25 Q1"
) -> None:
    """A return of each hub in which the box for people stands beside these words."""
    for hub in hubs:
        file = f"{quarter.lower().replace(' ', '-')}/{hub}.xlsx"
        path = write_return(network, file, hub_id=hub, hub="", quarter=quarter, people=90)
        book = openpyxl.load_workbook(path)
        rows = {row[4].value: row for row in book["Return"].iter_rows(min_row=11)}
        rows["people"][1].value = wording
        book.save(path)


def said(network: Network, reworded: dict[str, str] | None = None) -> list[dict[str, Any]]:
    path = network.folder / "questions.yml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    for question in listed:
        if question["id"] == "people" and reworded:
            question["reworded"] = reworded
    path.write_text(yaml.safe_dump(listed, allow_unicode=True, sort_keys=False), encoding="utf-8")
    process_network(network)
    return read_table(network.name, "findings").filter(rule="reworded-untold").rows(named=True)


def test_other_words_on_the_forms_of_a_quarter_are_told_with_both_wordings(network: Network) -> None:
    asked(network, BEFORE)
    asked(network, WORDING["people"], quarter="2024-25 Q2")
    (told,) = said(network)
    assert (told["column"], told["value"], told["severity"]) == ("people", BEFORE, "doubt")
    assert f"The forms of 2024-25 Q1 ask `{BEFORE}`" in told["problem"] and "`reworded`" in told["remedy"]
    assert read_table(network.name, "returns").filter(question_id="people")["value"].to_list() == [90.0] * 4


def test_words_of_several_quarters_are_told_once(network: Network) -> None:
    asked(network, BEFORE)
    asked(network, BEFORE, quarter="2024-25 Q2")
    (told,) = said(network)
    assert "2024-25 Q1 to 2024-25 Q2" in told["problem"]


@pytest.mark.parametrize(
    ("wording", "hubs"),
    [
        (BEFORE.upper(), ("mill",)),  # one hub alone: its own words
        (WORDING["people"] + " (adults too)", ("mill", "kiln")),  # the question's words are there
        (WORDING["people"].upper(), ("mill", "kiln")),
        (WORDING["volunteers"], ("mill", "kiln")),  # another question's: the rows are apart, and told as that
    ],
)
def test_a_hubs_own_words_and_another_questions_are_no_rewording(
    network: Network, wording: str, hubs: tuple[str, ...]
) -> None:
    asked(network, WORDING["people"])
    asked(network, wording, hubs)
    assert said(network) == []


def test_what_was_said_to_be_reworded_is_not_told(network: Network) -> None:
    asked(network, BEFORE)
    assert len(said(network)) == 1
    assert said(network, {"2024-25 Q2": BEFORE}) == []
