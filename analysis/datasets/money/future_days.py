"""Days that lie after the day of the data: an award that nobody can have made yet, an end in a far year.

The day of the data is the one on which its folder's card says that it came, so that a build tells the same on any day.
Source: the tests on dates of ThreeSixtyGiving/dataquality, written anew; they hold days against the day of the test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.cells import SentRecord, tell
from analysis.datasets.written.days import read_days
from analysis.sources.findings import Finding, Rule
from analysis.sources.raw.cards import Card

ACTUAL_END = "actual_end"  # rides along with a record of 360Giving: when the work is said to have ended
_FAR_PLAN, _FAR_FACT = 12, 5  # years

TO_COME = Rule(
    "award-date-to-come",
    "The award date {value} lies after {day}, the day of the data{whose}.",
    "An award that nobody has made yet would stand in a year's sum.",
    "Correct the date, or ask for the grant again once it is awarded.",
    "doubt",
    "kept",
    "Where the file is newer than the date in its folder's card; then write the new one there.",
)
FAR_PLAN = Rule(
    "far-end",
    "It is planned to end on {value}, more than {years} years after {day}, the day of the data{whose}.",
    "A slip in one figure of the year spreads the money thin over many years.",
    "Check the year.",
    "note",
    "kept",
    "For an endowment, a lease or a loan.",
)
FAR_FACT = Rule(
    "far-actual-end",
    "It is said to have ended on {value}, more than {years} years after {day}, the day of the data{whose}.",
    "What has ended cannot lie so far ahead.",
    "Check the year, or state it as a planned date.",
    "doubt",
    "kept",
    ignore="Never: what has happened has a date in the past.",
)


def days_of_data(cards: Iterable[Card], files: Iterable[str], otherwise: dt.date) -> dict[str, dt.date]:
    """By file the day on which the nearest card above it says that it came; otherwise: where none says so."""
    said = {card.folder: day.last for card in cards for day in read_days([card.about.get("when", "")]) if day.last}
    return {file: _nearest(said, file) or otherwise for file in files}


def _nearest(said: Mapping[str, dt.date], file: str) -> dt.date | None:
    folder = file
    while folder:
        folder = folder.rpartition("/")[0]
        if folder in said:
            return said[folder]
    return None


def tell_days_to_come(sent: list[SentRecord], known_by: Mapping[str, dt.date]) -> list[Finding]:
    """Awards whose days lie too far after the day of their file. sent: with days as ISO dates."""
    findings = []
    for file, record in sent:
        day = known_by.get(file)
        if day is None:
            continue
        awarded, end, ended = (_day(record.values.get(name, "")) for name in ("award_date", "end", ACTUAL_END))
        if awarded and awarded > day:
            findings.append(tell(TO_COME, AWARDS, file, record, "award_date", day=day))
        if ended and ended > _after(day, _FAR_FACT):
            findings.append(tell(FAR_FACT, AWARDS, file, record, "end", day=day, years=_FAR_FACT))
        elif end and end > _after(day, _FAR_PLAN):
            findings.append(tell(FAR_PLAN, AWARDS, file, record, "end", day=day, years=_FAR_PLAN))
    return findings


def _after(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
