"""Facts: published numbers, each with its unit, how it was worked out and the source cells it comes from."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.disclosure.release import WHOLE_SHEETS, Field, Reads, Released
from analysis.disclosure.several import POOLED, ROUNDING
from analysis.handover import Origin, StatedFact
from analysis.measures.returns.revisions import ESTIMATED
from analysis.periods import NotAPeriod, Period

EXACT, ABOUT = "exact", "about"
# Units of what is on file: it is counted one by one, so its number is exact also where what it says is an estimate.
ON_FILE = frozenset({
    "answers", "awards", "sources", "claims", "coders", "codes", "entries", "figures", "files", "findings", "hubs", "kinds of support", "lines", "links",
    "localities", "measures", "networks", "outcomes", "pairs", "pathways", "questions", "recipients", "returns", "themes", "things", "ways",
})  # fmt: skip
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+\-.!|$@^~\"'&])")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@dataclass(frozen=True)
class Fact(StatedFact):
    """One published number (or one withheld or unknown, then `value` is None and `shown` says so).

    In an f-string it writes itself as Quarto markdown that names its id: `[£275,000]{.fact data-fact="funding.total"}`.
    """

    least: float | None = None  # as little as the value may be, where that is less; it is then told as a range

    @property
    def number(self) -> float:
        """The value as a number; asking it of a withheld or unknown fact is a mistake of the caller."""
        if self.value is None or isinstance(self.value, str):
            raise ValueError(f"fact {self.id} has no number: {self.shown}")
        return float(self.value)

    @property
    def known(self) -> bool:
        return self.value is not None

    def reading(self, shown: str) -> Fact:
        """The same fact in other words of display (`a fifth`), under the same id and value."""
        return replace(self, shown=shown)

    def __str__(self) -> str:
        return f'[{in_markdown(self.shown)}]{{.fact data-fact="{self.id}"}}'


def without_turns(text: str) -> str:
    """Typed text without the invisible signs that turn the direction of what follows them on a page."""
    return _TURNS.sub("", str(text))


def _in_one_line(text: str) -> str:
    return " ".join(without_turns(text).split())


def in_markdown(text: str) -> str:
    """Typed text so that it stays what it is in Quarto markdown: no emphasis, link, HTML, cite, maths or shortcode."""
    return _MARKUP.sub(r"\\\1", _in_one_line(text))


def in_own_words(text: str) -> str:
    """What a person wrote in a field of words, as markdown: numbers in it are that person's, and no findings of this report.

    >>> in_own_words("Open at 5°C")
    '[Open at 5°C]{.written}'
    """
    return f"[{in_markdown(text)}]{{.written}}"


def in_markdown_between(text: str) -> str:
    """As in_markdown, of words between two things that are set in: the space at either end stays."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{in_markdown(text.strip())}{' ' if text[-1].isspace() else ''}"


def in_plot(text: str) -> str:
    """Typed text so that plotly shows it as it is: its labels take a little HTML, and mathematics between two dollar signs."""
    return _in_one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("$", "&#36;")


def show_number(value: float | int | str | None, unit: str, decimals: int = 0, mark: str = "") -> str:
    """A value as readers see it: £275,000, 12%, 1,234; a null shows its mark, [x] where none was given."""
    if value is None:
        return mark or "[x]"
    if isinstance(value, str):
        return value
    sign = "−" if round(value, decimals) < 0 else ""
    figure = f"{abs(value):,.{decimals}f}"
    if unit in ("GBP", "GBP per year", "GBP per head"):
        return f"{sign}£{figure}"
    if unit == "EUR":
        return f"{sign}€{figure}"
    return f"{sign}{figure}%" if unit == "percent" else f"{sign}{figure}"


def show_range(least: float | None, value: float | int | str | None, unit: str, decimals: int = 0) -> str:
    """`£628,700 to £742,700`; nothing where the value is no less than it is, as readers see it."""
    if least is None or value is None or isinstance(value, str):
        return ""
    ends = [show_number(end, unit, decimals) for end in sorted((least, value))]
    return " to ".join(ends) if ends[0] != ends[1] else ""


def show_cell(released: Released, column: str, row: int) -> str:
    """A cell of a released table as readers see it, without what stands beside it."""
    field, value = released.field(column), released.frame[column][row]
    shown = show_range(released.least(column, row), value, field.unit, field.decimals)
    return shown or show_number(value, field.unit, field.decimals, released.mark(column, row))


def fact_of(
    released: Released,
    column: str,
    row: int = 0,
    fact_id: str | None = None,
    qualifier: str | None = None,
) -> Fact:
    """The fact in one cell of a released table.

    >>> import polars as pl
    >>> from analysis.disclosure import Rule, release_counts
    >>> from analysis.disclosure.release import Field
    >>> people = Field("people", "People", unit="people", how="as returned")
    >>> counts = pl.DataFrame({"quarter": ["2024-25 Q1"], "people": [103.0]})
    >>> released = release_counts("people", counts, [Field("quarter", "Quarter", "key"), people], Rule(7, 5, "ours"), ["people"])
    >>> fact = fact_of(released, "people")
    >>> fact.id, fact.value, fact.qualifier
    ('people.people.2024-25-q1', 105.0, 'rounded to 5')
    """
    field = released.field(column)
    value = released.frame[column][row]
    keys = {key: released.frame[key][row] for key in released.keys}
    told = next(
        (released.frame[name][row] for name in (f"{column}_sure", "qualifier") if name in released.frame.columns), None
    )
    rounding = _rounding(released, field, value, *_counts_in(released, column, row))
    if ESTIMATED in released.flag(column, row).split():
        rounding = ABOUT if rounding == EXACT else f"{ABOUT}, {rounding}"
    shown = show_cell(released, column, row)
    estimated = ESTIMATED in released.flag(column, row).split() and value is not None
    return Fact(
        id=fact_id or fact_id_of(released, column, row),
        value=value,
        unit=field.unit,
        shown=f"{ABOUT} {shown}" if estimated else shown,
        how=field.how,
        qualifier=qualifier or told or rounding,
        origins=origins_of(field.reads, keys),
        least=released.least(column, row),
    )


