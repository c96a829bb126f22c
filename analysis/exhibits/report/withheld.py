"""What an edition withholds and why, for the analyst alone: a file beside the processed tables, which is not published."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import polars as pl

from analysis.disclosure.magnitudes import few_behind
from analysis.disclosure.rule import WITHHELD
from analysis.disclosure.several import POOLED
from analysis.exhibits.families import ANSWERS, CountedFamily
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import place_whole, processed_folder

COLUMNS = {**dict.fromkeys(("family", "unit", "group", "column"), pl.String), "count": pl.Float64, "why": pl.String}
Row = tuple[str, str, str, str, float, str]


def write_withheld(network: Network, period: Period, held: list[tuple[CountedFamily, pl.DataFrame]]) -> None:
    """Write data/processed/NETWORK/withheld/PERIOD.csv: each cell that is withheld, what it holds, and why. held: family, what more."""
    rows = [row for counted, more in held for row in withheld_cells(counted, more)]
    frame = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    text = StringIO()
    frame.sort(list(COLUMNS)[:4]).write_csv(text)
    place_whole(processed_folder(network.name) / "withheld" / f"{period.slug}.csv", text.getvalue().encode())


def read_withheld(network: Network, period: Period) -> set[tuple[str, str, str]]:
    """Hub, quarter and question of the answers that the edition withholds, as the build wrote them; none where there was no build."""
    path = processed_folder(network.name) / "withheld" / f"{period.slug}.csv"
    if not path.exists():
        return set()
    rows = pl.read_csv(path, schema=COLUMNS).filter(pl.col("family") == ANSWERS)
    return set(rows.select("unit", "group", "column").iter_rows())


def withheld_cells(counted: CountedFamily, more: pl.DataFrame) -> Iterator[Row]:
    """Each withheld cell of a family with its exact count and the rule that withholds it."""
    family, rule = counted.family, counted.family.rule
    keys = (family.unit, family.group)
    released = counted.released(more).frame.filter(pl.col(family.unit) != POOLED)
    named = set(more.rows())
    few = counted.frame.select(*keys, *[few_behind(each, rule).alias(each.column) for each in counted.magnitudes])
    of_few = {
        (row[0], row[1], each.column) for each in counted.magnitudes for row in few.filter(each.column).iter_rows()
    }
    for column in [*family.counts, *[each.column for each in counted.magnitudes]]:
        mark = f"{column}__mark"
        hidden = released.filter(pl.col(mark) == WITHHELD).select(*keys)
        exact = hidden.join(counted.frame.select(*keys, column), on=list(keys), how="left", maintain_order="left")
        for unit, group, count in exact.iter_rows():
            if (unit, group, column) in of_few:
                why = "it is of people who are too few to be shown themselves"
            elif 0 < count <= rule.threshold:
                why = f"a count from 1 to {rule.threshold}"
            elif (unit, group, column) in named:
                why = "the attack found that with it another count could be worked out"
            else:
                why = "a part of a whole, beside a part or a whole that is withheld"
            yield counted.name, unit, group, column, count, why
