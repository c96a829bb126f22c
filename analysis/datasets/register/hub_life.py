"""When a hub is open: hubs open, pause, close, go on under another name, or become part of another one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import polars as pl

from analysis.periods import NotAPeriod, Period, quarters_between

_FIRST, _LAST = "0000", "9999"


class Joined(NamedTuple):
    """Hubs that became part of another one, which is compared with itself as if they always had been.

    whole_of: part -> the hub that it is part of now; due: (hub, quarter) in which one of them, part or whole, was open.
    """

    whole_of: Mapping[str, str] = {}
    due: frozenset[tuple[str, str]] = frozenset()

    def whole(self, hub: str) -> str:
        """The hub that a hub is compared as: itself, unless it is part of another one."""
        return self.whole_of.get(hub, hub)

    def with_parts(self, hubs: Collection[str]) -> list[str]:
        """The hubs with those that became part of them: whose answers a comparison of them rests on."""
        return sorted({*hubs, *(part for part, whole in self.whole_of.items() if whole in hubs)})

    def throughout(self, answered: Collection[tuple[str, str]], quarters: Collection[str]) -> set[str]:
        """The hubs, parts counted as their whole, that answered in each of the quarters; half of a hub is none. answered: (hub, quarter)."""
        held: dict[str, set[str]] = {}
        for hub, quarter in answered:
            held.setdefault(self.whole(hub), set()).add(quarter)
        lacking = {self.whole(hub) for hub, quarter in self.due - set(answered) if quarter in quarters}
        return {hub for hub, told in held.items() if told >= set(quarters)} - lacking


def shut_quarters(written: str | None, begins: int | None = None) -> list[str]:
    """The quarters in which a hub was shut for a while: `2024-25 Q1; 2024-25 Q3 to 2025-26 Q1`. NotAPeriod where it reads otherwise."""
    found: list[str] = []
    for part in filter(None, (part.strip() for part in (written or "").split(";"))):
        first, _, last = part.partition(" to ")
        begin, end = Period.parse(first, begins), Period.parse(last or first, begins)
        if end < begin:
            raise NotAPeriod(f"'{part}' ends before it begins")
        found += [quarter.label for quarter in quarters_between(begin, end)]
    return found


def other_names(written: str | None) -> list[str]:
    """The names and codes that a hub went by before, parted by ;."""
    return [name.strip() for name in (written or "").split(";") if name.strip()]


def joined_hubs(hubs: pl.DataFrame, quarters: list[str]) -> Joined:
    """Which hubs of the register became part of others by the last of the quarters, and when each of those concerned was open.

    A hub that joined one which joined another later is part of the last. One that still counts for itself in these quarters is no part yet.
    """
    closed = hubs.filter(pl.col("merged_into").is_not_null() & (pl.col("closed") < max(quarters, default=_FIRST)))
    into = dict(closed.select("hub_id", "merged_into").iter_rows())
    whole_of = {}
    for part, whole in into.items():
        met = {part}
        while whole in into and whole not in met:
            met.add(whole)
            whole = into[whole]
        if whole not in met:  # hubs that name each other are told where the register is read
            whole_of[part] = whole
    concerned = hubs.filter(pl.col("hub_id").is_in([*whole_of, *whole_of.values()]))
    return Joined(whole_of, frozenset(open_in(concerned, quarters).iter_rows()))


def why_shut(hub: Mapping[str, str | None], quarter: str) -> str:
    """Why a hub is not open in a quarter, by its row of the register; empty where it is."""
    if quarter < (opened := hub["opened"] or _FIRST):
        return f"opened in {opened}"
    if quarter > (closed := hub["closed"] or _LAST):
        return f"was open until {closed} and not since"
    return "was shut in that quarter" if quarter in shut_quarters(hub["paused"]) else ""


def open_in(hubs: pl.DataFrame, quarters: list[str]) -> pl.DataFrame:
    """One row a hub and quarter in which it is open, so that a return is due: hub_id, quarter. Labels of quarters follow on as texts do."""
    rows = [
        (hub["hub_id"], quarter)
        for hub in hubs.select("hub_id", "opened", "closed", "paused").iter_rows(named=True)
        for quarter in quarters
        if not why_shut(hub, quarter)
    ]
    return pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String}, orient="row")
