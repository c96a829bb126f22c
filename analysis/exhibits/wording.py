"""The words of pages: sentences of the catalogue, or in the words that a network chose for them, and words that change when the numbers do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.datasets.report.catalogue import CATALOGUE
from analysis.exhibits.facts import Fact, derived, in_markdown_between
from analysis.measures.verdict import LITTLE, STRENGTHS, TELLING, WORDS, Strength

if TYPE_CHECKING:  # the opening imports exhibits, and these their words
    from analysis.exhibits.opening import OpenEdition

_PIECE = re.compile(r"(\{[^{}]*\})")


def plainly(edition: OpenEdition, name: str, **slots: object) -> str:
    """A sentence of the catalogue as plain text, for what escapes it later. slots: plain text too."""
    return "".join(str(slots[each[1:-1]]) if _PIECE.fullmatch(each) else each for each in _pieces(edition, name))


def worded(edition: OpenEdition, name: str, **slots: object) -> str:
    """A sentence of the catalogue as markdown. slots: markdown for each of its slots, as facts write themselves.

    Words that a person typed are escaped, so that they stay words; their slots are not.
    """
    pieces = _pieces(edition, name)
    return "".join(str(slots[each[1:-1]]) if _PIECE.fullmatch(each) else in_markdown_between(each) for each in pieces)


def _pieces(edition: OpenEdition, name: str) -> list[str]:
    """The words of the network, or those of the catalogue, taken apart at their slots."""
    own = dict(edition.table("wording").select("wording_id", "words").iter_rows())
    return _PIECE.split(own.get(name) or CATALOGUE[name])


def change_between(fact_id: str, before: Fact, after: Fact, of: str) -> Fact:
    """The change from one fact to another in percent of the first. Unknown where either is, or where the first is nought."""
    how = f"({after.id} less {before.id}) as a share of {before.id}: {of}"
    if not (before.known and after.known) or before.number == 0:
        return derived(fact_id, None, "percent", how, [before, after], shown="not known")
    change = 100 * (after.number - before.number) / before.number
    sign = "+" if round(change) > 0 else ""
    shown = f"{sign}{change:,.0f}%".replace("-", "−")
    return derived(fact_id, round(change, 1), "percent", how, [before, after], shown=shown)


def size_of(change: Fact) -> Fact:
    """The same change without its sign, for sentences that say the direction in words."""
    return change.reading(f"{abs(change.number):,.0f}%")


def direction(change: Fact, against: str = "", was: str = "were") -> str:
    """What may be said of a change, in the words of its strength: `were 12% higher than in 2023-24` where no more than a description is
    borne, `rose by 12% on 2023-24` where it is more than usual variation; the words for no change worth the name below 5%.

    against: the period it is held against, which may be left out. was: the verb that agrees with what changed.
    """
    words = WORDS[_strength(change)]
    pattern, before = words.same, words.same_against
    if change.known and abs(change.number) >= LITTLE:
        pattern, before = (words.up if change.number > 0 else words.down), words.against
    size = size_of(change) if change.known else ""
    said = pattern.format(was=was, size=size, change=change)
    return f"{said} {before} {against}" if against else said


def telling(change: Fact) -> str:
    """The one word that a narrative may ask of a change: higher, lower, rose, fell or steady."""
    up, down, same = TELLING[_strength(change)]
    return same if abs(change.number) < LITTLE else up if change.number > 0 else down


def _strength(change: Fact) -> Strength:
    """What the fact says of itself; a change of a count of which no more is known may be described."""
    if not change.known:
        return "unknown"
    return next((strength for strength in STRENGTHS if strength == change.strength), "described")


def count_of(number: int, noun: str, plural: str = "") -> str:
    """`1 hub`, `3 hubs`. For numbers in prose that are stated as facts elsewhere."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def with_verb(number: int, noun: str, one: str, many: str) -> str:
    """`1 award has`, `3 awards have`: a number with its noun, and the verb that agrees with it."""
    return f"{count_of(number, noun)} {one if number == 1 else many}"


def the_same(hubs: int) -> str:
    """`the same 3 hubs`, for a series over those that reported throughout; `the same hubs (none)`."""
    return "the same hub" if hubs == 1 else f"the same {count_of(hubs, 'hub')}" if hubs else "the same hubs (none)"


def noun_for(fact: Fact, noun: str, plural: str = "") -> str:
    """A fact with its noun in the right number, by what is shown: `[1]{...} hub`, `[3]{...} hubs`, `[1.0]{...} hours`."""
    one = fact.shown == "1" or (fact.value == 1 and "." not in fact.shown)
    return f"{fact} {noun if one else plural or noun + 's'}"


def several_of(noun: str) -> str:
    """The plural of a word that people chose, such as a kind of source: `interviews`, `case studies`; `coffees` stay so."""
    if noun.endswith("s"):
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def of_tries(share: Fact) -> str:
    """A share of random tries in percent, before the word `tries`: neither `0.0%` nor `100.0%` is said of chance."""
    if share.number < 0.1:
        return f"{share.reading('fewer than 0.1%')} of"
    return f"{share.reading('nearly all')}" if share.number > 99.9 else f"{share} of"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
