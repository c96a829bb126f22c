"""Amounts of money as people write them: what read_numbers reads, and the ways of writing that only money has."""

from __future__ import annotations

import re
from typing import NamedTuple

import polars as pl

from analysis.datasets.written.currencies import CODES, SIGNS
from analysis.datasets.written.numbers_and_days import read_numbers
from analysis.datasets.written.plain_figures import single_spaced


class Amount(NamedTuple):
    """One amount. `value` is None where none can be read for certain; `state` says why: `unclear` could be one of two numbers,
    `other` is more than an amount; else the states of read_numbers, without `nought`, which is the amount 0."""

    value: float | None
    qualifier: str
    currency: str  # that stands beside the number; empty where none does
    by_year: bool
    state: str


_YEARLY = re.compile(
    r"\s*(?:/|per|a|each|every|p\.?)\s*(?:year|yr|annum|a\b\.?)\.?\s*$|\s*(?:annually|yearly|pa)\s*$", re.IGNORECASE
)
_CODE = re.compile(r"^([A-Z]{3})\b\s*|\s*\b([A-Z]{3})$", re.IGNORECASE)
_MILLIONS = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(m|mn|mill|million|bn|billion)\b\.?", re.IGNORECASE)
_MANY = {"b": 1_000_000_000, "m": 1_000_000}
_CREDIT = re.compile(r"^\((.*)\)$|^(.*\d)\s*-$|^(.*\d)\s*CR\.?$", re.IGNORECASE)
_CONTINENTAL = re.compile(r"^[-−]?\d{1,3}(?:[. ']\d{3})+,\d{1,2}$|^[-−]?\d{4,},\d{2}$")
_SPACED = re.compile(r"^[-−]?\d{1,3}(?:[ ']\d{3})+(?:\.\d{1,2})?$")
_DOTTED = re.compile(r"^[-−]?\d{1,3}(?:\.\d{3}){2,}$")
# A thousand and some on the Continent, one and some here; or pence after a comma, or a nought forgotten.
_UNCLEAR = re.compile(r"^[-−]?[1-9]\d{0,2}\.\d{3}$|^[-−]?\d{1,3},\d{1,2}$")
_PLAIN = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
_LONGEST = 80  # characters; what is longer is no amount, and is not searched for one
_MOST = 1e12  # pounds; more is no award


def read_amounts(texts: list[str]) -> list[Amount]:
    """Each text as an amount: `£26,000`, `18k` (about), `3 thousand pounds`, `£1.8m` (about), `up to £2,500`, `(500)` for minus 500,
    `1.000,50`, `60,000 a year`. What could be two numbers, or is no number, has no value."""
    if all(_PLAIN.fullmatch(text) for text in texts):  # as files of tens of thousands of payments have them
        return [Amount(float(text), "exact", "", False, "read") for text in texts]
    plain = [_plain(text if len(text) <= _LONGEST else "?!") for text in texts]
    numbers = read_numbers(
        pl.Series([text for text, *_ in plain], dtype=pl.String), pl.repeat("GBP", len(plain), eager=True), bounds=True
    )
    found = []
    for (text, currency, by_year, negative), (value, qualifier, state) in zip(plain, numbers.iter_rows(), strict=True):
        if _UNCLEAR.match(text):
            found.append(Amount(None, "", currency, by_year, "unclear"))
        elif state in ("read", "bound", "nought") and abs(value) <= _MOST:
            signed = -value if negative else value
            found.append(
                Amount(signed, qualifier or "exact", currency, by_year, "bound" if state == "bound" else "read")
            )
        else:
            found.append(
                Amount(None, "", currency, by_year, "other" if state in ("unreadable", "read", "bound") else state)
            )
    return found


def _plain(text: str) -> tuple[str, str, bool, bool]:
    """The text as read_numbers knows it; the currency beside it, whether it is for each year, whether it is a credit."""
    text = single_spaced(text)
    without = _YEARLY.sub("", text)
    by_year, text = (
        without != text and any(map(str.isdigit, without)),
        without if any(map(str.isdigit, without)) else text,
    )
    currency, text = _currency(text)
    credit = _CREDIT.match(text)
    negative = credit is not None
    if credit:
        text = next(part for part in credit.groups() if part is not None).strip()
        more, text = _currency(text)
        currency = currency or more
    text = _in_figures(text)
    return text, currency, by_year, negative


def _currency(text: str) -> tuple[str, str]:
    for sign, code in SIGNS.items():
        if sign in text:
            return code, re.sub(r"\s{2,}", " ", text.replace(sign, "", 1)).strip() if text.count(sign) == 1 else text
    found = _CODE.search(text)
    code = (found[1] or found[2]).upper() if found else ""
    if found and code in CODES and any(map(str.isdigit, text)):
        return code, (text[: found.start()] + text[found.end() :]).strip()
    euros = re.sub(r"(?i)\s*\beuros?\b", "", text)
    return ("EUR", euros) if euros != text and any(map(str.isdigit, text)) else ("", text)


def _in_figures(text: str) -> str:
    """Separators as they are written here, and millions in figures; `about` before millions, as they are rounded."""
    before, number = _parted(text)
    if _CONTINENTAL.match(number):
        number = re.sub(r"[. ']", "", number).replace(",", ".")
    elif _SPACED.match(number) or _DOTTED.match(number):
        number = re.sub(r"[ ']" if _SPACED.match(number) else r"\.", "", number)
    text = before + number
    millions = _MILLIONS.search(text)
    if not millions:
        return text
    whole = float(millions[1].replace(",", "")) * _MANY[millions[2][0].lower()]
    said = f"{whole:.0f}" if whole.is_integer() else f"{whole:.2f}"
    rest = f"{text[: millions.start()]}{said}{text[millions.end() :]}"
    return rest if before.strip() else f"about {rest}"


def _parted(text: str) -> tuple[str, str]:
    """Words before the number, and from its first figure or sign on."""
    at = re.search(r"[-−]?\d", text)
    return (text[: at.start()], text[at.start() :]) if at else (text, "")
