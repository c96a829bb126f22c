"""What the report prints in fixed words, or in the words that the network chose for them in wording.yml."""

from __future__ import annotations

import re

from analysis.datasets.report.wording import CATALOGUE
from analysis.exhibits.facts import in_markdown_between
from analysis.exhibits.opening import OpenEdition

_PIECE = re.compile(r"(\{[^{}]*\})")


def worded(edition: OpenEdition, name: str, **slots: object) -> str:
    """A sentence of the catalogue as markdown. slots: markdown for each of its slots, as facts write themselves.

    Words that a person typed are escaped, so that they stay words; their slots are not.
    """
    own = dict(edition.table("wording").select("wording_id", "words").iter_rows())
    pieces = _PIECE.split(own.get(name) or CATALOGUE[name])
    return "".join(str(slots[each[1:-1]]) if _PIECE.fullmatch(each) else in_markdown_between(each) for each in pieces)
