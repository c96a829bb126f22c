"""Numbers, dates and quarters as people write them, read where they are certain and left alone where they are not."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

import polars as pl

from analysis.datasets.written.plain_figures import on_one_line, plain_figures
from analysis.periods import APRIL, MONTHS, NotAPeriod, Period

_ABOUT = r"approximately|approx\.?|about|around|roughly|circa|ca\.?|c\.?|~|≈|est\.?|estimated"
_LEAST = r"more than|over|>|at least|no fewer than|no less than|>=|≥"
_MOST = r"less than|fewer than|under|below|<|at most|up to|no more than|<=|≤"
# Thousands are parted by commas, or as on the Continent by spaces or apostrophes; what money the file is in may stand before.
_NUMBER = r"[-−]?\s?(?:£|gbp\s?)?\s?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ '’]\d{3})+|\d+)(?:\.\d+)?"
_WHOLE = (
    rf"^['’‘`]?(?P<before>{_ABOUT}|{_LEAST}|{_MOST})?\s*(?P<number>{_NUMBER})(?P<thousands>\s?k|\s?thousand)?"
    rf"(?P<after>\+|\s?ish|\s\(?(?:{_ABOUT})\)?|\sor so)?(?:\s?(?P<unit>[a-z]{{1,20}}))?\.?$"
)
_BEFORE = {
    **dict.fromkeys(("more than", "over", ">"), "more than"),
    **dict.fromkeys(("at least", "no fewer than", "no less than", ">=", "≥"), "at least"),
    **dict.fromkeys(("less than", "fewer than", "under", "below", "<"), "less than"),
    "up to": "up to",
    **dict.fromkeys(("at most", "no more than", "<=", "≤"), "at most"),
}
# A thousand and some on the Continent, one and some here; 0.125 is certain, for no thousand begins with nought.
_UNCLEAR = r"^[-−]?\s?(?:£|gbp\s?)?\s?[1-9]\d{0,2}\.\d{3}$"
_CONTINENTAL = r"^\D*\d{1,3}(?:[. '’]\d{3})+,\d{1,2}\D*$"
_BOUNDS = ("less than", "up to", "at most")  # as a sum would count them, nobody may have come at all
UNIT_OF = {
    **dict.fromkeys(("people", "person", "persons", "volunteers", "volunteer"), "people"),
    **dict.fromkeys(("hours", "hour", "hrs", "hr", "h"), "hours"),
    **dict.fromkeys(("attendances", "attendance", "visits", "visit"), "attendances"),
    **dict.fromkeys(("sessions", "session"), "sessions"),
    **dict.fromkeys(("organisations", "organisation", "organizations", "agencies", "agency"), "organisations"),
    **dict.fromkeys(("pounds", "pound", "gbp", "quid"), "gbp"),
}
_NOUGHT = ("nil", "none", "zero", "nought", "naught")
_NOT_APPLICABLE = ("n/a", "na", "n.a.", "n.a", "not applicable", "#n/a")
_NOT_KNOWN = (
    "not known",
    "unknown",
    "don't know",
    "dont know",
    "do not know",
    "not sure",
    "?",
    "??",
    "tbc",
    "n/k",
    "nk",
)
_DASHES = ("-", "--", "–", "—", "−")
_DATES = (
    "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y", "%d %B %Y", "%d %b %Y",
    "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d %B %y", "%d-%m-%y", "%B %d %Y", "%b %d %Y",
)  # fmt: skip
_MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y")
_WEEKDAY = r"(?i)^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun)\.?,? "
_TIME = r"(?i)[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?( ?(z|utc|gmt|bst)?([+-]\d{1,2}(:?\d{2})?)?)$"
_MONTHS = re.compile(
    r"(?P<first>[a-z]{3})[a-z]{0,6}(?:,?\s+(?P<begun>\d{4}))?\s*(?:to|-|–|until)\s*(?P<last>[a-z]{3})[a-z]{0,6},?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_MONTH_NAMES = [name.lower() for name in calendar.month_abbr]
_SERIAL = r"^\d{5}(\.\d+)?$"  # a spreadsheet's own number of a day, where its cell was not shown as a date
_HOURS = r"^(\d{1,5}):([0-5]\d)(?::00)?$"


def read_numbers(texts: pl.Series, units: pl.Series | None = None, bounds: bool = False) -> pl.DataFrame:
    """Columns value (f64), qualifier (str), state; one row a text.

    state: `read`; `nought` for nil and none, which say that there was none (value 0); `bound` for <5 and up to 5, which
    give no value, as nothing between 0 and 5 is more certain than another; `unclear` for 1.200, which may be twelve hundred;
    `blank`, `not known`, `not applicable`, `dash` (which may mean either) and `unreadable` give none.
    units: what each number counts; a unit written beside the number must be that one, and pounds need GBP. Without it
    no unit may be written, but £ may, and a point parts no thousands: a latitude of 51.234 is read. A number in thousands (18k) is taken as rounded: about.
    bounds: give the number of a bound as its value; for what is kept with its words and not added, as an amount of money is.
    """
    frame = pl.DataFrame({"text": texts.cast(pl.String), "unit": units if units is not None else [None] * len(texts)})
    text = on_one_line(plain_figures(pl.col("text")).str.to_lowercase().str.strip_chars())
    text = pl.when(text.str.contains(_CONTINENTAL)).then(_as_here(text)).otherwise(text)
    text = _hours_as_number(text, pl.col("unit").cast(pl.String).str.to_lowercase())
    found = frame.select(
        text.alias("text"),
        pl.col("unit").cast(pl.String).str.to_lowercase(),
        text.str.extract_groups(_WHOLE).alias("found"),
    ).unnest("found", separator=".")
    number = (
        pl.col("found.number").str.replace_all(r"[£,\s'’]|gbp", "").str.replace("−", "-").cast(pl.Float64, strict=False)
    )
    thousands = pl.col("found.thousands").is_not_null()
    value = pl.when(thousands).then((number * 1000).round(6)).otherwise(number)
    before = pl.col("found.before").replace_strict(_BEFORE, default="about")
    qualifier = (
        pl.when(pl.col("found.after") == "+")
        .then(pl.lit("at least"))
        .when(pl.col("found.before").is_not_null())
        .then(before)
        .when(pl.col("found.after").is_not_null() | thousands)
        .then(pl.lit("about"))
        .otherwise(pl.lit("exact"))
    )
    told = found.select(
        "text",
        value.alias("value"),
        qualifier.alias("qualifier"),
        (value.is_finite() & _fits()).fill_null(False).alias("fits"),
        (pl.col("unit").is_not_null() & ~thousands & pl.col("found.number").str.contains(_UNCLEAR))
        .fill_null(False)
        .alias("unclear"),
    )
    return _with_state(told, ("read", "bound") if bounds else ("read",))


def _as_here(text: pl.Expr) -> pl.Expr:
    """1.000,50 as 1000.50."""
    return text.str.replace_all(r"(\d)[. '’](\d)", "${1}${2}").str.replace(r"(\d),(\d)", "${1}.${2}")


def _hours_as_number(text: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """Hours and minutes, 240:30 as a cell under the format [h]:mm holds them, as hours: 240.5. Only where hours are asked for."""
    hours, minutes = text.str.extract(_HOURS, 1).cast(pl.Float64), text.str.extract(_HOURS, 2).cast(pl.Float64)
    number = (hours + minutes / 60).round(4).cast(pl.String)
    return pl.when((unit == "hours") & text.str.contains(_HOURS)).then(number).otherwise(text)


def _fits() -> pl.Expr:
    """Whether the unit written beside a number, if any, is the one that is counted."""
    written = pl.col("found.unit")
    pounds = pl.col("found.number").str.contains("£|gbp").fill_null(False)
    same = (written.replace(UNIT_OF) == pl.col("unit")) | (written == pl.col("unit"))
    return pl.when(pounds).then(pl.col("unit").is_null() | (pl.col("unit") == "gbp")).otherwise(True) & (
        written.is_null() | same.fill_null(False)
    )


def _with_state(told: pl.DataFrame, valued: tuple[str, ...]) -> pl.DataFrame:
    text = pl.col("text").str.strip_suffix(".")
    state = (
        pl.when(pl.col("text").is_null() | (pl.col("text") == ""))
        .then(pl.lit("blank"))
        .when(pl.col("fits") & pl.col("unclear"))
        .then(pl.lit("unclear"))
        .when(pl.col("fits") & pl.col("qualifier").is_in(_BOUNDS))
        .then(pl.lit("bound"))
        .when(pl.col("fits"))
        .then(pl.lit("read"))
        .when(text.is_in(_NOUGHT))
        .then(pl.lit("nought"))
        .when(pl.col("text").is_in(_NOT_APPLICABLE))
        .then(pl.lit("not applicable"))
        .when(text.is_in(_NOT_KNOWN))
        .then(pl.lit("not known"))
        .when(text.is_in(_DASHES))
        .then(pl.lit("dash"))
        .otherwise(pl.lit("unreadable"))
    )
    nought = pl.col("state") == "nought"
    return told.with_columns(state.alias("state")).select(
        pl.when(nought).then(0.0).when(pl.col("state").is_in(valued)).then(pl.col("value")).alias("value"),
        pl.when(nought)
        .then(pl.lit("exact"))
        .when(pl.col("state").is_in(["read", "bound"]))
        .then(pl.col("qualifier"))
        .alias("qualifier"),
        "state",
    )


def silence(text: str) -> str | None:
    """What is said by an answer that gives none: `not applicable`, `not known`, `dash` or `nought`; None for others."""
    plain = " ".join(text.lower().split())
    if plain in _NOT_APPLICABLE:
        return "not applicable"
    plain = plain.removesuffix(".")
    if plain in _DASHES:
        return "dash"
    return "not known" if plain in _NOT_KNOWN else "nought" if plain in _NOUGHT else None


def read_dates(texts: pl.Series, month_first: bool = False) -> pl.Series:
    """Dates, null where a text is none: 2024-07-12 (with or without a time), 12/07/2024 (day first unless told otherwise),
    12/07/24, 12th July 2024, 12-Jul-24, and the number that a spreadsheet keeps for a day, as 45485."""
    name = texts.name or "text"
    whole = pl.col(name).str.strip_chars()
    serial = pl.when(whole.str.contains(_SERIAL)).then(
        pl.date(1899, 12, 30) + pl.duration(days=whole.str.extract(r"^(\d{5})").cast(pl.Int64))
    )
    plain = (
        whole.str.replace(_TIME, "")
        .str.replace(_WEEKDAY, "")
        .str.replace(r"(?i)\bsept\.?([ -])", "Sep$1")
        .str.replace(r"(?i)^(\d{1,2})(st|nd|rd|th) ", "$1 ")
        .str.replace(",", "")
    )
    forms = (*_MONTH_FIRST, *_DATES) if month_first else _DATES
    parsed = [plain.str.to_date(form, strict=False) for form in forms]
    if month_first:
        parsed = [day for form, day in zip(forms, parsed, strict=True) if not form.startswith("%d/")]
    days = [pl.when(day.dt.year().is_between(1990, 2100)).then(day) for day in (*parsed, serial)]
    return texts.cast(pl.String).to_frame(name).select(pl.coalesce(days).alias(name)).to_series()


def puts_months_first(texts: pl.Series) -> bool:
    """Whether dates with slashes can only be read month first, as American services write them: 7/13/2024."""
    parts = texts.cast(pl.String).drop_nulls().str.extract_groups(r"^\s*(\d{1,2})/(\d{1,2})/\d{2,4}\b")
    numbers = parts.to_frame("parts").unnest("parts").cast(pl.Int64, strict=False)
    first, second = (numbers[name].max() for name in numbers.columns)
    return isinstance(first, int) and isinstance(second, int) and first <= 12 < second


@lru_cache(maxsize=1024)  # all returns of a quarter lie in a folder that is named after it
def read_quarter(text: str | None, begins: int | None = None) -> str | None:
    """`2024-25 Q3` for it, `2024/25 q3`, `Q3 2024-25`, `Q3 24/25`, `October to December 2024` and the like; None for anything else.

    begins: the month in which the years begin whose quarter is meant; months that are no quarter of theirs are none, nor is a quarter
    of a calendar year (`2024 Q3`) one of any other. None where nobody says: months are then those of years from April.
    """
    whole = re.sub(r"\s*\([^()]*\)\s*$", "", text or "").strip()
    if months := _MONTHS.fullmatch(whole):
        return _quarter_of_months(months, begins or APRIL)
    swapped = re.fullmatch(r"(?:Q|Quarter )([1-4])[\s,of]+(\d{4}|\d{2,4}\s*[-/–]\s*\d{2,4})", whole, re.IGNORECASE)
    said = f"{swapped[2]} Q{swapped[1]}" if swapped else whole
    try:
        period = Period.parse(re.sub(r"^(\d{2})(?=\s*[-/–]\s*\d{2}\D)", r"20\1", said), begins)
    except NotAPeriod:
        return None
    return None if period.is_year else period.label


def not_a_quarter(written: str, begins: int | None) -> str:
    """Why it was not read as one (read_quarter): it may well be a quarter, of years that begin in another month."""
    if begins and read_quarter(written):
        return f"`{written}` is not a quarter of years that begin in {MONTHS[begins - 1]}."
    return f"`{written}` is not a quarter."


def _quarter_of_months(said: re.Match[str], begins: int) -> str | None:
    """The quarter from one month to another, where these are a quarter's: January to March 2025 is 2024-25 Q4 of years from April."""
    first, last = said["first"].lower(), said["last"].lower()
    year, begun = int(said["year"]), said["begun"]
    if not {first, last} <= set(_MONTH_NAMES) or not 1990 <= year <= 2100:
        return None
    quarter = Period.of_date(dt.date(year, _MONTH_NAMES.index(last), 1), begins)
    meant = [_MONTH_NAMES[day.month] for day in (quarter.start, quarter.end)]
    return quarter.label if meant == [first, last] and begun in (None, str(quarter.start.year)) else None


def read_year(text: str | None, begins: int | None = None) -> str | None:
    """`2024-25` for it, `2024/25`, `2024-2025`; `2024` of calendar years, also as a spreadsheet keeps it; None for anything else.

    begins: as in `read_quarter`.
    """
    try:
        period = Period.parse(re.sub(r"^(\d{4})\.0$", r"\1", (text or "").strip()), begins)
    except NotAPeriod:
        return None
    return period.label if period.is_year and period.years == 1 else None


def quarter_of_folder(file: str, begins: int | None = None) -> str | None:
    """The quarter, of years that begin in that month, that one of a file's folders is named after."""
    return next((quarter for part in file.split("/")[:-1] if (quarter := read_quarter(part, begins))), None)


@lru_cache(maxsize=8192)  # the same words stand in all returns
def plain_words(text: str) -> str:
    """For comparing what people typed: lower case, single spaces, no punctuation at the end."""
    return " ".join(text.lower().replace("’", "'").split()).strip(" .:;?!*")
