"""Words that change when the numbers do: directions, plurals, and changes between two facts."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.exhibits.facts import Fact, derived

LITTLE = 5.0  # percent; hubs count in their own ways, so a smaller change is told as "about the same"


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


def direction(change: Fact, up: str = "rose by", down: str = "fell by", same: str = "stayed about the same") -> str:
    """`rose by 12%`, `fell by 4%`, or the words for no change worth the name (less than 5%)."""
    if not change.known:
        return "cannot be compared"
    if abs(change.number) < LITTLE:
        return f"{same} ({change})"
    return f"{up if change.number > 0 else down} {size_of(change)}"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """`1 hub`, `3 hubs`. For numbers in prose that are stated as facts elsewhere."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def noun_for(fact: Fact, noun: str, plural: str = "") -> str:
    """A fact with its noun in the right number: `[1]{...} hub`, `[3]{...} hubs`."""
    return f"{fact} {noun if fact.value == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
