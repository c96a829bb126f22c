"""What the report prints in fixed words, or in the words that the network chose for them in wording.yml."""

from __future__ import annotations

import re

from analysis.datasets.report.wording import CATALOGUE
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.opening import OpenEdition

_PIECE = re.compile(r"(\{[^{}]*\})")


def worded(edition: OpenEdition, name: str, **slots: object) -> str:
    """A sentence of the catalogue as markdown. slots: markdown for each of its slots, as facts write themselves.

    Words that a person typed are escaped, so that they stay words; their slots are not.
    """
    own = dict(edition.table("wording").select("wording_id", "words").iter_rows())
    pieces = _PIECE.split(own.get(name) or CATALOGUE[name])
    return "".join(str(slots[each[1:-1]]) if _PIECE.fullmatch(each) else _escaped(each) for each in pieces)


def _escaped(text: str) -> str:
    """As in_markdown, but the space at either end stays."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{in_markdown(text)}{' ' if text[-1].isspace() else ''}"
