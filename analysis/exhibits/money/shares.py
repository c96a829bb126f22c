"""How the money divides: by funder, and by every other column of the awards."""

from __future__ import annotations

from typing import Any, Literal

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.counts import packed
from analysis.exhibits.drawing.theme import labelled_bars
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_figure, exhibit_table
from analysis.exhibits.facts import Fact, in_markdown, in_own_words, in_plot
from analysis.exhibits.money.amounts import ON_RECORD, amount_in_words, the_amount, traced, without_currency
from analysis.exhibits.money.facts import (
    by_the_year,
    falls_in_period,
    largest_of_period,
    largest_payer,
    parts_of,
    said_of_yearly,
    share_fact,
    share_in_words,
    terms_of,
    total_fact,
    unknown_currency,
    which_awards,
)
from analysis.exhibits.money.put_together import put_together_in_words
from analysis.exhibits.money.unknown import AWARDS_NEEDED, unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.measures.money import funding, shares
from analysis.measures.money.funding import HOME

By = Literal["funder", "lead", "recipient", "place", "purpose", "spending", "kind"]
NO_AWARDS = "No award in force in this period is on record, so nothing is known of how its money divides."
NOT_STATED = "not stated"
ROWS_SHOWN = 15  # of a table; what is smaller stands together in its last row
_LABELS: dict[str, tuple[str, str]] = {
    "funder": ("Who pays", "payers"),
    "lead": ("Who leads", "leads"),
    "recipient": ("Who holds it in the end", "holders"),
    "place": ("Place", "places"),
    "purpose": ("Purpose", "purposes"),
    "spending": ("Capital or revenue", "kinds of spending"),
    "kind": ("Kind of award", "kinds of award"),
}


def money_by_funder(edition: OpenEdition) -> Exhibit | Sentence:
    """The awards in force by who pays."""
    return money_by(edition, "funder")


def money_by(edition: OpenEdition, by: By) -> Exhibit | Sentence:
    """The awards in force by one of their columns: a drawing by funder, a table by any other, with a row for each currency.

    A sentence alone, by any other column than funder, where there is only one row to show.
    """
    exhibit_id = f"money-by-{by}"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    frame = _divided(edition, by)
    label, noun = _LABELS[by]
    if not frame.height:
        subject = "who pays" if by == "funder" else "how the money divides"
        return unknown_money(edition, exhibit_id, subject, NO_AWARDS, AWARDS_NEEDED, **more)
    if frame.height == 1 and by != "funder":
        title, stated = _title(edition, frame, by, noun)
        return Sentence(f"{title}.", tuple(stated), exhibit_id)
    frame, groups = _shortened(frame, noun)
    table = release_open(exhibit_id, frame, _fields(frame, label, edition), f"{ON_RECORD} {_RULE}")
    title, stated = _title(edition, frame, by, noun)
    text = f"{_of_the_year(edition) if by == 'funder' else ''}{_left_out(edition)}{put_together_in_words(exhibit_id, groups)}".lstrip()
    if by == "funder":
        made = exhibit_figure(exhibit_id, title, _alt(frame), table, _draw(frame), text, stated, **more)
    else:
        shown = without_currency(table)
        made = exhibit_table(exhibit_id, title, table, text, stated, shown=shown, named_by=table, **more)
    money = [name for name in ("amount", "falls") if name in [field.name for field in table.fields]]
    return traced(made, "number", *money, units={name: name for name in frame["basis"]})


_RULE = "Each pound stands where it is held in the end; what was passed on is counted once. Currencies are never added."


def _divided(edition: OpenEdition, by: By) -> pl.DataFrame:
    """One row a group and currency, the home currency and the largest first.

    Columns: name, currency, number (awards), amount (whole amounts in force), falls (in the period), both once more as __least,
    qualifier, awards, basis.
    """
    terms = terms_of(edition)
    currencies = funding.in_force(terms, edition.period)["currency"].drop_nulls().unique().sort().to_list()
    held = [_pieces(edition, currency) for currency in sorted(currencies, key=lambda name: (name != HOME, name))]
    if not held:
        return pl.DataFrame()
    pieces = _named(pl.concat(held), edition, by)
    return (
        pieces.sort("award_id")
        .group_by("name", "currency", maintain_order=True)
        .agg(
            *_SUMS,
            number=pl.col("root").n_unique().cast(pl.Int64),
            qualifier=pl.col("qualifiers").list.explode().unique(),
            awards=pl.col("awards").list.explode().unique().sort(),
        )
        .with_columns(
            qualifier=pl.col("qualifier").map_elements(funding.qualifier_of_sum, return_dtype=pl.String),
            basis=pl.col("currency"),
        )
        .sort(pl.col("currency") != HOME, "currency", -pl.col("amount").fill_null(-1.0), "name")
    )


