"""Each total against the source's own: by how much they differ, and why."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.counts import counted, packed
from analysis.exhibits.exhibit import Exhibit, exhibit_table
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.money.amounts import amount_in_words, rests_on, the_amount, traced
from analysis.exhibits.money.facts import terms_of, total_fact
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.tables import in_cell
from analysis.exhibits.wording import noun_for, plainly, worded
from analysis.measures.money import funding, reconciliation
from analysis.measures.money.funding import HOME

REASON = "Sums of public files about money; they count no people."
_AMOUNTS = {
    "stated": "The file's own total",
    "added": "In its rows",
    "repeated": "On record elsewhere too",
    "unnamed": "Without identifier",
    "payments": "Payments",
    "elsewhere": "Not the network’s",
    "no_currency": "Currency unknown",
    "passed_on": "Passed on",
    "in_kind": "Help in kind",
    "outside": "Not in force",
    "counted": "Counted",
    "not_explained": "Not explained",
}
_ALWAYS = ("added", "counted", "not_explained")


def reconciliation_table(edition: OpenEdition) -> Exhibit:
    """A row a file and currency, from its own total to what is counted in this edition; a warning where a difference is unexplained."""
    exhibit_id = "reconciliation"
    rows = reconciliation.reconciled(
        edition.table("award_sources"), terms_of(edition), edition.table("payments"), edition.period
    )
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not rows.height:
        unknown = plainly(edition, "funding.no-file")
        return unknown_money(
            edition, exhibit_id, "whether the totals add up", unknown, plainly(edition, "funding.files-needed"), **more
        )
    doubtful = reconciliation.unexplained(rows, _told_of(edition))
    frame = rows.with_columns(
        why=pl.Series([_why(row, doubtful) for row in rows.iter_rows(named=True)], dtype=pl.String),
        qualifier=pl.Series(_how_sure(edition, rows), dtype=pl.String),
        sources=pl.concat_list("source_file"),
        basis=pl.col("currency"),
    )
    shown = [name for name in _AMOUNTS if name in _ALWAYS or frame[name].fill_null(0.0).ne(0).any()]
    fields = [Field("source_file", "File", "key")]
    if frame["currency"].n_unique() > 1 or frame["currency"][0] != HOME:
        fields.append(Field("currency", "Currency", "key"))
    unit = HOME if frame["currency"].n_unique() == 1 and frame["currency"][0] == HOME else "currency"
    how = reconciliation.RECONCILIATION.how
    fields += [Field(name, label, unit=unit, how=how) for name, label in _AMOUNTS.items() if name in shown]
    if (frame["qualifier"] != "exact").any():
        fields.append(Field("qualifier", "How sure", "text"))
    fields.append(Field("why", "Why they differ", "text"))
    table = release_open(exhibit_id, frame, fields, REASON)
    title, text, facts = _told(edition, frame, doubtful)
    made = exhibit_table(exhibit_id, title, table, text, [*facts, *_told_by(rows)], **more)
    rests = dict.fromkeys(shown, ("award_sources", "sources"))
    return traced(made, *shown, units={name: name for name in frame["basis"]}, rests=rests)


def _how_sure(edition: OpenEdition, rows: pl.DataFrame) -> list[str]:
    """For each row how sure its sum is: a file in which an amount is only about so much adds up to about so much."""
    money = pl.col("amount").is_not_null() & (pl.col("kind").ne_missing("in kind"))
    awards = edition.table("awards").filter(money).select("source_file", "currency", "qualifier")
    return [
        funding.qualifier_of_sum(
            awards.filter((pl.col("source_file") == file) & (pl.col("currency") == currency))["qualifier"]
        )
        for file, currency in rows.select("source_file", "currency").rows()
    ]


def _told_of(edition: OpenEdition) -> set[str]:
    """Files of which findings tell that rows were doubled, or lacked what they need; a note on their form explains no difference."""
    return set(edition.table("award_sources").filter("told_of")["source_file"].to_list())


def _of_file(name: str, row: dict[str, Any], value: float, unit: str, shown: str) -> Fact:
    """What is told of one file in words: where its rows differ from its own total."""
    slug = re.sub(r"[^a-z0-9]+", "-", f"{row['source_file']} {row['currency']}".lower()).strip("-")
    how = "the file's own total less the rows that were read of it" if name == "unread" else "what is told of the file"
    return Fact(
        f"funding.file-{name}.{slug}", value, unit, shown, how, origins=rests_on([row["source_file"]], "award_sources")
    )


def _told_by(rows: pl.DataFrame) -> list[Fact]:
    """The facts that `_why` states of all rows."""
    facts = []
    for row in rows.iter_rows(named=True):
        unit = row["currency"] if len(row["currency"]) == 3 else ""
        if row["stated"] is not None and row["unread"]:
            gap = abs(row["unread"])
            facts.append(_of_file("unread", row, gap, unit, amount_in_words(gap, unit)))
        if row["left_out"]:
            facts.append(_of_file("left-out", row, row["left_out"], "rows", f"{row['left_out']:,}"))
    return facts


def _why(row: dict[str, Any], doubtful: pl.DataFrame) -> str:
    unit = row["currency"] if len(row["currency"]) == 3 else ""
    parts = []
    if row["stated"] is None:
        parts.append("The file states no total of its own.")
    elif row["unread"]:
        more = "more" if row["unread"] > 0 else "less"
        gap = amount_in_words(abs(row["unread"]), unit)
        parts.append(
            f"The file states {in_cell(_of_file('unread', row, abs(row['unread']), unit, gap))} {more} than was read."
        )
    if row["left_out"]:
        verb = "is no award or could not be read" if row["left_out"] == 1 else "are no award or could not be read"
        rows = _of_file("left-out", row, row["left_out"], "rows", f"{row['left_out']:,}")
        parts.append(f"{in_cell(rows)} {'row' if row['left_out'] == 1 else 'rows'} of it {verb}.")
    if row["repeated"]:
        parts.append("What another row or file holds as well is counted there.")
    if row["unnamed"]:
        parts.append("Rows without an identifier are not counted, for they could be counted twice.")
    key = (row["source_file"], row["currency"])
    if key in doubtful.select("source_file", "currency").rows():
        parts.append("Unexplained.")
    return " ".join(parts)


def _told(edition: OpenEdition, frame: pl.DataFrame, doubtful: pl.DataFrame) -> tuple[str, str, list[Fact]]:
    total = total_fact(edition)
    names = frame["source_file"].unique().sort().to_list()
    files = derived("funding.files", len(names), "files", "files about money, counted", [])
    files = replace(files, origins=rests_on(names, "award_sources"))
    facts = [files, *([total] if total else [])]
    stating = frame.filter(pl.col("stated").is_not_null()).height
    if doubtful.height:
        verb = ("of the files about money differs", "of the files about money differ")
        told = counted(
            "funding.sums-unexplained", doubtful.height, "sum", "sums that nothing on record explains", [files], verb
        )
        title = f"{told} from what was read, and nothing on record says why"
    else:
        title = f"Each pound in the rows of {noun_for(files, 'file')} about money is in a sum, or it is known why not"
    other = frame.filter(pl.col("unread").fill_null(0.0) != 0).height - doubtful.height
    if other > 0 and not doubtful.height:
        how = "files that state another total than what was read"
        states = counted("funding.files-differing", other, "file", how, [files], ("states", "state"))
        title += f"; {states} another total, which rows that could not be read may explain"
    text = (
        f"""{worded(edition, "funding.held-against-total", sums=counted("funding.sums-stated", stating, "sum", "sums that a file states of itself", [files], ("is", "are")))} """
        if stating
        else f"{worded(edition, 'funding.no-total')} "
    )
    home = float(frame.filter(pl.col("currency") == HOME)["counted"].sum())
    if total is not None and abs(home - total.number) < reconciliation.PENNY:
        text += worded(edition, "funding.adds-up", total=the_amount(total))
    elif total is not None:
        text += worded(edition, "funding.does-not-add-up", here=amount_in_words(home, HOME), there=total)
    for row in doubtful.iter_rows(named=True):
        unit = row["currency"] if len(row["currency"]) == 3 else ""
        gap = row["not_explained"] or row["unread"]
        text += (
            f'\n\n::: {{.callout-warning title="A difference that is not explained"}}\n{in_markdown(row["source_file"])}: '
            f"{packed(_of_file('gap', row, abs(gap), unit, amount_in_words(abs(gap), unit)))} between the file and what is counted of it. Look at its rows before using this total.\n:::"
        )
    return title, text, facts
