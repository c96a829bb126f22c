"""Money in words: amounts with their currency and qualifier, and facts that lead back to the awards they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.datasets.money.prices import shared_years
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.exhibit import Exhibit
from analysis.exhibits.facts import ABOUT, EXACT, Fact, fact_of, show_number
from analysis.handover import Origin
from analysis.measures.money.funding import HOME, UPPER_BOUNDS
from analysis.periods import APRIL, Period

BY_YEAR = " per year"  # at the end of a unit
ON_RECORD = "Awards are on the public record: they name bodies and sums, and count no people."


def amount_in_words(value: float, unit: str, qualifier: str = "exact", least: float | None = None) -> str:
    """`£275,000`, `£640,000 a year`, `about £200,000`, `€6,000`, `USD 1,500`, `more than 30 organisations`, `10%`.

    least: as little as it may be, until a person decided whether awards on record twice are one: `£628,700 to £742,700`; rounded as the
    value is. A lower bound stays one: `at least £628,700 to £742,700`; of two upper ones the higher holds: `up to £742,700`.
    """
    if least is not None and round(least) != round(value):
        low, high = sorted((round(least, 0 if float(value).is_integer() else 2), value))
        if qualifier in UPPER_BOUNDS:
            return amount_in_words(high, unit, qualifier)
        return f"{amount_in_words(low, unit.removesuffix(BY_YEAR), qualifier)} to {amount_in_words(high, unit)}"
    decimals = 0 if float(value).is_integer() else 2
    currency, by_year = unit.removesuffix(BY_YEAR), unit.endswith(BY_YEAR)
    if currency in ("GBP", "EUR", "percent"):
        words = show_number(value, currency, decimals)
    elif len(currency) == 3 and currency.isupper():
        words = f"{currency} {show_number(value, '', decimals)}"
    else:
        return _qualified(f"{show_number(value, '', decimals)} {_noun(unit, value)}".strip(), qualifier)
    return _qualified(words + (" a year" if by_year else ""), qualifier)


def _noun(unit: str, value: float) -> str:
    if value != 1:
        return unit
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit.removesuffix("s")


def _qualified(words: str, qualifier: str) -> str:
    return words if qualifier in (EXACT, "") else f"{qualifier} {words}"


def stated_in_words(award: Mapping[str, Any]) -> str:
    """An award's amount as it was stated: in all or by the year, from the less to the more where files state two, and what it comes to
    over its term. award: a row with_terms."""
    whole = award["amount"] is not None and not award["multiplied"]
    value = award["amount"] if whole else award["annual_amount"]
    if value is None:
        return "not stated"
    if award["currency"] is None:
        return f"{value:,.10g}, in a currency that is not known"
    stated = amount_in_words(
        value, award["currency"] + ("" if whole else BY_YEAR), award["qualifier"], _least_stated(award)
    )
    if not award["multiplied"]:
        return stated
    return f"{stated}; {amount_in_words(round(award['amount']), award['currency'], award['qualifier'])} over its term"


def _least_stated(award: Mapping[str, Any]) -> float | None:
    """The less of two amounts that files state; what may be another award once more is stated once."""
    two = award["amount"] is not None and not award["multiplied"] and not award["perhaps_same_as"]
    return award["least_stated"] if two else None


def rounded_money(fact: Fact) -> Fact:
    """The fact in whole pounds, as sentences say it; what is only about so much in three figures, for no more is known of it.

    Here a sum of money becomes a range: where its least is less, because something in it may be on record twice.
    """
    if not fact.known:
        return fact
    if not is_range(fact):
        return fact.reading(amount_in_words(_whole(fact.number, fact.qualifier), fact.unit, fact.qualifier))
    # More than three figures only where these would hide that it is a range.
    for figures in (3, 4, 5, 6, 12):
        ends = [_whole(end, fact.qualifier, figures) for end in (fact.least or 0.0, fact.number)]
        if ends[0] != ends[1]:
            break
    return fact.reading(amount_in_words(ends[1], fact.unit, fact.qualifier, ends[0]))


def _whole(pounds: float, qualifier: str, figures: int = 3) -> int:
    whole = round(pounds)
    return round(whole, min(0, figures - len(str(abs(whole))))) if qualifier == ABOUT and abs(whole) >= 1_000 else whole


def is_range(fact: Fact) -> bool:
    """Whether something in it may be on record twice; then nothing is said of how it changed, nor how much of it goes on."""
    return fact.known and fact.least is not None and round(fact.least) != round(fact.number)


def the_amount(fact: Fact) -> str:
    """`the £275,000`; `the money (about £200,000)`, as nobody speaks of the about £200,000."""
    return f"the {fact}" if fact.qualifier in (EXACT, "") else f"the money ({fact})"


def money_fact(
    fact_id: str,
    value: float | None,
    unit: str,
    how: str,
    awards: Sequence[str],
    qualifier: str,
    least: float | None = None,
) -> Fact:
    """A fact about awards, through the gate like every other, with the awards it rests on as its origin. least: as little as it may be."""
    released = release_open(
        fact_id,
        pl.DataFrame(
            {"value": [value], "value__least": [least]}, schema=dict.fromkeys(("value", "value__least"), pl.Float64)
        ),
        [Field("value", "", unit=unit, how=how)],
        ON_RECORD,
    )
    fact = replace(fact_of(released, "value", 0, fact_id, qualifier), origins=rests_on(awards))
    return rounded_money(fact)


def rests_on(names: Sequence[str] | None, table: str = "awards") -> tuple[Origin, ...]:
    """Where a number comes from: the awards, payments or other rows named by their key."""
    return (Origin(table, ((_KEYS[table], tuple(sorted(set(names)))),)),) if names else ()


_KEYS = {
    "awards": "award_id",
    "payments": "payment_id",
    "local_spending": "source_cell",
    "award_sources": "source_file",
}


def traced(
    exhibit: Exhibit,
    *columns: str,
    units: Mapping[str, str] | None = None,
    base: str = "",
    begins: int = APRIL,
    real: Sequence[str] = (),
    rests: Mapping[str, tuple[str, str]] | None = None,
) -> Exhibit:
    """The exhibit with the facts of the columns led back to the awards of each row (its hidden column `awards`).

    rests: for a column that rests on others, the table and the hidden column that names its rows.

    Rows that add several awards have no key that could narrow the record of awards. units: the unit by the row's `basis`, where
    rows differ. real: the columns in pounds of the base year; these rest on the price index of that year and of the row's
    `year` too, which begins in the month `begins`. Two rows that would share an id are told apart by their number.
    """
    assert exhibit.table is not None
    table, facts = exhibit.table, {fact.id: fact for fact in exhibit.facts}
    seen: set[str] = set()
    for column in columns:
        for row, about in enumerate(table.frame.iter_rows(named=True)):
            fact = fact_of(table, column, row)
            name = fact.id if fact.id not in seen else f"{fact.id}.row-{row + 1}"
            seen.add(name)
            priced = _is_money(fact.unit) or fact.unit == "currency"
            unit = units[about["basis"]] if units and priced else fact.unit
            source, names = (rests or {}).get(column, ("awards", "awards"))
            origins = rests_on(about[names], source)
            if column in real and fact.known:
                origins += by_prices(
                    *shared_years(Period.parse(base)), *shared_years(Period.parse(about["year"], begins))
                )
            fact = replace(fact, id=name, unit=unit, origins=origins)
            facts[name] = rounded_money(fact) if _is_money(unit) else fact
    return replace(exhibit, facts=tuple(facts.values()))


def by_prices(*years: str) -> tuple[Origin, ...]:
    """The cells of the price index that pounds of one of these years in those of another rest on."""
    return (Origin("prices", (("financial_year", tuple(sorted(set(years)))),)),)


def _is_money(unit: str) -> bool:
    currency = unit.removesuffix(" per year")
    return len(currency) == 3 and currency.isupper()


def stated_cells(awards: pl.DataFrame) -> pl.DataFrame:
    """Awards (with_terms) with their amount in words (`stated`), and what their facts rest on (stated_facts): value, unit, how."""
    by_year = pl.col("amount").is_null() | pl.col("multiplied")
    return awards.with_columns(
        pl.Series("stated", [stated_in_words(award) for award in awards.iter_rows(named=True)], pl.String),
        pl.Series("least", [_least_stated(award) for award in awards.iter_rows(named=True)], pl.Float64),
        value=pl.when(pl.col("currency").is_not_null()).then(
            pl.when(by_year).then("annual_amount").otherwise("amount")
        ),
        unit=pl.col("currency") + pl.when(by_year).then(pl.lit(BY_YEAR)).otherwise(pl.lit("")),
        how=pl.lit("as stated"),
    )


def stated_facts(table: Released, prefix: str, origin_table: str, key: str) -> list[Fact]:
    """The facts of a table that shows its amounts in words: hidden columns key, value, unit, qualifier, how; least, where it has one."""
    rows = table.frame.iter_rows(named=True)
    return [
        Fact(
            id=f"{prefix}.{row[key]}",
            value=row["value"],
            unit=row["unit"],
            shown=amount_in_words(row["value"], row["unit"], row["qualifier"], row.get("least")),
            how=row["how"],
            qualifier=row["qualifier"],
            origins=(Origin(origin_table, ((key, (row[key],)),)),),
        )
        for row in rows
        if row["value"] is not None
    ]


def without_currency(table: Released) -> Released | None:
    """The table as it is read, where a column says the same in all rows but a few: the others say beside their name that they are no pounds."""
    if "currency" not in [field.name for field in table.fields]:
        return None
    labels = {
        "amount": "Whole amounts (£)",
        "falls": f"{table.field('falls').label} (£)" if "falls" in table.frame.columns else "",
    }
    fields = [
        replace(field, label=labels.get(field.name, field.label)) for field in table.fields if field.name != "currency"
    ]
    named = pl.when(pl.col("currency") == HOME).then("name").otherwise(pl.format("{} (in {})", "name", "currency"))
    return table.derive(table.name, lambda frame: frame.with_columns(name=named), fields)