def _pieces(edition: OpenEdition, currency: str) -> pl.DataFrame:
    """Parts of the awards in force in one currency with what falls in the period of each; awards by the year without an amount."""
    from analysis.measures.money.passing_on import parts_held

    terms = terms_of(edition)
    parts = parts_of(edition) if currency == HOME else parts_held(terms, edition.period, currency)
    roots = funding.in_force(terms, edition.period).filter(pl.col("currency") == currency)
    spread = funding.spread_over(roots, [edition.period]).select(root="award_id", fallen="money")
    whole = roots.select(root="award_id", whole="amount", programme="programme")
    kinds = pl.col("amount").is_null() | (pl.col("kind").eq_missing("in kind"))
    others = funding.counted(roots.filter(pl.col("kind").ne_missing("in kind"))).filter(kinds)
    in_kind = roots.filter(pl.col("kind").eq_missing("in kind"))
    extra = (
        pl.concat([others, in_kind])
        .with_columns(
            root="award_id",
            kept=pl.lit(False),
            via=pl.lit([], dtype=pl.List(pl.String)),
            a_year=pl.lit(None, pl.Float64),
            qualifiers=pl.concat_list("qualifier"),
            awards=pl.concat_list("award_id"),
            amount=pl.when(pl.col("kind").eq_missing("in kind")).then("amount").cast(pl.Float64),
            sure=funding.sure_share(),
        )
        .with_columns(amount__least=pl.col("amount") * pl.col("sure"))
    )
    together = pl.concat([parts, extra.select(*parts.columns, "sure")], how="diagonal")
    of_whole = {
        name: pl.when(pl.col("whole") > 0).then(pl.col(name) / pl.col("whole")).otherwise(without)
        for name, without in (("amount", pl.lit(1.0)), ("amount__least", pl.col("sure").fill_null(1.0)))
    }
    money = pl.col("kind").ne_missing("in kind")
    return (
        together.join(spread, on="root", how="left", maintain_order="left")
        .join(whole, on="root", how="left", maintain_order="left")
        .with_columns(
            falls=pl.when(money).then(pl.col("fallen") * of_whole["amount"]),
            falls__least=pl.when(money).then(pl.col("fallen") * of_whole["amount__least"]),
            currency=pl.lit(currency),
        )
    )


# Null where nothing is known, not nought; as little as each may be beside it.
_SUMS = [
    pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name)
    for name in ("amount", "amount__least", "falls", "falls__least")
]


def _named(pieces: pl.DataFrame, edition: OpenEdition, by: By) -> pl.DataFrame:
    """The pieces, each with the name of its group; help in kind stands apart by kind and is in no other division."""
    if by != "kind":
        pieces = pieces.filter(pl.col("kind").ne_missing("in kind"))
    if by == "place":
        places = edition.table("localities").select("locality_id", locality="name")
        homes = edition.table("hubs").select(recipient_hub="hub_id", home="locality_id")
        pieces = pieces.join(homes, on="recipient_hub", how="left", maintain_order="left").with_columns(
            locality_id=pl.coalesce(pl.when(~pl.col("kept")).then("home"), "locality_id")
        )
        pieces = pieces.join(places, on="locality_id", how="left", maintain_order="left")
    names = {
        "funder": pl.col("payer"),
        "lead": pl.col("lead").fill_null("no lead body"),
        "recipient": pl.when(pl.col("kept")).then(pl.col("recipient") + " (not passed on)").otherwise("recipient"),
        "place": pl.coalesce("locality", "place") if by == "place" else pl.lit(None),
        "purpose": pl.coalesce("purpose", "programme"),
        "spending": pl.col("spending"),
        "kind": pl.when(pl.col("kind").eq_missing("in kind")).then(pl.lit("in kind (in no total)")).otherwise("kind"),
    }
    return pieces.with_columns(name=names[by].fill_null(NOT_STATED))


def _shortened(frame: pl.DataFrame, noun: str) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """The largest rows of the table, and one that adds the others of each currency; and by its name the rows that it adds."""
    if frame.height <= ROWS_SHOWN:
        return frame, {}
    place = pl.int_range(pl.len()).over("currency")
    is_shown = (place < ROWS_SHOWN - 1) | (pl.len().over("currency") <= ROWS_SHOWN)  # a single other has its own row
    shown, rest = frame.filter(is_shown), frame.filter(~is_shown)
    others = rest.group_by("currency", maintain_order=True).agg(
        *_SUMS,
        name=pl.format("{} other " + noun, pl.len()),
        number=pl.col("awards").list.len().sum().cast(pl.Int64),
        qualifier=pl.col("qualifier"),
        awards=pl.col("awards").list.explode().unique().sort(),
        basis=pl.col("basis").first(),
    )
    sure = pl.col("qualifier").map_elements(funding.qualifier_of_sum, return_dtype=pl.String)
    others = others.with_columns(sure, number=pl.col("awards").list.len().cast(pl.Int64))
    together = pl.concat([shown, others.select(shown.columns)])
    groups = {name: rest.filter(pl.col("currency") == of) for name, of in others.select("name", "currency").rows()}
    return together.sort(pl.col("currency") != HOME, "currency", maintain_order=True), groups


