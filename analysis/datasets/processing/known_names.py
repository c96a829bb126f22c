"""What a network, its places, organisations and awards are called, where their names hold numbers."""

from __future__ import annotations

import re

from analysis.datasets.processing.processing import read_table
from analysis.networks import open_network

# By table, the columns that hold names. What is left out can only be complained of as a number without source.
_NAMED = {
    "hubs": ("name", "area", "also_called"),
    "localities": ("name",),
    "organisations": ("name", "also_called"),
    "members": ("name", "also_called"),
    "awards": ("title", "programme", "place", "payer", "lead", "recipient"),
    "payments": ("payer", "recipient"),
    "bids": ("title", "bidder", "funder"),
    "codebook": ("name",),
    "case_studies": ("title", "place"),
}
_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")


def names_with_numbers(network: str) -> frozenset[str]:
    """The network's own names and those in its tables that hold a digit and a letter: a number in them counts nothing."""
    settings = open_network(network)
    names = {settings.title, settings.place, settings.research_partner}
    for table, columns in _NAMED.items():
        for column in columns:
            names |= {str(name) for name in read_table(network, table)[column].drop_nulls().unique()}
    return frozenset(name for name in names if _DIGIT.search(name) and _LETTER.search(name))
