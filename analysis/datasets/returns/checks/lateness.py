"""Returns that came after their due day."""

from __future__ import annotations

import polars as pl

from analysis.datasets.returns.checks.arriving import ARRIVING
from analysis.sources.findings import Finding, Place

_LATE = next(check for check in ARRIVING if check.name == "late-return")


def check_lateness(submissions: pl.DataFrame) -> list[Finding]:
    """A note on each return that came late."""
    return [
        _LATE.at(
            Place(
                row["source_file"],
                row["source_sheet"] or "",
                f"A{row['source_row']}" if row["source_row"] else "",
                row["source_row"],
                "submissions",
                "received",
                str(row["received"]),
            ),
            f"The return for {row['quarter']} came {row['days_late']} days after it was due.",
            hub_id=row["hub_id"],
            quarter=row["quarter"],
        )
        for row in submissions.filter(pl.col("days_late") > 0).iter_rows(named=True)
    ]
