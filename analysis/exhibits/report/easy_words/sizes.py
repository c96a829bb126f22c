"""Numbers in words that need no sum: a share as one in so many, a change as what it comes to."""

from __future__ import annotations

from analysis.exhibits.facts import Fact
from analysis.measures.verdict import IN_EASY_WORDS

# Percent -> what is said for it; the nearest is taken, by how many times one is of the other.
_SHARES = {
    5.0: "one in twenty", 100 / 15: "one in fifteen", 100 / 12: "one in twelve", 10.0: "one in ten", 12.5: "one in eight",
    100 / 6: "one in six", 20.0: "one in five", 25.0: "one in four", 100 / 3: "one in three", 40.0: "two in five",
    50.0: "half", 60.0: "three in five", 200 / 3: "two in three", 75.0: "three in four", 80.0: "four in five", 90.0: "nine in ten",
}  # fmt: skip
_PARTS = dict(
    zip(
        _SHARES,
        ("a twentieth", "a fifteenth", "a twelfth", "a tenth", "an eighth", "a sixth", "a fifth", "a quarter", "a third", "two fifths", "half",
         "three fifths", "two thirds", "three quarters", "four fifths", "nine tenths"),
        strict=True,
    )
)  # fmt: skip
_LEAST, _MOST = 4.0, 95.0  # percent, beyond which it is said to be few or nearly all
_DOUBLE, _MORE = 85.0, 120.0  # percent more: about twice as many up to the second, more than that beyond it


def share_in_easy_words(share: float) -> str:
    """A share in percent, as people say it.

    >>> [share_in_easy_words(share) for share in (6.1, 18, 73, 98, 100, 1)]
    ['about one in fifteen', 'about one in six', 'about three in four', 'nearly all', 'all', 'very little']
    """
    if share >= 100:
        return "all"
    if share > _MOST:
        return "nearly all"
    if share < _LEAST:
        return "very little"
    return f"about {_SHARES[_nearest(share)]}"


def _nearest(share: float) -> float:
    return min(_SHARES, key=lambda known: max(known / share, share / known))


def growth_in_easy_words(change: Fact, up: bool, rose: bool) -> str:
    """A change as the rest of a sentence: `went up by about a sixth`; without `rose` it is described alone: `were about a sixth higher`.

    up, rose: as the verdict on it says.
    """
    size, (higher, lower, times_as_many) = abs(change.number), IN_EASY_WORDS[rose]
    if up and size >= _DOUBLE:
        times = "more than twice as many" if size > _MORE else "about twice as many"
        return times_as_many.format(size=change.reading(times))
    size_in_words = f"about {_PARTS[_nearest(size)]}" if _LEAST <= size <= _MOST else share_in_easy_words(size)
    return (higher if up else lower).format(size=change.reading(size_in_words))
