"""The day each return was sent, as far as it can be trusted."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from analysis.datasets.returns.submissions import SUBMISSIONS
from analysis.datasets.written.numbers_and_days import puts_months_first, read_dates
from analysis.periods import Period
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import SentReturn, row_of

_LONGEST_AFTER = 730  # days after its quarter that a return may still come
_EXAMPLE = dt.timedelta(days=14)  # after the quarter: a day that can be, and is no month
_IN_TIME, _AS_DAY = (
    "Whether the return came in time is not known.",
    "Write the day it was sent as day/month/year, such as {example}.",
)
_TIME = re.compile(r"[T ](\d{1,2}):(\d{2})(?::(\d{2}))?[\d.]*\s*([ap]m)?", re.IGNORECASE)
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}\b")
_WHOLE = re.compile(r"\s*\d{4}-(\d{2})-(\d{2})\b")

MONTH_FIRST = Rule(
    "month-first",
    "The days in this file are written with the month first, as 7/13/2024, and were read so.",
    "Read with the day first, 7/3/2024 would be the seventh of March.",
    "Nothing to do; or set the form service to British dates.",
    "note",
    ignore="Always: they were read as they are written.",
)
MIXED_DAYS = Rule(
    "mixed-days",
    "The days in this column are written in two orders, as `{one}` and `{other}`: a spreadsheet program has perhaps exchanged day and "
    "month in some of them. {count} that could be either were not taken.",
    "Whether those returns came in time, and which of two is the later, is not known.",
    "Export the file again and do not open it in a spreadsheet program first.",
    effect="left out",
    ignore="Where nobody asks how timely returns are.",
)
NOT_A_DATE = Rule(
    "not-a-date", "`{value}` is not a date.", _IN_TIME, _AS_DAY, ignore="Where nobody asks how timely returns are."
)
NO_DAY = Rule(
    "required-blank",
    "The return does not say when it was sent.",
    _IN_TIME,
    _AS_DAY,
    "note",
    ignore="Where nobody asks how timely returns are.",
)
IMPOSSIBLE = Rule(
    "impossible-date",
    "`{value}` cannot be the day a return about {about} was sent.",
    _IN_TIME,
    _AS_DAY,
    ignore="Where nobody asks how timely returns are.",
)
EARLY = Rule(
    "sent-early",
    "It was sent on {day}, before the quarter had ended.",
    "What happened afterwards may be missing from it.",
    "Ask whether it covers the whole quarter.",
    "note",
    ignore="Where the hub had closed for the rest of the quarter.",
)


class Sent(NamedTuple):
    """When one return was sent. moment: with the time of day, where it was written down; unclear: day and month could be either."""

    day: dt.date | None
    moment: dt.datetime | None = None
    unclear: bool = False


def days_sent(sent: list[tuple[str, SentReturn]]) -> tuple[list[Sent], list[Finding]]:
    """The day each return was sent. A service writes all days of one file in one order, which some of them give away; where a file
    has both orders, what could be either is not taken."""
    texts = [form.about.values.get("received") or "" for _, form in sent]
    days = [Sent(None)] * len(sent)
    findings = []
    for places, month_first, file in _read_together(sent, texts):
        own = [texts[at] for at in places]
        unclear = _unclear(own) if file else [False] * len(own)
        written = pl.Series("received", own, dtype=pl.String)
        read = read_dates(written, month_first).to_list()
        if any(unclear):  # each of the others in the one way that it can be read
            months = read_dates(written, True)
            read = [months[at] if _order(text) == "month first" else read[at] for at, text in enumerate(own)]
        for at, day, either in zip(places, read, unclear, strict=True):
            days[at] = Sent(None, None, True) if either else Sent(day, _moment(texts[at], day))
        place = place_in(*sent[places[0]], "received")._replace(value="")
        if any(unclear):
            one, other = _two_orders(own)
            findings.append(MIXED_DAYS.at(place, one=one, other=other, count=sum(unclear)))
        elif month_first and file:
            findings.append(MONTH_FIRST.at(place))
    return days, findings


def _read_together(sent: list[tuple[str, SentReturn]], texts: list[str]) -> Iterator[tuple[list[int], bool, str]]:
    """Places of returns whose days are read in one go, whether the month stands first in them, and the file where they are of one.

    A form was filled in by its own hub, and its day says alone how it is to be read.
    """
    of_files: dict[str, list[int]] = defaultdict(list)
    alone: dict[bool, list[int]] = defaultdict(list)
    for at, (file, form) in enumerate(sent):
        if form.about.row:
            of_files[file].append(at)
        else:
            alone[_order(texts[at]) == "month first"].append(at)
    for month_first, places in alone.items():
        yield places, month_first, ""
    for file, places in of_files.items():
        yield places, puts_months_first(pl.Series([texts[at] for at in places], dtype=pl.String)), file


def _unclear(texts: list[str]) -> list[bool]:
    """Which days of a file could be read in either order, where the file shows that both orders, or days exchanged, are in it.

    A spreadsheet program that opens 07/13/2025 leaves it as text where it expects the day first, and makes a day of 07/09/2025: the
    seventh of September, and wrong. So text that can only be read one way, beside days that it has made, says that those may be
    exchanged.
    """
    orders = {_order(text) for text in texts}
    mixed = {"day first", "month first"} <= orders or (
        "whole" in orders and bool(orders & {"day first", "month first"})
    )
    return [mixed and _order(text) in ("either", "whole") for text in texts]


def _order(text: str) -> str:
    """`day first` or `month first` where a day with strokes can only be read so, `either`, `whole` for a day as a spreadsheet keeps
    it whose day could be a month; empty for all else."""
    if found := _SLASHED.match(text):
        first, second = int(found[1]), int(found[2])
        if first == second:
            return ""
        return "day first" if second <= 12 < first else "month first" if first <= 12 < second else "either"
    if (found := _WHOLE.match(text)) and not _TIME.search(text):
        return "whole" if int(found[2]) <= 12 and found[1] != found[2] else ""
    return ""


def _two_orders(texts: list[str]) -> tuple[str, str]:
    by_order = {order: text for text in reversed(texts) if (order := _order(text))}
    sure = next(by_order[order] for order in ("month first", "day first") if order in by_order)
    return next(text for order, text in by_order.items() if text != sure), sure


def _moment(text: str, day: dt.date | None) -> dt.datetime | None:
    """Day and time of day; None where no time stands there."""
    found = _TIME.search(text)
    if day is None or found is None:
        return None
    hour, half = int(found[1]), (found[4] or "").lower()
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    if hour > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
        return None
    return dt.datetime.combine(day, dt.time(hour, int(found[2]), int(found[3] or 0)))


def checked_day(
    file: str, form: SentReturn, sent: Sent, hub: str, period: Period
) -> tuple[dt.date | None, list[Finding]]:
    """The day a return was sent, unless it cannot be true."""
    day, quarter, place = sent.day, period.label, place_in(file, form, "received")
    example = f"{period.end + _EXAMPLE:%d/%m/%Y}"
    if sent.unclear:
        return None, []
    if day is None:
        return None, [(NOT_A_DATE if place.value else NO_DAY).at(place, hub_id=hub, quarter=quarter, example=example)]
    if day < period.start or (day - period.end).days > _LONGEST_AFTER:
        return None, [IMPOSSIBLE.at(place, hub_id=hub, quarter=quarter, about=quarter, example=example)]
    if day <= period.end:
        return day, [EARLY.at(place, hub_id=hub, quarter=quarter, day=f"{day.day} {day:%B %Y}")]
    return day, []


def place_in(file: str, form: SentReturn, column: str) -> Place:
    """The place of what a return says about itself: its hub, quarter or day."""
    about = form.about
    cell = about.place_of(column)
    return Place(file, about.sheet, cell, row_of(cell), SUBMISSIONS.name, column, about.values.get(column, ""))
