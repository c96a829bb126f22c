"""When a hub is open: hubs open, pause, close, go on under another name, or become part of another one."""

from __future__ import annotations

import polars as pl

from analysis.periods import NotAPeriod, Period, quarters_between

_FIRST, _LAST = "0000", "9999"


def shut_quarters(written: str | None) -> list[str]:
    """The quarters in which a hub was shut for a while: `2024-25 Q1; 2024-25 Q3 to 2025-26 Q1`. NotAPeriod where it reads otherwise."""
    found: list[str] = []
    for part in filter(None, (part.strip() for part in (written or "").split(";"))):
        first, _, last = part.partition(" to ")
        begin, end = Period.parse(first), Period.parse(last or first)
        if end < begin:
            raise NotAPeriod(f"'{part}' ends before it begins")
        found += [quarter.label for quarter in quarters_between(begin, end)]
    return found


def other_names(written: str | None) -> list[str]:
    """The names and codes that a hub went by before, parted by ;."""
    return [name.strip() for name in (written or "").split(";") if name.strip()]


def open_in(hubs: pl.DataFrame, quarters: list[str]) -> pl.DataFrame:
    """One row a hub and quarter in which it is open, so that a return is due: hub_id, quarter. Labels of quarters follow on as texts do."""
    rows = [
        (hub["hub_id"], quarter)
        for hub in hubs.select("hub_id", "opened", "closed", "paused").iter_rows(named=True)
        for shut in [set(shut_quarters(hub["paused"]))]
        for quarter in quarters
        if (hub["opened"] or _FIRST) <= quarter <= (hub["closed"] or _LAST) and quarter not in shut
    ]
    return pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String}, orient="row")
