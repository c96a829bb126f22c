"""How answers are read: what people write in a cell, and what becomes of it. Tests hold it, and docs/answers.md is made from it."""

from __future__ import annotations

from typing import NamedTuple


class Read(NamedTuple):
    """What is written; the value, or None where there is none; how sure it is, or what it says instead of a number."""

    written: str
    value: float | None
    said: str
    why: str = ""


# Answers to a question that counts people.
NUMBERS = (
    Read("12", 12, "exact"),
    Read("1,068", 1068, "exact"),
    Read("1 068", 1068, "exact"),
    Read("12 people", 12, "exact", "the unit is the question's own"),
    Read("approx 30", 30, "about"),
    Read("about 60", 60, "about"),
    Read("~40", 40, "about"),
    Read("30ish", 30, "about"),
    Read("1.5k", 1500, "about", "a number in thousands is a rounded one"),
    Read("nil", 0, "exact", "it says that there was none"),
    Read("none", 0, "exact"),
    Read("0", 0, "exact"),
    Read("", None, "blank", "a blank is no nought"),
    Read("n/a", None, "not applicable"),
    Read("a dozen", None, "unreadable", "a word is asked about, never guessed"),
    Read("6 or 7", None, "unreadable", "nobody can say which"),
    Read("lots", None, "unreadable"),
    Read("£12", None, "unreadable", "pounds count no people"),
    Read("1.200", None, "unclear", "the point may part thousands"),
    Read("1.2", 1.2, "exact", "read as it stands, as 17.5 is"),
    Read("1.000,50", 1_000.5, "exact", "as it is written on the Continent"),
    Read("-4", -4, "exact", "read as it stands; a check then leaves out a count below nothing"),
    Read("17.5", 17.5, "exact", "read as it stands; a check then leaves out half a person"),
)

# Amounts of money, in an award or a payment.
AMOUNTS = (
    Read("26000", 26_000, "exact"),
    Read("£26,000", 26_000, "exact"),
    Read("(500)", -500, "exact", "accountants' minus"),
    Read("18k", 18_000, "about"),
    Read("£1.8m", 1_800_000, "about"),
    Read("up to £2,500", 2_500, "up to"),
    Read("1.000,50", 1_000.5, "exact", "as it is written on the Continent"),
    Read("1.200", None, "unclear", "one and a fifth, or twelve hundred"),
    Read("about two thousand", None, "other"),
)

# Days: the day, or None.
DAYS = (
    ("14 October 2024", "2024-10-14"),
    ("14/10/2024", "2024-10-14"),
    ("14.10.24", "2024-10-14"),
    ("2024-10-14", "2024-10-14"),
    ("45301", "2024-01-10"),
    ("last spring", None),
)

# Quarters of a financial year.
QUARTERS = (
    ("2024-25 Q3", "2024-25 Q3"),
    ("Q3 2024/25", "2024-25 Q3"),
    ("Oct-Dec 2024", "2024-25 Q3"),
    ("October to December 2024", "2024-25 Q3"),
    ("2024 Q3", None),  # in a network whose year is not the calendar year
    ("Autumn", None),
)
