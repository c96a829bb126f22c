"""Published figures of several networks side by side: where they can be compared, and where not and why."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.comparing.answers import answers_compared, coverage, with_facts
from analysis.exhibits.comparing.apart import not_shared
from analysis.exhibits.comparing.course import attendances_by_quarter
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, in_markdown, in_own_words, show_number
from analysis.exhibits.money.amounts import amount_in_words
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, noun_for
from analysis.handover import Origin
from analysis.measures.comparing import networks as compared

__all__ = [
    "answers_compared",
    "attendances_by_quarter",
    "coverage",
    "figures_apart",
    "figures_side_by_side",
    "money_and_support_per_hub",
    "not_shared",
]

PUBLISHED = "Figures that others have published, as they published them; none is added to another."
NO_FIGURES = (
    "No published figures of two networks of this kind are held. Real and invented networks are never set side by side."
)
FIGURES_NEEDED = "A sheet of published figures for each network, with what each may be compared as."


def published_by_network(edition: OpenEdition) -> pl.DataFrame:
    """The published figures of this network and of the others of its kind, with `network`, its title and what the measure says of it."""
    held = [
        open_one.table("published_figures").with_columns(
            network=pl.lit(open_one.network.name), title=pl.lit(open_one.network.title)
        )
        for open_one in sorted([edition, *edition.beside], key=lambda one: one.network.title)
    ]
    figures = pl.concat([frame for frame in held if frame.height] or held[:1])
    words = [
        amount_in_words(row["value"], row["unit"], row["qualifier"])
        for row in figures.select("value", "unit", "qualifier").iter_rows(named=True)
    ]
    figures = figures.with_columns(figure=pl.Series(words, dtype=pl.String))
    return compared.with_verdicts(figures).with_columns(
        stated=pl.format("{}: {}", "figure", "measure"),
        fact=pl.format("networks.{}.{}", "network", "figure_id"),
        held=pl.concat_str("period", "scope", separator="; ", ignore_nulls=True),
    )


def figure_facts(edition: OpenEdition, figures: pl.DataFrame) -> list[Fact]:
    """A fact for each published figure, with its qualifier, led back to the cell of its own network."""
    return [
        Fact(
            id=f"networks.{row['network']}.{row['figure_id']}",
            value=row["value"],
            unit=row["unit"],
            shown=row["figure"],
            how=f"as published: {row['source']}",
            qualifier=row["qualifier"],
            origins=(_origin(edition, row["network"], row["figure_id"]),),
        )
        for row in figures.iter_rows(named=True)
    ]


def _origin(edition: OpenEdition, network: str, *figures: str) -> Origin:
    other = "" if network == edition.network.name else network
    return Origin("published_figures", (("figure_id", tuple(sorted(figures))),), other)


def figures_side_by_side(edition: OpenEdition) -> Exhibit:
    """The figures that keep the rule of their measure, network by network, each with all the words that qualify it."""
    figures = published_by_network(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    held = figures.filter("comparable").sort("compared_as", "title", "figure_id")
    if not held.height:
        subject = "published figures side by side"
        return exhibit_unknown("figures-side-by-side", subject, NO_FIGURES, FIGURES_NEEDED, **more)
    labels = {name: rule.label for name, rule in compared.COMPARISONS.items()}
    held = held.with_columns(about=pl.col("compared_as").replace_strict(labels, return_dtype=pl.String))
    table = release_open(
        "figures-side-by-side", held, [Field("about", "What is compared", "text"), *_fields()], PUBLISHED
    )
    facts = figure_facts(edition, held)
    measures = held["about"].unique(maintain_order=True).to_list()
    number = derived("networks.measures-compared", len(measures), "measures", compared.FIGURES_COMPARED.how, facts)
    networks = derived(
        "networks.compared", held["network"].n_unique(), "networks", "networks with such a figure", facts
    )
    title = (
        f"{noun_for(number, 'measure')} can be set side by side, over {noun_for(networks, 'network')}: "
        f"{listed([name.lower() for name in measures])}"
    )
    text = f"{_bear_in_mind(held)} {_sources(held)}"
    made = exhibit_table("figures-side-by-side", title, table, text, [number, networks], **more)
    return with_facts(made, facts)


def _fields(*more: Field) -> list[Field]:
    return [
        Field("title", "Network", "text"),
        Field("stated", "Figure, as published", "text", states="fact"),
        Field("held", "When and where", "text", written=True),
        Field("caution", "Caution", "text", written=True),
        *more,
    ]


def _bear_in_mind(held: pl.DataFrame) -> str:
    """What figures that stand side by side have not in common: once what holds for all measures, then what is special to one."""
    names = held["compared_as"].unique(maintain_order=True).to_list()
    said = {name: compared.differences(held.filter(pl.col("compared_as") == name)) for name in names}
    every = [line for line in said[names[0]] if all(line in lines for lines in said.values())]
    own = {name: [line for line in lines if line not in every] for name, lines in said.items()}
    lines = [
        f"- **{compared.COMPARISONS[name].label}.** {in_markdown(' '.join(own[name]))}" for name in names if own[name]
    ]
    text = "In @tbl-figures-side-by-side figures of one measure stand beside each other; nothing is ranked or added."
    text += f" {in_markdown(' '.join(every))}" if every else ""
    return "\n\n".join([text, *(["\n".join(lines)] if lines else []), ""])


def _sources(held: pl.DataFrame) -> str:
    """Each document once, with the networks whose figures it gives."""
    documents = held.group_by("source").agg(pl.col("title").unique().sort()).sort("source")
    said = [f"{in_markdown(source)} ({in_markdown(listed(names))})" for source, names in documents.rows()]
    return f"Sources: {'; '.join(said)}."


def figures_apart(edition: OpenEdition) -> Exhibit:
    """Every other figure, with the reason why it stands alone."""
    figures = published_by_network(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    held = figures.filter(~pl.col("comparable")).sort("title", "compared_as", "figure_id", nulls_last=True)
    if not figures.height:
        return exhibit_unknown("figures-apart", "figures that stand alone", NO_FIGURES, FIGURES_NEEDED, **more)
    if not held.height:
        return exhibit_none(
            "figures-apart", "Every figure can be compared", "No published figure stands alone.", **more
        )
    fields = _fields(Field("because", "Why it stands alone", "text"))
    table = release_open("figures-apart", held, fields, PUBLISHED)
    facts = figure_facts(edition, held)
    number = derived("networks.apart", held.height, "figures", "figures that keep no rule of comparison", facts)
    of = derived(
        "networks.figures",
        figures.height,
        "figures",
        "published figures of the networks",
        figure_facts(edition, figures),
    )
    title = f"{number} of {noun_for(of, 'published figure')} cannot be set beside any other"
    text = (
        "@tbl-figures-apart gives the reason for each. Putting such figures into one column would look like a comparison and be none. "
        f"{_sources(held)}"
    )
    made = exhibit_table("figures-apart", title, table, text, [number, of], **more)
    return with_facts(made, figure_facts(edition, figures))


def money_and_support_per_hub(edition: OpenEdition) -> Exhibit:
    """What comes to one hub: only where the money, or the people, and the hubs were counted on one basis."""
    figures = published_by_network(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    ratios = compared.on_one_basis(figures)
    if not figures.height:
        return exhibit_unknown(
            "per-hub-published", "money and support for each hub", NO_FIGURES, FIGURES_NEEDED, **more
        )
    if not ratios.height:
        unknown = "No published figure can be divided by another: none counts the same place, time and things."
        needed = "For each amount, the number of hubs that shared it, from the same source."
        return exhibit_unknown("per-hub-published", "money and support for each hub", unknown, needed, **more)
    table, facts = _per_hub_table(figures, ratios)
    text = "A mean says nothing of what any one hub had, and hubs differ in what they need."
    left = figures.filter(
        pl.col("comparable") & (pl.col("compared_as") == "money for hubs") & pl.col("same_basis_as").is_null()
    )
    if left.height:
        names = listed([f"{row['title']} ({row['figure']}, {row['period']})" for row in left.iter_rows(named=True)])
        text += (
            f" Not divided, as no number of the hubs that shared it in that time is published: {in_own_words(names)}."
        )
    title = _per_hub_title(table, facts)
    made = exhibit_table("per-hub-published", title, table, text, facts, **more)
    return with_facts(made, _inputs(edition, figures, ratios))


def _per_hub_table(figures: pl.DataFrame, ratios: pl.DataFrame) -> tuple[Released, list[Fact]]:
    about = figures.select("network", "figure_id", "title", "measure", "figure", "period", "scope", "held", "caution")
    frame = ratios.join(about, left_on=["network", "top"], right_on=["network", "figure_id"], how="left").join(
        about.select("network", "figure_id", base_measure="measure", base_figure="figure", base_period="period"),
        left_on=["network", "base"],
        right_on=["network", "figure_id"],
        how="left",
    )
    facts = [_ratio_fact(row) for row in frame.iter_rows(named=True)]
    frame = frame.with_columns(
        shown=pl.Series([fact.shown for fact in facts], dtype=pl.String),
        fact=pl.Series([fact.id for fact in facts], dtype=pl.String),
        made=pl.format(
            "{}: {} ({}); {}: {} ({})", "measure", "figure", "period", "base_measure", "base_figure", "base_period"
        ),
    )
    fields = [
        Field("title", "Network", "text"),
        Field("shown", "What comes of it", "text", states="fact"),
        Field("made", "Worked out from", "text", written=True),
        Field("held", "When and where", "text", written=True),
        Field("caution", "Caution", "text", written=True),
    ]
    return release_open("per-hub-published", frame, fields, PUBLISHED), facts


def _ratio_fact(row: dict[str, Any]) -> Fact:
    money = row["unit"] == "GBP per hub"
    number = show_number(row["value"], "GBP" if money else "", 0 if money or float(row["value"]).is_integer() else 1)
    words = f"{number} a hub" if money else f"{number} {'hub' if number == '1' else 'hubs'} each"
    sure = row["qualifier"]
    return Fact(
        id=f"networks.per-hub.{row['network']}.{row['top']}",
        value=row["value"],
        unit=row["unit"],
        shown=words if sure == "exact" else f"{sure} {words}",
        how=f"{compared.ON_ONE_BASIS.how}: {row['top']} and {row['base']}",
        qualifier=sure,
        inputs=tuple(f"networks.{row['network']}.{name}" for name in (row["top"], row["base"])),
    )


def _per_hub_title(table: Released, facts: list[Fact]) -> str:
    money: list[str] = []
    people: list[str] = []
    for row, fact in zip(table.frame.iter_rows(named=True), facts, strict=True):
        where = in_markdown(f"{row['scope']}, {row['period']}")
        (money if row["unit"] == "GBP per hub" else people).append(f"{fact} ({where})")
    said = [f"Money comes to {listed(money)}"] if money else []
    said += [f"{'those' if money else 'Those'} paid to support hubs have {listed(people)}"] if people else []
    return "; ".join(said)


def _inputs(edition: OpenEdition, figures: pl.DataFrame, ratios: pl.DataFrame) -> list[Fact]:
    wanted = {(row["network"], name) for row in ratios.iter_rows(named=True) for name in (row["top"], row["base"])}
    used = pl.struct("network", "figure_id").map_elements(
        lambda cell: (cell["network"], cell["figure_id"]) in wanted, return_dtype=pl.Boolean
    )
    return figure_facts(edition, figures.filter(used))
