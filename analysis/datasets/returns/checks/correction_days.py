"""Corrections whose day cannot be right: before their quarter began, or years after all that the network has."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.datasets.returns.checks.rules import Check
from analysis.datasets.returns.corrections import CORRECTIONS
from analysis.networks import Network
from analysis.periods import Period
from analysis.sources.findings import Finding, Place

# A report that is out is put right within a year or two; a slip in the decade, as 2034 for 2024, lies further off. The day of the build
# would see more slips, and see others tomorrow.
MOST_YEARS = 3

UNLIKELY_DAY = Check(
    "correction-day-unlikely",
    f"Was the correction said after its quarter began, and within {MOST_YEARS} years of the network's last day on record?",
    "By this day a number is marked as revised, or not, since it was published. The correction is applied all the same.",
    "Where it was indeed said so late.",
    "doubt",
    "kept",
    "Correct `when` in the entry.",
)


def check_correction_days(corrections: pl.DataFrame, submissions: pl.DataFrame, network: Network) -> list[Finding]:
    """A doubt about each entry said before the quarter that it is about began, or too long after the last day on record.

    The last day on record is the end of the network's last quarter, or a later one on which a return came or an edition came out.
    """
    ends = [network.last.end, *(day for _, day in network.published), *submissions["received"].drop_nulls().to_list()]
    last = max(ends)
    latest = last.replace(year=last.year + MOST_YEARS, day=min(last.day, 28))
    findings = []
    for entry in corrections.filter(pl.col("when").is_not_null()).iter_rows(named=True):
        begun = Period.parse(entry["quarter"], network.begins).start if entry["quarter"] else dt.date.min
        if entry["when"] < begun:
            findings.append(_say(entry, f"before {entry['quarter']} began, on {begun}"))
        elif entry["when"] > latest:
            findings.append(
                _say(entry, f"more than {MOST_YEARS} years after the last day that the network's files tell of, {last}")
            )
    return findings


def _say(entry: dict[str, object], when: str) -> Finding:
    about = ", ".join(str(entry[name]) for name in ("hub_id", "quarter", "question_id") if entry[name])
    place = Place(
        str(entry["source_file"]), "", str(entry["source_cell"]), None, CORRECTIONS.name, "when", str(entry["when"])
    )
    return UNLIKELY_DAY.at(place, f"The entry for {about} was said on {entry['when']}: {when}.")
