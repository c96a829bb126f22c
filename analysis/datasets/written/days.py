"""Days of awards and payments as people write them, and how well each is known: to the day, the month or the year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

import polars as pl

from analysis.datasets.written.numbers_and_days import puts_months_first, read_dates

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0)?")
_FINANCIAL = re.compile(r"(?:fy\s*)?((?:19|20)\d{2})\s*[-/–]\s*(?:(?:19|20))?(\d{2})", re.IGNORECASE)
_FIGURES = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])")
_MONTH = re.compile(r"((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])")
_MONTH_LAST = re.compile(r"(0?[1-9]|1[0-2])[-/.]((?:19|20)\d{2})")
_NAMED = re.compile(r"([a-z]{3})[a-z]{0,6}\.?[\s\-,]+((?:19|20)?\d{2})", re.IGNORECASE)
_NAMED_LAST = re.compile(r"((?:19|20)\d{2})[\s\-,]+([a-z]{3})[a-z]{0,6}\.?", re.IGNORECASE)
_LONGEST = 60  # characters; what is longer is no date
_SLASHED = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")


class Day(NamedTuple):
    """A day as far as it is known. `first` and `last` of the month or the year that was named; the same day for a day.

    problem: why there is none, as the name of a rule: `not-a-date`, or `unclear-date` where day and month could be either.
    """

    first: dt.date | None
    last: dt.date | None
    known_to: str
    problem: str = ""


def read_days(texts: list[str]) -> list[Day]:
    """The days of one file, which share a way of writing. Day before month, unless some of them can only be read the other
    way and none only this way; where the file has both, what could be either is not read."""
    texts = [text if len(text) <= _LONGEST else "" for text in texts]
    slashed = pl.Series([text if _SLASHED.match(text) else None for text in texts], dtype=pl.String)
    first, mixed = puts_months_first(slashed), _mixed(texts)
    dates = read_dates(pl.Series("text", texts, dtype=pl.String), month_first=first)
    other = read_dates(pl.Series("text", texts, dtype=pl.String), month_first=True) if mixed else dates
    return [_day(text, date, other_way, mixed) for text, date, other_way in zip(texts, dates, other, strict=True)]


def _mixed(texts: list[str]) -> bool:
    """Whether some dates can only be day first and others only month first."""
    parts = [(int(found[1]), int(found[2])) for text in texts if (found := _SLASHED.match(text))]
    return any(b <= 12 < a <= 31 for a, b in parts) and any(a <= 12 < b <= 31 for a, b in parts)


def _day(text: str, date: dt.date | None, other_way: dt.date | None, mixed: bool) -> Day:
    if mixed and (found := _SLASHED.match(text)) and found[1] != found[2]:
        if int(found[1]) <= 12 and int(found[2]) <= 12:
            return Day(None, None, "", "unclear-date")
        date = date or other_way
    if part := _part_of_year(text.strip()):
        return part
    return Day(date, date, "day") if date else Day(None, None, "", "not-a-date")


def _part_of_year(text: str) -> Day | None:
    if found := _YEAR.fullmatch(text):
        return _span(int(found[1]), 1, int(found[1]), 12, "year")
    if found := _FIGURES.fullmatch(text):
        return _one(int(found[1]), int(found[2]), int(found[3]))
    if "/" in text and (found := _FINANCIAL.fullmatch(text)) and _MONTH.fullmatch(text) and _is_financial(found):
        return Day(None, None, "", "unclear-date")  # 2010/11 is November or the financial year
    if found := _MONTH.fullmatch(text):
        return _span(int(found[1]), int(found[2]), int(found[1]), int(found[2]), "month")
    if (found := _FINANCIAL.fullmatch(text)) and _is_financial(found):
        return _span(int(found[1]), 4, int(found[1]) + 1, 3, "year")
    if found := _MONTH_LAST.fullmatch(text):
        return _span(int(found[2]), int(found[1]), int(found[2]), int(found[1]), "month")
    if (found := _NAMED.fullmatch(text)) and (month := _MONTHS.get(found[1].lower())):
        year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
        return _span(year, month, year, month, "month")
    if (found := _NAMED_LAST.fullmatch(text)) and (month := _MONTHS.get(found[2].lower())):
        return _span(int(found[1]), month, int(found[1]), month, "month")
    return None


def _is_financial(found: re.Match[str]) -> bool:
    return (int(found[1]) + 1) % 100 == int(found[2])


def _one(year: int, month: int, day: int) -> Day | None:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return Day(date, date, "day") if 1990 <= year <= 2100 else None


def _span(year: int, month: int, last_year: int, last_month: int, known_to: str) -> Day | None:
    if not 1990 <= year <= 2100:
        return None
    last = dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
    return Day(dt.date(year, month, 1), last, known_to)
