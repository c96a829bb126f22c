"""Quarters and years of a financial year, as people write them: `2024-25 Q3`, `2024-25`; of a calendar year, `2024 Q3`, `2024`.

The year begins in April, or in the month that a network's own calendar says. The label of a calendar year says so itself. Other labels
are the same in every calendar, so such a label alone does not say which months it covers: that is decided once, by the network, which makes
the periods that its editions, returns and forms go by (`Network.period_of`, `Network.quarter_on`). What follows from a period keeps its
calendar. Likewise a year of which only some quarters are there yet is made by the network alone (`Network.periods`), and what follows from
it has as many quarters. Several years that are told of together are written `2022-23 to 2024-25`. Nobody else puts a label together or
takes one apart.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import total_ordering

_WRITTEN = re.compile(r"^\s*(\d{4})(?:\s*[-/–]\s*(\d{2}|\d{4}))?(?:[\s,-]*Q([1-4]))?\s*$", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<=\d)[\s-]+to[\s-]+(?=\d)", re.IGNORECASE)  # as in a folder's name too: 2022-23-to-2024-25
_PART = re.compile(r" (?:so far|Q1 to Q([2-4]))$")  # how a label of ours ends where it is not one that people write
JANUARY = 1  # the month whose years are called by one number
APRIL = 4  # in which the years of councils, of most funders and of the price index begin
MONTHS = tuple(calendar.month_name)[1:]


class NotAPeriod(ValueError):
    """The text is neither a year nor a quarter of one, or it is one of another calendar."""


@total_ordering
@dataclass(frozen=True, eq=False)
class Period:
    """A year (`quarter` is None), its quarters from the first to one of them, one quarter of it, or several years.

    year: the calendar year in which it began. years: how many it has, of which `quarters_in` and `so_far` concern the last. begins: the
    month in which its years begin; two periods of one label are equal whatever theirs is, for labels are what the tables of a network are
    joined by. quarters_in: how many of a year's quarters it has, from the first on. so_far: whether it has fewer because no more are there
    yet; the same quarters of another year are not `so far`. A year is the same edition whether or not it is whole, so neither is compared.
    """

    year: int
    quarter: int | None = None
    begins: int = APRIL
    quarters_in: int = 4
    so_far: bool = False
    years: int = 1

    @classmethod
    def parse(cls, text: str, begins: int | None = None) -> Period:
        """Read `2024-25`, `2024-25 Q3`, `2024-25-q3` or `2022-23 to 2024-25`; of calendar years `2024`, `2024 Q3`, `2024-q3` or `2022 to 2024`.

        begins: the month in which the years that are meant begin; None where only the label is, which both kinds have. Raises NotAPeriod,
        also for years that do not follow on and for those of the other kind.
        """
        ends = _SEVERAL.split(text)
        if len(ends) == 2:
            return cls._several(text, *(cls.parse(end, begins) for end in ends))
        found = _WRITTEN.match(text)
        if not found:
            raise NotAPeriod(f"'{text}' is not a period: {_how_written(begins or APRIL)}")
        year, end, quarter = int(found[1]), found[2], int(found[3]) if found[3] else None
        if end is not None and int(end) % 100 != (year + 1) % 100:
            raise NotAPeriod(f"'{text}' is not a financial year: {year} is followed by {(year + 1) % 100:02d}")
        meant = begins or (JANUARY if end is None else APRIL)
        if (end is None) is not (meant == JANUARY):
            raise NotAPeriod(_of_another_calendar(text, meant))
        return cls(year, quarter, meant)

    @classmethod
    def _several(cls, text: str, first: Period, last: Period) -> Period:
        """From the first to the last of them, which are two years in their order."""
        if first.quarter or last.quarter or first.year >= last.year or first.begins != last.begins:
            example = Period(2022, None, first.begins, years=3).key
            raise NotAPeriod(f"'{text}' is not several years: write the first and the last, as {example}")
        return replace(first, years=last.year - first.year + 1)

    @classmethod
    def of_label(cls, label: str, begins: int | None = None) -> Period:
        """Read what `label` gives, also `2024-25 Q1 to Q2`. Of `2024-25 so far` it cannot know how far: that is the year. Raises NotAPeriod."""
        found = _PART.search(label)
        if not found:
            return cls.parse(label, begins)
        return replace(cls.parse(label[: found.start()], begins), quarters_in=int(found[1] or 4))

    @classmethod
    def of_date(cls, day: dt.date, begins: int = APRIL) -> Period:
        """The quarter in which a day lies."""
        year = day.year if day.month >= begins else day.year - 1
        return cls(year, ((day.month - begins) % 12) // 3 + 1, begins)

    def in_calendar(self, begins: int) -> Period:
        """The same year or quarter, counted from the year's first month, in a calendar whose years begin in that month."""
        return replace(self, begins=begins)

    def is_written_in(self, begins: int) -> bool:
        """Whether its label is one of years that begin in that month: calendar years are called by one number, and no others are."""
        return (self.begins == JANUARY) is (begins == JANUARY)

    def years_to(self, last: Period) -> list[Period]:
        """The years from this period's to that of `last`, in this one's calendar; the latter's alone where it is the earlier."""
        final = last.whole_year.year
        return [Period(year, None, self.begins) for year in range(min(self.year, final), final + 1)]

    @property
    def each_year(self) -> list[Period]:
        """Of several years each, the last as far as it has come; otherwise itself alone."""
        if self.years == 1:
            return [self]
        whole = [Period(self.year + place, None, self.begins) for place in range(self.years)]
        return [*whole[:-1], replace(whole[-1], quarters_in=self.quarters_in, so_far=self.so_far)]

    @property
    def newest(self) -> Period:
        """Of several years the last, whose numbers are set against those of the first; otherwise itself."""
        return self.each_year[-1]

    @property
    def earlier(self) -> Period:
        """What its newest part is compared with: the same a year before, or of several years the first."""
        if self.years == 1:
            return self.same_last_year
        return replace(self.each_year[0], quarters_in=self.quarters_in)

    def up_to(self, quarter: int) -> Period:
        """A year's quarters so far, where that one is the last."""
        return replace(self.whole_year, quarters_in=quarter, so_far=True)

    @property
    def label(self) -> str:
        """As sentences and tables call it: `2024-25`, `2024-25 Q3`, `2025-26 so far`, and beside that `2024-25 Q1 to Q2` of the year before."""
        if self.is_whole_year or self.quarter:
            return self.key
        if self.so_far:
            return f"{self.key} so far"
        return f"{self.year_label} Q1" + (f" to Q{self.quarters_in}" if self.quarters_in > 1 else "")

    @property
    def key(self) -> str:
        """What its edition goes by, as people write it: that of a year stays what it is while quarters come in."""
        if self.years > 1:
            return f"{Period(self.year, None, self.begins).year_label} to {self.year_label}"
        return self.year_label if self.quarter is None else f"{self.year_label} Q{self.quarter}"

    @property
    def year_label(self) -> str:
        """Of the year that it is in; of several, the last."""
        year = self.year + self.years - 1
        return str(year) if self.begins == JANUARY else f"{year}-{(year + 1) % 100:02d}"

    @property
    def closes(self) -> str:
        """What one speaks of the end of: the period, or the last month so far of a year under way."""
        return f"{MONTHS[self.end.month - 1]} {self.end.year}" if self.so_far else self.newest.label

    @property
    def slug(self) -> str:
        return self.key.lower().replace(" ", "-")

    @property
    def months(self) -> str:
        """In words: `October to December 2024`, `December 2024 to February 2025`, `April 2024 to March 2025`."""
        first, last = self.start, self.end
        begun = f" {first.year}" if self.is_whole_year or first.year != last.year else ""
        return f"{MONTHS[first.month - 1]}{begun} to {MONTHS[last.month - 1]} {last.year}"

    @property
    def is_year(self) -> bool:
        """Whether it is of a year, also of one under way, or of several."""
        return self.quarter is None

    @property
    def is_whole_year(self) -> bool:
        return self.quarter is None and self.quarters_in == 4

    @property
    def whole_year(self) -> Period:
        """The year that it is in; of several, the last."""
        return Period(self.year + self.years - 1, None, self.begins)

    @property
    def last_whole_year(self) -> Period:
        """The year itself where it is whole, of several the last; of a part of a year, the one before it."""
        return self.newest if self.is_whole_year else self.whole_year.previous

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The quarter itself, or those of the year, which are four where it is whole."""
        if self.quarter:
            return (self,)
        if self.years > 1:
            return tuple(quarter for year in self.each_year for quarter in year.quarters)
        return tuple(Period(self.year, number, self.begins) for number in range(1, self.quarters_in + 1))

    @property
    def quarter_labels(self) -> list[str]:
        return [quarter.label for quarter in self.quarters]

    @property
    def previous(self) -> Period:
        """The year before a year, the quarter before a quarter."""
        if self.quarter is None:
            return self.same_last_year
        return replace(self, quarter=self.quarter - 1) if self.quarter > 1 else replace(self.same_last_year, quarter=4)

    @property
    def same_last_year(self) -> Period:
        """A year earlier: the fair comparison where seasons matter. Of a year under way, as many quarters of the year before."""
        return replace(self, year=self.year - 1, so_far=False)

    @property
    def start(self) -> dt.date:
        return self._first_of_month(0 if self.quarter is None else 3 * (self.quarter - 1))

    @property
    def end(self) -> dt.date:
        """The last day."""
        if self.years > 1:
            return self.newest.end
        return self._first_of_month(3 * (self.quarter or self.quarters_in)) - dt.timedelta(days=1)

    def _first_of_month(self, after: int) -> dt.date:
        """The first day of the month that many months after the year's first."""
        years, month = divmod(self.begins - 1 + after, 12)
        return dt.date(self.year + years, month + 1, 1)

    @property
    def is_winter(self) -> bool:
        """Whether most months of a quarter lie in October to March."""
        months = [(self.start.month + after - 1) % 12 + 1 for after in range(3)]
        return sum(month >= 10 or month <= 3 for month in months) >= 2

    @property
    def next_quarter(self) -> Period:
        last = self.quarters[-1].quarter or 4
        year = self.whole_year.year
        return Period(year, last + 1, self.begins) if last < 4 else Period(year + 1, 1, self.begins)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __lt__(self, other: Period) -> bool:
        return (self.year, self.quarter or 0, self.years) < (other.year, other.quarter or 0, other.years)

    def __str__(self) -> str:
        return self.label


def _how_written(begins: int) -> str:
    example = Period(2024, None, begins).key
    return f"write a year as {example} or a quarter as {example} Q3"


def quarters_are_written(begins: int | None) -> str:
    """An example of a quarter's label in that calendar; in both, where none is known."""
    return Period(2024, 3, begins).label if begins else "2024-25 Q3, or 2024 Q3 of calendar years"


def _of_another_calendar(text: str, begins: int) -> str:
    its, ours = (
        ("of two calendar years", "are calendar years")
        if begins == JANUARY
        else ("of a calendar year", f"begin in {MONTHS[begins - 1]}")
    )
    return f"'{text}' is {its}, and the years here {ours}: {_how_written(begins)}"


def quarters_between(first: Period, last: Period) -> list[Period]:
    """All quarters from first to last, both included."""
    quarters, now = [], first.quarters[0]
    while now <= last.quarters[-1]:
        quarters.append(now)
        now = now.next_quarter
    return quarters
