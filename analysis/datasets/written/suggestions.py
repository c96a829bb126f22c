"""What to write instead of an answer that does not read as one number. Only ever suggested: nothing is counted by it."""

from __future__ import annotations

import re

import polars as pl

from analysis.datasets.written.numbers_and_days import read_numbers

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_ONES)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_TIMES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000}
_MISREAD = str.maketrans("lIoOS", "11005")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_RANGE = re.compile(r"(?:between )?£?(\d[\d,.]*)\s?(?:-|–|to|or|and)\s?£?(\d[\d,.]*)", re.IGNORECASE)
_LONGEST = 40  # characters; what is longer is a sentence


def suggested_number(text: str, unit: str = "") -> str:
    """`If 12 is meant, write 12.`, for `a dozen`, `twelve`, `l2` and the like; empty where nothing is near enough."""
    plain = " ".join(text.split())
    if not plain or len(plain) > _LONGEST:
        return ""
    if found := _RANGE.fullmatch(plain):
        return (
            f"If it is not known better, write `about {found[2]}`, or the one of {found[1]} and {found[2]} that holds."
        )
    if re.fullmatch(r"\d{1,3},\d{1,2}", plain):
        whole, part = plain.split(",")
        return f"Write {whole}.{part} if a part is meant, {whole}{part} if not."
    meant = _in_words(plain) or _mended(plain, unit)
    return f"If {meant} is meant, write {meant}." if meant else ""


def _in_words(plain: str) -> str:
    """A number in words: `twenty-five`, `a dozen`, `two hundred and ten`, `a couple`."""
    words = [
        word for word in re.split(r"[\s-]+", plain.lower()) if word not in ("and", "a", "an", "about", "of", "around")
    ]
    if words and words[0] in ("couple", "pair"):
        words = ["two", *words[1:]]
    total = part = 0
    seen = False
    for word in words:
        if word in _WORDS:
            part, seen = part + _WORDS[word], True
        elif word in _TIMES:
            part, seen = max(part, 1) * _TIMES[word], True
            if _TIMES[word] == 1000:
                total, part = total + part, 0
        elif seen:
            break  # `twelve people`
        else:
            return ""
    return str(total + part) if seen else ""


def _mended(plain: str, unit: str) -> str:
    """A number with letters in place of figures (l2, 4O), a fraction, or a number and words beside it."""
    swapped = plain.translate(_MISREAD) if re.fullmatch(r"[\dlIoOS,. ]+", plain) and re.search(r"\d", plain) else plain
    for sign, part in _FRACTIONS.items():
        swapped = re.sub(rf"\s*{sign}", part, swapped)
    swapped = f"0{swapped}" if swapped.startswith(".") else swapped
    if swapped != plain and _reads(swapped, unit):
        return swapped
    numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", plain)
    return numbers[0] if len(numbers) == 1 and re.match(r"[£\d]", plain) and _reads(numbers[0], unit) else ""


def _reads(text: str, unit: str) -> bool:
    read = read_numbers(pl.Series([text]), pl.Series([unit or None], dtype=pl.String))
    return bool(read["state"][0] == "read")