def fact_id_of(released: Released, column: str, row: int) -> str:
    """The id of the fact in one cell of a released table: its name, the column, the keys of its row."""
    return _cell_id(released.name, column, [released.frame[key][row] for key in released.keys])


def _counts_in(released: Released, column: str, row: int) -> tuple[float, ...]:
    """In how many roundings a sum may be off, where its table says so."""
    counts = f"{column}__counts"
    return (released.frame[counts][row] or 0,) if counts in released.frame.columns else ()


def _rounding(released: Released, field: Field, value: Any, counts: float = 1) -> str:
    """Counts of people are rounded before they are released, and so is all that is worked out from them. A sum says how far it may be off,
    and so does a mean in whole ones, which is known by lying between two of the numbers that counts are rounded to."""
    if released.rounds_money(field):
        return f"amounts rounded to {released.pounds}"
    if not released.rounding or field.unit not in ("people", "attendances") or _of_register(field):
        return EXACT
    if 0 < counts < 2 and isinstance(value, float) and value % released.rounding:
        within = math.ceil(counts * (released.rounding // 2) + 0.5)
        return f"mean of counts rounded to {released.rounding}: within {within} of the mean of these counts either way; counts withheld are not in it"
    return said_of_sum(counts, released.rounding)


def _of_register(field: Field) -> bool:
    """Whether it stands in the register: nobody rounds how many people live in a place."""
    return bool(field.reads) and all(table == "localities" for table, _ in field.reads)


def said_of_sum(roundings: float, base: int) -> str:
    """How far a sum of rounded counts may be off, in roundings of one of them; it is in whole ones, as these are."""
    if roundings < 2:
        return f"rounded to {base}"
    within = math.floor(roundings * (base // 2) + 0.5)
    return f"sum of counts rounded to {base}: within {within} of the sum of these counts either way; counts withheld are not in it"


def facts_of(released: Released) -> list[Fact]:
    """A fact for each value of a released table."""
    return [fact_of(released, field.name, row) for row in range(len(released)) for field in released.values]


def derived(
    fact_id: str,
    value: float | int | str | None,
    unit: str,
    how: str,
    inputs: Sequence[Fact],
    decimals: int = 0,
    shown: str | None = None,
) -> Fact:
    """A fact worked out from other facts; its sources are theirs, and it is no surer than they are, unless it counts what is on file.

    >>> before, after = Fact("people.2023-24", 100, "people", "100", "sum"), Fact("people.2024-25", 125, "people", "125", "sum")
    >>> more = derived("people.more", after.number - before.number, "people", "after less before", [before, after])
    >>> f"{more} more people"
    '[25]{.fact data-fact="people.more"} more people'
    >>> more.inputs
    ('people.2023-24', 'people.2024-25')
    """
    about = unit not in ON_FILE and any(fact.qualifier.split(",")[0] == ABOUT for fact in inputs)
    return Fact(
        id=fact_id,
        value=value,
        unit=unit,
        shown=shown if shown is not None else show_number(value, unit, decimals),
        how=how,
        qualifier=ABOUT if about else EXACT,
        inputs=tuple(dict.fromkeys(fact.id for fact in inputs)),
    )


def origins_of(reads: Reads, keys: Mapping[str, Any]) -> tuple[Origin, ...]:
    """The rows that a cell rests on: what its column reads, narrowed by the keys of its row; nothing of a table that nothing narrows."""
    narrowed = [
        Origin(
            table,
            tuple(
                sorted(
                    (column, tuple(values))
                    for column, values in {**dict(where), **_narrowed(keys, where)}.items()
                    if values  # an empty list that no key narrowed stands for every value
                )
            ),
        )
        for table, where in reads
    ]
    return tuple(each for each in narrowed if each.where or each.table in WHOLE_SHEETS)


def _narrowed(keys: Mapping[str, Any], where: Mapping[str, Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    """Keys as conditions on the table read. `where` names the columns that keys may narrow with an empty list."""
    narrowed: dict[str, tuple[Any, ...]] = {}
    for key, value in keys.items():
        if key in ("year", "period"):
            if "quarter" in where and not where["quarter"]:
                narrowed["quarter"] = tuple(_quarters(str(value)))
        elif key in where and not where[key] and value not in (None, POOLED, ROUNDING):
            narrowed[key] = (value,)
    return narrowed


def _quarters(label: str) -> list[str]:
    try:
        return Period.of_label(label).quarter_labels
    except NotAPeriod:
        return []


def _cell_id(name: str, column: str, keys: Sequence[Any]) -> str:
    parts = [re.sub(r"[^a-z0-9]+", "-", str(key).lower()).strip("-") for key in keys]
    return ".".join([name, column, *[part for part in parts if part]])