def _fields(frame: pl.DataFrame, label: str, edition: OpenEdition) -> list[Field]:
    how = shares.MONEY_BY.how
    pounds = frame["currency"].n_unique() == 1 and frame["currency"][0] == HOME
    unit = HOME if pounds else "currency"
    fields = [Field("name", label, "key", written=True)]
    if frame["amount"].count():
        fields.append(Field("amount", "Whole amounts", unit=unit, how=how))
    if not pounds:
        fields.append(Field("currency", "Currency", "key"))
    if frame["falls"].count():
        by_root = f"{funding.MONEY_BY_YEAR.how}; money passed on by the dates of the award it came from"
        fields.append(Field("falls", f"For {edition.period.label}", unit=unit, how=by_root))
    fields.append(Field("number", "Awards", unit="awards", how="awards that the money was first awarded by, counted"))
    if (frame["qualifier"] != "exact").any():
        fields.append(Field("qualifier", "How sure", "text"))
    return fields


def _title(edition: OpenEdition, frame: pl.DataFrame, by: By, noun: str) -> tuple[str, list[Fact]]:
    """The largest group and its share of the total."""
    total = total_fact(edition)
    home = frame.filter((pl.col("currency") == HOME) & pl.col("amount").is_not_null())
    home = home.filter(pl.col("name") != "in kind (in no total)")
    if total is None or not home.height or not total.number:
        return "No award on record states its whole amount in pounds", []
    known = home.filter(
        ~pl.col("name").is_in([NOT_STATED, "no lead body"]) & ~pl.col("name").str.contains(r"^\d+ other ")
    )
    slug = f"funding.by-{by}"
    if not known.height:
        what = {
            "lead": "No award on record names a body that leads it",
            "spending": f"For none of {the_amount(total)} is it on record whether it is capital or revenue",
        }.get(by, f"For none of {the_amount(total)} is the {by} on record")
        return what, [total]
    row = known.row(0, named=True)
    how = f"share of the largest of the {noun} in funding.total"
    share = share_fact(f"{slug}.largest-share", row["amount"], row["amount__least"], total, how)
    missing = home.filter(pl.col("name") == NOT_STATED)
    facts = [total, share]
    name = in_own_words(row["name"])
    verb = {"funder": "came from", "lead": "is led by", "recipient": "is held by"}.get(by, "is for")
    if by == "kind":
        verb, name = "is", f"{name}s"
    elif by == "spending":
        verb, name = "is for", "capital and revenue together" if row["name"] == "both" else name
    stated = " stated as whole amounts" if by_the_year(edition).height else ""
    said = f"{share_in_words(share, begins=True)} {the_amount(total)} in awards {which_awards(edition)}{stated} {verb} {name}"
    if missing.height:
        amounts = missing["amount"][0], missing["amount__least"][0]
        part = share_fact(f"{slug}.not-stated", *amounts, total, "share of funding.total for which it is not on record")
        said += f"; for {part} it is not stated"
        facts.append(part)
    return said, facts


def _of_the_year(edition: OpenEdition) -> str:
    """Who pays most of what is for the period, and how much: beside whole awards, which run on over other years and may be another's."""
    total, falls = total_fact(edition), falls_in_period(edition)
    if total is None or falls is None or not total.number or not falls.number:
        return ""
    of_all, _, all_payers = largest_payer(edition, total)
    payer, share, payers = largest_of_period(edition, falls)
    if payer == of_all and (falls.shown == total.shown or payers == all_payers == 1):
        return ""
    return f" Of the money for {in_markdown(edition.period.label)} alone, {'all of it' if payers == 1 else packed(share)} is from {in_markdown(payer)}."


def _left_out(edition: OpenEdition) -> str:
    yearly = said_of_yearly(edition, "adds", "add")
    return unknown_currency(edition) + (f"{yearly} nothing to the whole amounts." if yearly else "")


def _draw(frame: pl.DataFrame) -> Any:
    home = frame.filter((pl.col("currency") == HOME) & pl.col("amount").is_not_null())
    names = [in_plot(name) for name in home["name"].to_list()]
    amounts = home["amount"].to_list()
    words = [
        amount_in_words(round(value), HOME, *about)
        for value, *about in home.select("amount", "qualifier", "amount__least").rows()
    ]
    return labelled_bars(names, amounts, words)


def _alt(frame: pl.DataFrame) -> str:
    home = frame.filter((pl.col("currency") == HOME) & pl.col("amount").is_not_null())
    said = [
        f"{row['name']} {amount_in_words(round(row['amount']), HOME, row['qualifier'], row['amount__least'])}"
        for row in home.iter_rows(named=True)
    ]
    return f"Bar chart of whole amounts by who pays: {'; '.join(said) or 'none stated'}."
