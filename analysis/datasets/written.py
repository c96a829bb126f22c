"""Numbers, dates and quarters as people write them, read where they are certain and left alone where they are not."""

from __future__ import annotations

import re

import polars as pl

from analysis.periods import NotAPeriod, Period

_ABOUT = r"approximately|approx\.?|about|around|roughly|circa|ca\.|c\.|~|est\.?|estimated"
_NUMBER = r"[-−]?\s?£?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNITS = r"people|persons|attendances|sessions|organisations|volunteers|hours?|hrs|pounds|gbp"
_WHOLE = (
    rf"^(?P<before>{_ABOUT}|more than|over|>|at least|up to)?\s*(?P<number>{_NUMBER})"
    rf"(?P<after>\+|\s?ish|\s(?:{_ABOUT}))?(?:\s(?P<unit>{_UNITS}))?$"
)
_BEFORE = {"more than": "more than", "over": "more than", ">": "more than", "at least": "at least", "up to": "up to"}
_UNIT_OF = {
    "people": "people",
    "persons": "people",
    "volunteers": "people",
    "hour": "hours",
    "hrs": "hours",
    "pounds": "gbp",
}
_NOT_KNOWN = (
    "n/a",
    "na",
    "n.a.",
    "not known",
    "unknown",
    "don't know",
    "dont know",
    "do not know",
    "?",
    "-",
    "–",
    "tbc",
)
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")


def read_numbers(texts: pl.Series, units: pl.Series | None = None) -> pl.DataFrame:
    """Columns value (f64), qualifier (str), state: `blank`, `read`, `not known` or `unreadable`; one row a text.

    units: what each number counts; a unit written beside the number must be that one, and pounds need GBP. Without it
    no unit may be written, but £ may.
    """
    frame = pl.DataFrame({"text": texts.cast(pl.String), "unit": units if units is not None else [None] * len(texts)})
    text = pl.col("text").str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
    found = frame.select(
        text.alias("text"),
        pl.col("unit").cast(pl.String).str.to_lowercase(),
        text.str.extract_groups(_WHOLE).alias("found"),
    ).unnest("found", separator=".")
    number = pl.col("found.number").str.replace_all(r"[£,\s]", "").str.replace("−", "-").cast(pl.Float64, strict=False)
    written_unit = pl.col("found.unit").replace(_UNIT_OF)
    pounds = pl.col("found.number").str.contains("£", literal=True).fill_null(False)
    fits = pl.when(pounds).then(pl.col("unit").is_null() | (pl.col("unit") == "gbp")).otherwise(True) & (
        written_unit.is_null() | (written_unit == pl.col("unit")).fill_null(False)
    )
    qualifier = (
        pl.when(pl.col("found.after") == "+")
        .then(pl.lit("at least"))
        .when(pl.col("found.before").is_not_null())
        .then(pl.col("found.before").replace_strict(_BEFORE, default="about"))
        .when(pl.col("found.after").is_not_null())
        .then(pl.lit("about"))
        .otherwise(pl.lit("exact"))
    )
    state = (
        pl.when(pl.col("text").is_null() | (pl.col("text") == ""))
        .then(pl.lit("blank"))
        .when(number.is_finite().fill_null(False) & fits)
        .then(pl.lit("read"))
        .when(pl.col("text").is_in(_NOT_KNOWN))
        .then(pl.lit("not known"))
        .otherwise(pl.lit("unreadable"))
    )
    read = state == "read"
    return found.select(
        pl.when(read).then(number).alias("value"),
        pl.when(read).then(qualifier).alias("qualifier"),
        state.alias("state"),
    )


def read_dates(texts: pl.Series) -> pl.Series:
    """Dates, null where a text is none: 2024-07-12 (with or without a time), 12/07/2024 (day first), 12 July 2024."""
    name = texts.name or "text"
    plain = pl.col(name).str.strip_chars().str.replace(r"^(\d{4}-\d{2}-\d{2})[T ].*$", "$1")
    parsed = [plain.str.to_date(form, strict=False) for form in _DATES]
    day = pl.coalesce(parsed)
    return (
        texts.cast(pl.String).to_frame(name).select(pl.when(day.dt.year().is_between(1990, 2100)).then(day)).to_series()
    )


def read_quarter(text: str | None) -> str | None:
    """`2024-25 Q3` for it, `2024/25 q3`, `Q3 2024-25` and the like; None for anything else, a whole year too."""
    swapped = re.fullmatch(r"\s*(Q[1-4])[\s,of]+(\d{4}\s*[-/–]\s*\d{2,4})\s*", text or "", re.IGNORECASE)
    try:
        period = Period.parse(f"{swapped[2]} {swapped[1]}" if swapped else text or "")
    except NotAPeriod:
        return None
    return None if period.is_year else period.label


def quarter_of_folder(file: str) -> str | None:
    """The quarter that one of a file's folders is named after."""
    return next((quarter for part in file.split("/")[:-1] if (quarter := read_quarter(part))), None)


def plain_words(text: str) -> str:
    """For comparing what people typed: lower case, single spaces, no punctuation at the end."""
    return re.sub(r"\s+", " ", text.lower().replace("’", "'")).strip(" .:;?!*")
