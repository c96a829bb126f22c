"""The symbols that stand in published tables, and what each means.

Those of the Government Analysis Function (Using symbols in tables: https://analysisfunction.civilservice.gov.uk), with [n] as a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.disclosure.rule import MISSING, NOT_APPLICABLE, WITHHELD

# In the place of a number.
IN_PLACE = {
    WITHHELD: "confidential: withheld, because so few people stand behind it",
    MISSING: "not available: nobody told it, or it could not be read",
    NOT_APPLICABLE: "not applicable: there is nothing here to count",
    "[u]": "low reliability: too few, or told too differently, to be relied on",
}
# Beside a number.
BESIDE = {
    "[r]": "revised after it had first been published",
    "[e]": "an estimate of those who told it, or has one in it",
    "[n]": "something out of the ordinary stands behind it, which the hub confirmed",
    "[b]": "a break: the first one asked in other words than before",
}
ALL = IN_PLACE | BESIDE
_SYMBOL = re.compile(r"\[[a-z]\]")


def key_of(texts: Iterable[str]) -> str:
    """What the symbols in the texts mean, in a sentence; empty where there are none.

    >>> key_of(["20", "25 [r]", "[z]"])
    '[z]: not applicable: there is nothing here to count. [r]: revised after it had first been published.'
    """
    there = {found for text in texts for found in _SYMBOL.findall(text)}
    return " ".join(f"{symbol}: {meaning}." for symbol, meaning in ALL.items() if symbol in there)
