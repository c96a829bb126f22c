"""Quarters and years of the financial year (April to March), as people write them: `2024-25 Q3`, `2024-25`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering

_WRITTEN = re.compile(r"^\s*(\d{4})\s*[-/–]\s*(\d{2}|\d{4})(?:[\s,-]*Q([1-4]))?\s*$", re.IGNORECASE)
_MONTHS = {1: "April to June", 2: "July to September", 3: "October to December", 4: "January to March"}


class NotAPeriod(ValueError):
    """The text is neither a financial year nor a quarter of one."""


@total_ordering
@dataclass(frozen=True)
class Period:
    """A financial year (`quarter` is None) or one quarter of it. `year` is the calendar year in which it began."""

    year: int
    quarter: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2024-25`, `2024-25 Q3` or `2024-25-q3`. Raises NotAPeriod, also for years that do not follow on."""
        found = _WRITTEN.match(text)
        if not found:
            raise NotAPeriod(f"'{text}' is not a period: write a year as 2024-25 or a quarter as 2024-25 Q3")
        year, end, quarter = int(found[1]), found[2], found[3]
        if int(end) % 100 != (year + 1) % 100:
            raise NotAPeriod(f"'{text}' is not a financial year: {year} is followed by {(year + 1) % 100:02d}")
        return cls(year, int(quarter) if quarter else None)

    @classmethod
    def of_date(cls, day: dt.date) -> Period:
        """The quarter in which a day lies."""
        year = day.year if day.month >= 4 else day.year - 1
        return cls(year, ((day.month - 4) % 12) // 3 + 1)

    @property
    def label(self) -> str:
        return self.year_label if self.quarter is None else f"{self.year_label} Q{self.quarter}"

    @property
    def year_label(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    @property
    def slug(self) -> str:
        return self.label.lower().replace(" ", "-")

    @property
    def months(self) -> str:
        """In words: `October to December 2024`, `April 2024 to March 2025`."""
        if self.quarter is None:
            return f"April {self.year} to March {self.year + 1}"
        return f"{_MONTHS[self.quarter]} {self.year + (self.quarter == 4)}"

    @property
    def is_year(self) -> bool:
        return self.quarter is None

    @property
    def quarters(self) -> tuple[Period, ...]:
        """The quarter itself, or the four of the year."""
        return (self,) if self.quarter else tuple(Period(self.year, number) for number in (1, 2, 3, 4))

    @property
    def quarter_labels(self) -> list[str]:
        return [quarter.label for quarter in self.quarters]

    @property
    def previous(self) -> Period:
        """The year before a year, the quarter before a quarter."""
        if self.quarter is None:
            return Period(self.year - 1)
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    @property
    def same_last_year(self) -> Period:
        """A year earlier: the fair comparison where seasons matter."""
        return Period(self.year - 1, self.quarter)

    @property
    def start(self) -> dt.date:
        month = 4 if self.quarter is None else (4, 7, 10, 1)[self.quarter - 1]
        return dt.date(self.year + (self.quarter == 4), month, 1)

    @property
    def end(self) -> dt.date:
        """The last day."""
        following = Period(self.year + 1).start if self.quarter is None else self.next_quarter.start
        return following - dt.timedelta(days=1)

    @property
    def next_quarter(self) -> Period:
        last = self.quarters[-1].quarter or 4
        return Period(self.year, last + 1) if last < 4 else Period(self.year + 1, 1)

    def __lt__(self, other: Period) -> bool:
        return (self.year, self.quarter or 0) < (other.year, other.quarter or 0)

    def __str__(self) -> str:
        return self.label


def quarters_between(first: Period, last: Period) -> list[Period]:
    """All quarters from first to last, both included."""
    quarters, now = [], first.quarters[0]
    while now <= last.quarters[-1]:
        quarters.append(now)
        now = now.next_quarter
    return quarters
