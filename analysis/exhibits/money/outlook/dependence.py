"""Whether the money hangs on few funders: in the network, and at each hub."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.counts import counted, given
from analysis.exhibits.drawing.theme import NAVY, ORANGE, labelled_bars
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table
from analysis.exhibits.facts import Fact, derived, in_plot, show_range
from analysis.exhibits.money.amounts import ON_RECORD, is_range, rests_on, the_amount, traced
from analysis.exhibits.money.facts import in_force, parts_of, said_of_yearly, share_in_words, total_fact, which_awards
from analysis.exhibits.money.reach import NO_WHOLE
from analysis.exhibits.money.unknown import AWARDS_NEEDED, unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, noun_for, plainly, worded
from analysis.measures.money import concentration, funding, shares
from analysis.measures.money.funding import HOME
from analysis.measures.register import network

DEPENDS_FROM = 75  # percent of a hub's known money from one funder
NAMED_HUBS = 30  # above that hubs are drawn in bands; the table names each
_BANDS = ((100, "all of it"), (75, "75% to 99%"), (50, "50% to 74%"), (0, "less than half"))


def funder_concentration(edition: OpenEdition) -> Exhibit:
    """The Herfindahl-Hirschman index of those who pay for the awards in force, and the largest share."""
    exhibit_id = "funder-concentration"
    rows = in_force(edition).filter((pl.col("currency") == HOME) & pl.col("amount").is_not_null())
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    payers = rows.group_by("payer").agg(
        pl.col("amount").sum(), amount__least=(pl.col("amount") * funding.sure_share()).sum()
    )
    found = concentration.concentration_of(payers["amount"].to_list())
    total = total_fact(edition)
    if found is None or total is None:
        subject = "whether the money hangs on few funders"
        return unknown_money(edition, exhibit_id, subject, NO_WHOLE, AWARDS_NEEDED, **more)
    largest = shares.with_shares(payers).sort("amount", "payer", descending=[True, False]).row(0, named=True)
    ends = shares.Share(round(largest["share__least"], 1), round(largest["share"], 1))
    table = _concentration_table(exhibit_id, found, ends, rows, f"Awards {which_awards(edition)}")
    title, facts = _concentration_title(table, total)
    text = (
        f"The index (@tbl-{exhibit_id}) is the sum of the squares of the funders’ shares, from near {given(0)} to {given('10,000')} for one funder; "
        f"{given('10,000')} over it is how many funders of equal size (alike) would be as concentrated. Funders who publish nothing are not in it, so the money may hang on more of them than the record "
        "shows."
    )
    if is_range(total):
        text += f" {worded(edition, 'funding.index-at-most')}"
    if yearly := said_of_yearly(edition, "is", "are"):
        text += f"{yearly} in none of it."
    made = exhibit_table(exhibit_id, title, table, text, facts, **more)
    return traced(made, "funders", "largest", "hhi", "alike")


def _concentration_table(
    exhibit_id: str, found: concentration.Concentration, largest: shares.Share, rows: pl.DataFrame, what: str
) -> Released:
    """One row. largest: the largest share, as a range where awards may be on record twice. rows: the awards that it is of."""
    how = concentration.CONCENTRATION.how
    frame = pl.DataFrame(
        {
            "funders": [found.funders],
            "largest": [largest.most],
            "largest__least": [largest.least],
            "hhi": [round(found.hhi)],
            "alike": [round(found.alike, 1)],
            "awards": [rows["award_id"].sort().to_list()],
            "what": [what],
        }
    )
    fields = [
        Field("what", "Of", "text"),
        Field("funders", "Funders", unit="funders", how="different payers of awards that state a whole amount"),
        Field("largest", "Largest share", unit="percent", how=how),
        Field("hhi", "Index", unit="index", how=how),
        Field("alike", "Alike", unit="funders", how=how, decimals=1),
    ]
    return release_open(exhibit_id, frame, fields, ON_RECORD)


def _concentration_title(table: Released, total: Fact) -> tuple[str, list[Fact]]:
    cells = table.frame.row(0, named=True)

    def stated(name: str, unit: str, places: int) -> Fact:
        how = concentration.CONCENTRATION.how
        fact = derived(f"funding.concentration.{name}", cells[name], unit, how, [total], places)
        return replace(fact, origins=rests_on(cells["awards"]))

    number = stated("funders", "funders", 0)
    if cells["funders"] == 1:
        return f"{noun_for(number, 'funder')} pays all of {the_amount(total)} stated as whole amounts", [total, number]
    largest, alike = stated("largest", "percent", 0), stated("alike", "funders", 1)
    if words := show_range(cells["largest__least"], cells["largest"], "percent"):
        largest = replace(largest, least=cells["largest__least"]).reading(words)
    title = f"One of {noun_for(number, 'funder')} pays {share_in_words(largest)} {the_amount(total)}; they are as concentrated as {alike} of equal size"
    return title, [total, number, largest, alike]


def hub_dependence(edition: OpenEdition) -> Exhibit:
    """For each hub how much of its known money comes from its largest funder."""
    exhibit_id = "hub-dependence"
    hubs = concentration.dependence_of_hubs(parts_of(edition), edition.period)
    register = network.open_hubs(edition.table("hubs"), edition.period.quarters[-1].label)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not hubs.height:
        unknown = plainly(edition, "funding.no-hub-named")
        needed = plainly(edition, "funding.recipients-needed")
        return unknown_money(edition, exhibit_id, "which hubs depend on one funder", unknown, needed, **more)
    frame = hubs.join(register.select("hub_id", "name"), on="hub_id", how="left", maintain_order="left").with_columns(
        name=pl.coalesce("name", "hub_id")
    )
    table = release_open(exhibit_id, frame, _fields(), ON_RECORD)
    ids = frame["awards"].explode().unique().to_list()
    how = concentration.DEPENDENCE.how
    number = _hubs_fact("funding.hubs-with-money", frame.height, how, ids)
    surely, perhaps = (frame.filter(pl.col(end) >= DEPENDS_FROM - 0.005).height for end in ("share__least", "share"))
    alone = _hubs_fact("funding.hubs-dependent", surely, how, ids)
    who = f"{alone if alone.value else alone.reading('None')} of {noun_for(number, 'hub')}"
    if alone.value == number.value:
        who = f"All {noun_for(number, 'hub')}" if frame.height > 1 else f"The {noun_for(number, 'hub')}"
    have = "has" if alone.value == 1 or frame.height == 1 else "have"
    title = f"{who} with money on record {have} three quarters or more of it from one funder"
    text = worded(edition, "funding.first-payer")
    facts = [number, alone, *_band_facts(frame, number)]
    if perhaps > surely:
        perhaps_more = counted("funding.hubs-perhaps-dependent", perhaps - surely, "more hub", how, [alone, number])
        text += f" {worded(edition, 'funding.depends-on-twice', hubs=perhaps_more)}"
    without = register.filter(~pl.col("hub_id").is_in(frame["hub_id"].implode())).height
    if without:
        none = derived(
            "funding.hubs-without-money",
            without,
            "hubs",
            "open hubs of the register without an award in force",
            [number],
        )
        text += " " + worded(edition, "funding.hubs-without-award", hubs=noun_for(none, "hub"))
        facts.append(none)
    made = exhibit_figure(exhibit_id, title, _alt(frame), table, _draw(frame), text, facts, **more)
    return traced(made, "amount", "share", "funders")


def _hubs_fact(fact_id: str, number: int, how: str, awards: list[str]) -> Fact:
    return replace(derived(fact_id, number, "hubs", how, []), origins=rests_on(awards))


def _fields() -> list[Field]:
    how = concentration.DEPENDENCE.how
    return [
        Field("name", "Hub", "text"),
        Field("hub_id", "Code", "key"),
        Field("amount", "Awards in force", unit=HOME, how=how),
        Field("largest", "Largest funder", "text"),
        Field("share", "Its share", unit="percent", how=how),
        Field("funders", "Funders", unit="funders", how="different funders on record"),
    ]


def _banded(frame: pl.DataFrame) -> list[tuple[str, int]]:
    counts, above = [], float("inf")
    for least, words in _BANDS:
        share = pl.col("share__least").round(6)  # where it is a range, as little as it may be
        inside = frame.filter((share >= least) & (share < above)).height
        counts.append((words, inside))
        above = least
    return counts


def _band_facts(frame: pl.DataFrame, number: Fact) -> list[Fact]:
    """What the drawing counts where it tells of bands, and not of single hubs."""
    bands = _banded(frame) if frame.height > NAMED_HUBS else []
    return [
        derived(f"funding.hubs-in-band.{place}", hubs, "hubs", f"hubs with {words} from one funder", [number])
        for place, (words, hubs) in enumerate(bands, start=1)
    ]


def _draw(frame: pl.DataFrame) -> go.Figure:
    if frame.height > NAMED_HUBS:
        bands = _banded(frame)
        names = [f"{words[0].upper()}{words[1:]} from one funder" for words, _ in bands]
        return labelled_bars(
            names, [float(number) for _, number in bands], [count_of(number, "hub") for _, number in bands]
        )
    names = [in_plot(name) for name in frame["name"].to_list()]
    values = frame["share"].to_list()
    colours = [ORANGE if value >= DEPENDS_FROM - 0.005 else NAVY for value in frame["share__least"]]
    return labelled_bars(names, values, _shares_in_words(frame), colours)


def _shares_in_words(frame: pl.DataFrame) -> list[str]:
    ends = frame.select("share__least", "share").rows()
    return [show_range(least, share, "percent") or f"{share:.0f}%" for least, share in ends]


def _alt(frame: pl.DataFrame) -> str:
    if frame.height > NAMED_HUBS:
        said = "; ".join(f"{words} from one funder: {count_of(number, 'hub')}" for words, number in _banded(frame))
        return f"Bar chart of hubs by the share of their known money from their largest funder: {said}."
    rows = zip(frame["name"], _shares_in_words(frame), frame["largest"], strict=True)
    return "Bar chart of the share of each hub's largest funder: " + "; ".join(
        f"{name} {share} from {largest}" for name, share, largest in rows
    ) + "."  # fmt: skip
