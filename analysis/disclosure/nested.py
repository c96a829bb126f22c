"""Counts of people within counts of the same people, in several tables: whether they may stand beside each other.

Parts of a whole (`parts.py`) are of one row. Where one table says how many were due and how many came, and another of how many of those a
question was answered, what the larger holds beyond the smaller is a number of people too, though it stands nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.disclosure.rule import Rule


class Nested(NamedTuple):
    """Counts of people, none of whom is in two of `parts`, and all of whom are in `whole`."""

    whole: str
    parts: Sequence[str]


def any_small(counts: Mapping[str, float], names: Sequence[str], rule: Rule) -> bool:
    """Whether one of these counts is withheld by the threshold."""
    return any(0 < counts[name] <= rule.threshold for name in names)


def too_close(counts: Mapping[str, float], nested: Sequence[Nested], rule: Rule) -> bool:
    """Whether counts that are all shown tell of one to so many as the threshold, more closely than the protection interval, what is beyond them.

    >>> counts, inside = {"due": 45, "people": 41}, [Nested("due", ["people"])]
    >>> [too_close(counts, inside, Rule(7, base, "a rule")) for base in (1, 5)]
    [True, False]
    """
    return any(_tells(counts, each, rule) for each in nested)


def _tells(counts: Mapping[str, float], nested: Nested, rule: Rule) -> bool:
    beyond = counts[nested.whole] - sum(counts[part] for part in nested.parts)
    if not 0 < beyond <= rule.threshold:
        return False
    least, greatest = rule.behind(rule.round_one(counts[nested.whole]))
    parts = [rule.behind(rule.round_one(counts[part])) for part in nested.parts]
    lowest = max(0, least - sum(most for _, most in parts))
    return greatest - sum(few for few, _ in parts) - lowest < rule.least_width
