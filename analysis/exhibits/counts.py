"""Counts that words tell beside their exhibit's main numbers: each is a fact, which travels in the words until they become a sentence.

So whoever writes "1 award without dates is in no year" far below the exhibit need not hand the number up by a second way. Whatever becomes
a Sentence or an Exhibit takes the facts out again (`unpacked`). `given` marks a number that needs no fact: an option, the end of a scale.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.exhibits.facts import Fact, in_markdown
from analysis.handover import Origin, StatedFact

# Private letters that no text of a page holds: around the fact that stands before them.
_BEGIN, _END = "\ue010", "\ue011"
_PACKED = re.compile(f"{_BEGIN}([^{_END}]*){_END}")


def packed(fact: Fact) -> str:
    """The fact as markdown, with all of itself behind it."""
    return f"{fact}{_BEGIN}{json.dumps({**fact.as_dict(), 'least': fact.least})}{_END}"


def unpacked(text: str) -> tuple[str, tuple[Fact, ...]]:
    """The words without what travelled in them, and the facts that did.

    >>> hubs = Fact("network.without", 2, "hubs", "2", "hubs without an award")
    >>> unpacked(f"After it {packed(hubs)} hubs are left.")[0]
    'After it [2]{.fact data-fact="network.without"} hubs are left.'
    """
    facts = tuple(
        Fact(**vars(StatedFact.from_dict(found)), least=least) for found, least in map(_read, _PACKED.findall(text))
    )
    return _PACKED.sub("", text), facts


def with_carried(title: str, sentence: str, stated: Sequence[Fact]) -> tuple[str, str, list[Fact]]:
    """Title and sentence of an exhibit without what travelled in them, and its stated facts with it."""
    (title, above), (sentence, below) = unpacked(title), unpacked(sentence)
    return title, sentence, [*stated, *above, *below]


def _read(written: str) -> tuple[dict[str, Any], float | None]:
    told = json.loads(written)
    return told, told.pop("least")


def counted(
    fact_id: str,
    number: int,
    noun: str | tuple[str, str],
    how: str,
    rests: Sequence[Origin | StatedFact] = (),
    verb: tuple[str, str] = ("", ""),
) -> str:
    """`1 award is`, `3 awards are` as a fact that travels: markdown.

    noun: one word that takes an s, or the words for one and for several. rests: the rows that were counted, or the facts it follows from.
    """
    one, many = noun if isinstance(noun, tuple) else (noun, f"{noun}s")
    fact = Fact(
        fact_id,
        number,
        many,
        f"{number:,}",
        how,
        origins=tuple(each for each in rests if isinstance(each, Origin)),
        inputs=tuple(each.id for each in rests if isinstance(each, StatedFact)),
    )
    single = number == 1
    return " ".join(filter(None, (packed(fact), one if single else many, verb[0 if single else 1])))


def rows_of(table: str, where: Mapping[str, Sequence[Any]]) -> Origin:
    """Rows of a processed table, for `counted`: those whose columns hold one of the values."""
    return Origin(table, tuple((column, tuple(dict.fromkeys(values))) for column, values in sorted(where.items())))


def given(number: object) -> str:
    """A number that needs no source, for it is no finding: an option of ours, named as such; markdown.

    >>> given(28)
    '[28]{.given}'
    """
    return f"[{in_markdown(str(number))}]{{.given}}"
