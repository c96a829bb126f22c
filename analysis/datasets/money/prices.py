"""The price index that real terms rest on. It is the same for all networks, so it lies beside them: data/raw/prices."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.network_settings import NETWORK_FILE
from analysis.networks import Network
from analysis.periods import APRIL, NotAPeriod, Period
from analysis.project import Refused, root
from analysis.sources.files.sheets import read_sheet
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.raw.cards import CARD, check_cards, read_card
from analysis.sources.records import Record

PRICES = Table(
    name="prices",
    meaning="One row a financial year: the GDP deflator, the mean of its four quarters.",
    key=("financial_year",),
    columns=(
        Column("financial_year", "text", "the year, April to March, such as 2024-25", required=True),
        Column(
            "index",
            "number",
            "the price level",
            unit="2022 = 100",
            required=True,
            minimum=1,
            why="Pounds of one year become pounds of another by the ratio of their indices.",
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)

FOLDER, FILE = "data/raw/prices", "gdp-deflator.csv"


@dataclass(frozen=True)
class Prices:
    """frame: as PRICES declares it, oldest year first. source: the index and its vintage, as readers are told."""

    frame: pl.DataFrame
    source: str

    @property
    def index(self) -> dict[str, float]:
        """The price level by financial year."""
        return dict(zip(self.frame["financial_year"], self.frame["index"], strict=True))

    def factors(self, periods: Iterable[Period], base: str) -> dict[str, float]:
        """What a pound of each period is in pounds of the year `base`, by label; without those that the index does not cover."""
        levels = {period.label: self.level(period) for period in periods}
        of_base = self.level(Period.parse(base))
        return {label: of_base / level for label, level in levels.items() if of_base and level}

    def level(self, period: Period) -> float | None:
        """The price level of the period's year (2022 = 100); None where the index does not cover it.

        The index goes by years from April to March. A year of another calendar lies in two of them, and its price level is the mean of
        theirs by the months that it shares with each; a quarter has the level of its year.
        """
        index, years = self.index, shared_years(period)
        return (
            sum(index[year] * months for year, months in years.items()) / 12 if years.keys() <= index.keys() else None
        )

    def in_words(self, base: str) -> str:
        """What is said of real terms beside numbers in them, or why there are none."""
        if not self.source:
            return "No price index is held, so real terms are not known."
        if self.level(Period.parse(base)) is None:
            return f"The {self.source} does not hold {base}, so real terms are not known."
        return f"Real terms are pounds of {base} by the {self.source}."


def shared_years(period: Period) -> dict[str, int]:
    """The April to March years that the period's year lies in, each with the months that the two share."""
    first, later = Period.of_date(period.whole_year.start), Period.of_date(period.whole_year.end)
    before = (APRIL - period.begins) % 12 or 12  # months of the year before the next April
    return {first.year_label: before} if before == 12 else {first.year_label: before, later.year_label: 12 - before}


BASE_UNPRICED = Rule(
    "price-base",
    "`price_base` is {value}, which the price index does not hold: it has {years}.",
    "No amount can be told in pounds of that year, and all real terms would read as not known.",
    "Write a year that the index has; or put a newer index into data/raw/prices.",
    "doubt",
    ignore="Where money is not to be told in real terms.",
)


def check_price_base(network: Network) -> list[Finding]:
    """A finding where there is an index and it does not hold the year of the pounds that real terms are stated in."""
    try:
        prices = read_prices()
    except Refused:  # a build of money says so
        return []
    years, base = list(prices.index), network.price_base
    if not years or prices.level(Period.parse(base)) is not None:
        return []
    lines = enumerate((network.folder / NETWORK_FILE).read_text("utf-8").splitlines(), 1)
    row = next((number for number, line in lines if line.startswith("price_base:")), None)
    place = Place(NETWORK_FILE, row=row, column="price_base", value=base)
    return [BASE_UNPRICED.at(place, years=f"{years[0]} to {years[-1]}")]


NO_PRICES = Prices(PRICES.empty(), "")


def read_prices() -> Prices:
    """The index and its vintage; NO_PRICES where the project holds none.

    Refused where a cell does not read, or where the file is not the one its card describes: its vintage would be printed wrong.
    """
    path = root() / FOLDER / FILE
    if not path.exists():
        return NO_PRICES
    card, _ = read_card(root() / FOLDER / CARD, CARD)
    changed = card is None or check_cards([card], {FILE: hashlib.sha256(path.read_bytes()).hexdigest()})
    if card is None or changed:
        raise Refused(
            f"{FOLDER}/{FILE} is not the file that {FOLDER}/{CARD} describes: write its title, with the date of the release, "
            "and its sha256 there"
        )
    records = read_sheet(path, FILE, PRICES.name).records.get(PRICES.name, [])
    rows = [_row(record) for record in records]
    return Prices(pl.DataFrame(rows, schema=PRICES.schema, orient="row").sort("financial_year"), card.about["title"])


def _row(record: Record) -> tuple[str, float, str, str]:
    written = record.values.get("index", "")
    try:
        period, index = Period.parse(record.values.get("financial_year", ""), APRIL), float(written)
    except (NotAPeriod, ValueError):
        index = 0.0
    if not 1 <= index < float("inf") or period.years > 1:
        raise Refused(
            f"{FOLDER}/{FILE}, row {record.row}: write a financial year such as 2024-25 and its price level, a number"
        )
    return (
        period.year_label,
        index,
        f"../prices/{FILE}",
        record.place_of("index"),
    )  # relative to a network's folder, as all sources are
