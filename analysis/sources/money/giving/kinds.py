"""What a funder's own words for a type of funding say: to be paid back, no money, or a grant; for what lasts or for what runs."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CAPITAL, _REVENUE = ("capital",), ("revenue", "core costs", "core funding", "running costs", "unrestricted")


def kind_in(text: str) -> str:
    """What is to be paid back, or is no money, where the words say so; else a grant."""
    said = text.lower()
    if "repayable" in said or "recoverable" in said:
        return "repayable grant"
    return (
        "loan" if re.search(r"\bloans?\b", said) else "in kind" if "in kind" in said or "in-kind" in said else "grant"
    )


def spending_in(titles: Iterable[str]) -> str:
    """Capital, revenue or both, where any of the titles says so in as many words; empty where none does."""
    said = {kind for title in titles for kind in kinds_of_spending(title)}
    return "both" if len(said) == 2 else next(iter(said), "")


def kinds_of_spending(title: str) -> set[str]:
    words = title.lower()
    capital = any(word in words for word in _CAPITAL) and "social capital" not in words
    return ({"capital"} if capital else set()) | ({"revenue"} if any(word in words for word in _REVENUE) else set())
