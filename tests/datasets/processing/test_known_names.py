"""Names that hold numbers, from each table that names something."""

from __future__ import annotations

import re

import pytest

from analysis.datasets.processing.known_names import _NAMED, names_with_numbers
from analysis.datasets.processing.tables import TABLES
from analysis.networks import Network
from tests.datasets.drawn_network import HUBS, LOCALITIES, write

# Columns that a table calls `name`, and why no number of theirs is passed over.
OTHERS = {"lens": "the lens is of the project's own words"}


def test_names_of_hubs_and_places_that_hold_a_number_are_known(network: Network) -> None:
    write(network.folder / "register" / "hubs.csv", HUBS.replace("Kiln Hub", "Kiln 22").replace("Mill Hub", "17"))
    write(network.folder / "register" / "localities.csv", LOCALITIES.replace("Town", "Ward 9b"))
    assert names_with_numbers(network.name) == {"Kiln 22", "Ward 9b"}


def test_what_the_network_itself_is_called_is_known(network: Network) -> None:
    settings = network.folder / "network.yml"
    settings.write_text(
        re.sub("(?m)^title: .*$", "title: Zone 4 Hubs", settings.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert names_with_numbers(network.name) == {"Zone 4 Hubs"}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_each_table_that_names_something_is_looked_through(table: str) -> None:
    named = {"name", "also_called", "payer", "recipient", "funder", "bidder", "place"} & set(TABLES[table].columns)
    if table not in OTHERS:
        assert named <= set(_NAMED.get(table, ()))
