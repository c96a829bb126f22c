"""What to write instead of an answer that does not read as one number, or as one day. Only ever suggested: nothing is counted by it."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from analysis.datasets.written.days import read_days
from analysis.datasets.written.numbers_and_days import UNIT_OF, read_numbers
from analysis.sources.number_words import SCALES, TENS, UNITS

_WORDS = UNITS | TENS
_TIMES = {word: value for word, value in SCALES.items() if word != "million"}
_MISREAD = str.maketrans("lIoOS", "11005")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
RANGE = re.compile(
    r"(?:(?:between|about|around|approx\.?|approximately|roughly|circa|c\.?|~|say) ?)?£?(\d[\d,.]*)\s?(?:-|–|to|or|and)\s?£?(\d[\d,.]*)",
    re.IGNORECASE,
)
# A letter that stands for a figure, or for thousands, is part of the number: `1,2OO` and `1,2k` are neither 1.2 nor 12.
_TWO_READINGS = re.compile(r"(?<![\d.,])(\d{1,3})(?:([.])(\d{3})|(,)(\d{1,2}))(?![\d.,]*\d|[lIoOSkKmM])")
_WITH_WORDS = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*\(?([a-z?\s]*)\)?[.!]?", re.IGNORECASE)
# What may stand beside a number and changes nothing in it; `hundred`, `a week` and `%` would.
_COUNTED = (
    *UNIT_OF,
    *("men", "man", "women", "woman", "adults", "adult", "children", "child", "households", "household", "families"),
    *("maybe", "perhaps", "altogether", "total", "?"),
)
_HOURS_AND_MINUTES = re.compile(
    r"(?:(?P<hours>\d{1,5})(?:\s?(?:hours?|hrs?|h)\b\.?|\s?h(?=\d)|:(?=[0-5]\d))[\s,]*(?:and )?)?"
    r"(?:(?P<minutes>\d{1,4})(?::(?P<seconds>[0-5]\d))?(?:\s?(?:minutes?|mins?|m)\.?)?)?",
    re.IGNORECASE,
)
# A spreadsheet's first days: it shows more than a day of hours as one of them where its cell is not set to add hours up.
_SHOWN_AS_DAY = re.compile(r"(1899-12-3[01]|1900-0[12]-\d\d) (\d\d):(\d\d):(\d\d)")
_LONGEST = 40  # characters; what is longer is a sentence


def suggested_number(text: str, unit: str = "") -> str:
    """`If 12 is meant, write 12.`, for `a dozen`, `twelve`, `l2` and the like; empty where nothing is near enough."""
    plain = " ".join(text.split())
    if not plain or len(plain) > _LONGEST:
        return ""
    if found := RANGE.fullmatch(plain):
        return f"If it is not known better, write `about {_middle(found[1], found[2])}`, or the one of {found[1]} and {found[2]} that holds."
    if readings := both_readings(plain):
        return readings
    meant = (_of_time(plain) if unit.lower() == "hours" else "") or _in_words(plain) or _mended(plain, unit)
    return f"If {meant} is meant, write {meant}." if meant else ""


def _middle(first: str, last: str) -> str:
    """What lies half-way, a whole number where both are: an end would lean every sum to its side. The last where it reads as none."""
    try:
        low, high = (float(each.rstrip(".,").replace(",", "")) for each in (first, last))
    except ValueError:
        return last
    half = (low + high) / 2
    return f"{int(half + 0.5):,}" if low.is_integer() and high.is_integer() else f"{half:,g}"


def _of_time(plain: str) -> str:
    """Hours and minutes as hours: `10 hours 30 min`, `2h 15m`, `90 min`, 240:30:15, and what a spreadsheet makes a day of."""
    if shown := _SHOWN_AS_DAY.fullmatch(plain):
        days = (dt.date.fromisoformat(shown[1]) - dt.date(1899, 12, 31)).days
        hours, minutes, seconds = (int(each) for each in shown.groups()[1:])
        return _in_hours(days * 24 + hours, minutes, seconds)
    found = _HOURS_AND_MINUTES.fullmatch(plain)
    if not found or not (found["hours"] or "min" in plain.lower()):
        return ""
    hours, minutes, seconds = (int(each or 0) for each in found.group("hours", "minutes", "seconds"))
    return _in_hours(hours, minutes, seconds)


def _in_hours(hours: int, minutes: int, seconds: int) -> str:
    return f"{hours + minutes / 60 + seconds / 3600:.2f}".rstrip("0").rstrip(".")


def both_readings(text: str) -> str:
    """`Write 1,200 or 1.2, whichever is meant.` for 1.200; likewise for 12,5; empty for what is not one of two numbers by its point or comma."""
    found = _TWO_READINGS.search(" ".join(text.split()))
    if not found:
        return ""
    whole, sign, part = (each for each in found.groups() if each)
    if sign == "." and not whole.startswith("0"):
        # Four decimals where three would be unclear again.
        decimal = f"{whole}.{part}0" if not part.endswith("0") else f"{whole}.{part}".rstrip("0").rstrip(".")
        return f"Write {whole},{part} or {decimal}, whichever is meant."
    return f"Write {whole}.{part} if a part is meant, {int(whole + part):,} if not." if sign == "," else ""


def _in_words(plain: str) -> str:
    """A number in words: `twenty-five`, `a dozen`, `two hundred and ten`, `a couple`; empty unless each word is understood."""
    words = [
        word for word in re.split(r"[\s-]+", plain.lower()) if word not in ("and", "a", "an", "about", "of", "around")
    ]
    if words and words[0] in ("couple", "pair"):
        words = ["two", *words[1:]]
    while words and words[-1] in _COUNTED:
        words.pop()  # `twelve people`
    total = part = 0
    for at, word in enumerate(words):
        if word in _WORDS and (len(words) == 1 or _follows(part, _WORDS[word])):
            part += _WORDS[word]
        elif word in _TIMES and part < 100 and (part or at == 0) and not (total and word == "thousand"):
            part = max(part, 1) * _TIMES[word]
            if _TIMES[word] == 1000:
                total, part = total + part, 0
        else:
            return ""  # `two or three hundred`, `one third`, `ten to twelve`
    return str(total + part) if words else ""


def _follows(part: int, number: int) -> bool:
    """Whether a number may follow in one: five after twenty and after two hundred, but no five after six, and no nought."""
    tens = part % 100 in range(20, 100, 10)
    return 0 < number < (10 if tens else 100) and (part % 100 == 0 or tens)


def _mended(plain: str, unit: str) -> str:
    """A number with letters in place of figures (l2, 4O), a fraction, or a number and words beside it."""
    swapped = (
        plain.translate(_MISREAD) if re.fullmatch(r"£?[\dlIoOS,. ]+", plain) and re.search(r"\d", plain) else plain
    )
    for sign, part in _FRACTIONS.items():
        swapped = re.sub(rf"\s*{sign}", part, swapped)
    swapped = f"0{swapped}" if swapped.startswith(".") else swapped
    if swapped != plain and _reads(swapped, unit):
        return swapped
    found = _WITH_WORDS.fullmatch(plain)
    if not found or not _reads(found[1], unit):
        return ""
    beside = found[2].lower().split()
    return found[1] if all(word in _COUNTED or _in_words(word) == found[1] for word in beside) else ""


def _reads(text: str, unit: str) -> bool:
    read = read_numbers(pl.Series([text]), pl.Series([unit or None], dtype=pl.String))
    return bool(read["state"][0] == "read")


def first_day_meant(text: str) -> str:
    """What to write instead of a month or a year alone, as a sentence to go on with; empty for anything else."""
    (day,) = read_days([text])
    if day.first is None or day.known_to == "day":
        return ""
    return f" If no more than the {day.known_to} is known, write its first day: {day.first}."
