"""Whether winter was busier at hubs that opened as a warm space."""

from __future__ import annotations

import math

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.disclosure.several import of_one
from analysis.exhibits.drawing.theme import GREY, ORANGE, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import fact_of
from analysis.exhibits.intervals import end_shown, tested_fields
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import has_answers, not_answered, said_of_joined
from analysis.exhibits.verdicts import rarely
from analysis.exhibits.wording import noun_for
from analysis.measures.returns.designs import comparison
from analysis.measures.returns.designs.inferred import Estimate
from analysis.measures.returns.joined import as_one
from analysis.measures.verdict import SIGNIFICANT, TELLING


def warm_spaces(edition: OpenEdition) -> Exhibit:
    """Whether winter was busier, against summer, at hubs that opened as a warm space."""
    exhibit_id = "warm-spaces"
    subject = "warm spaces in winter"
    if not (has_answers(edition) and has_answers(edition, "warm_space")):
        return not_answered(exhibit_id, subject, edition, "attendances", "warm_space")
    quarters = edition.period.quarter_labels
    if not edition.period.is_whole_year:
        part = "A year of which quarters are still to come" if edition.period.is_year else "One quarter"
        return exhibit_unknown(
            exhibit_id,
            subject,
            f"{part} has no winter and summer to compare.",
            "An edition of a whole year.",
        )
    winter = [quarter.label for quarter in edition.period.quarters if quarter.is_winter]
    attendances = as_one(edition.answers.frame, "attendances", edition.joined).filter(of_one("hub_id"))
    ratios = comparison.winter_over_summer(attendances, quarters, winter)
    warm = _warm_hubs(edition, winter)
    found = comparison.compare_groups(ratios, warm)
    if found is None:
        return exhibit_unknown(
            exhibit_id,
            subject,
            f"Fewer than two hubs with a warm space, or fewer than two without, reported in each quarter of {edition.period.label}.",
            "Returns for a whole year from hubs of both kinds.",
        )
    table = _warm_table(edition, exhibit_id, ratios, warm, found)
    return _warm_exhibit(edition, exhibit_id, table, found, said_of_joined(edition, sorted(ratios)))


def _warm_hubs(edition: OpenEdition, winter: list[str]) -> list[str]:
    """Hubs that said they were open as a warm space in a quarter of the winter, or a part of them."""
    rows = edition.answers.frame.filter(pl.col("quarter").is_in(winter) & (pl.col("warm_space") == 1))
    return sorted({edition.joined.whole(hub) for hub in rows["hub_id"]})


def _warm_table(
    edition: OpenEdition, exhibit_id: str, ratios: dict[str, float], warm: list[str], found: Estimate
) -> Released:
    groups = {"With a warm space": [ratios[hub] for hub in ratios if hub in warm]}
    groups["Without"] = [ratios[hub] for hub in ratios if hub not in warm]
    reads = (
        (
            "returns",
            {
                "question_id": ["attendances", "warm_space"],
                "quarter": edition.period.quarter_labels,
                "hub_id": edition.joined.with_parts(ratios),
            },
        ),
    )
    rows = {
        "group": list(groups),
        "hubs": [len(values) for values in groups.values()],
        "winter": [round(100 * math.expm1(sum(values) / len(values)), 1) for values in groups.values()],
        "difference": [round(found.effect, 1), None],
        "low": [end_shown(found.low), None],
        "high": [end_shown(found.high), None],
        "chance": [round(100 * found.p, 1), None],
    }
    return edition.answers.derive(
        exhibit_id,
        lambda _: pl.DataFrame(rows).with_columns(
            **{
                f"{name}__mark": pl.when(pl.col(name).is_null()).then(pl.lit("[z]"))
                for name in ("difference", "low", "high", "chance")
            }
        ),
        [
            Field("group", "Hubs", "key"),
            Field("hubs", "Number", unit="hubs", how="hubs that reported in all four quarters", reads=reads),
            Field(
                "winter",
                "Winter against summer",
                unit="percent",
                how="mean of the hubs' logarithms, as a change",
                reads=reads,
            ),
            *tested_fields("difference", comparison.WINTER_UPLIFT.how, reads, [found.low, found.high]),
        ],
    )


def _warm_exhibit(edition: OpenEdition, exhibit_id: str, table: Released, found: Estimate, joined: str) -> Exhibit:
    slug = edition.period.slug
    difference, low, high, chance, with_ = (
        fact_of(table, name, 0, f"patterns.warm-{name}.{slug}")
        for name in ("difference", "low", "high", "chance", "hubs")
    )
    without = fact_of(table, "hubs", 1, f"patterns.warm-others.{slug}")
    if not found.can_tell:
        title = f"With {with_} and {noun_for(without, 'hub')} no difference at warm spaces, however large, could be told from chance"
        said = "So few hubs can be picked in too few ways for any difference to be told from chance."
    elif found.p <= SIGNIFICANT:
        up, down, _ = TELLING["described"]
        amount = difference.reading(f"{abs(difference.number):.0f}%")
        title = f"Winter attendances, against summer, were {amount} {up if found.effect > 0 else down} at warm spaces than at other hubs"
        said = f"By chance a difference as large comes up in {rarely(chance)} of the ways to pick as many hubs."
    else:
        title = "The returns show no difference between warm spaces and other hubs in winter that chance does not make"
        said = f"A difference as large comes up by chance in {rarely(chance)} of the ways to pick as many hubs, so none can be claimed."
    between = f"95% interval {low} to {high}; " if low.known and high.known else ""
    frame = table.frame
    bar = {
        "type": "bar",
        "orientation": "h",
        "x": frame["winter"].to_list()[::-1],
        "y": frame["group"].to_list()[::-1],
        "marker": {"color": [GREY, ORANGE]},
        "text": [fact_of(table, "winter", row).shown for row in (1, 0)],
        "textposition": "auto",
    }
    return exhibit_figure(
        exhibit_id,
        title,
        "Bar chart of how attendances of the two winter quarters differ from those of the two summer quarters: "
        + ", ".join(f"{frame['group'][row].lower()} {fact_of(table, 'winter', row).shown}" for row in (0, 1))
        + ".",
        table,
        figure(bar, height=200, xaxis={"ticksuffix": "%", "showgrid": True, "rangemode": "tozero"}),
        f"At {noun_for(with_, 'hub')} with a warm space, winter differed from summer by {difference} over and above the {without} "
        f"without ({between}@fig-{exhibit_id}).{joined} {said} Hubs chose to open as a warm space: busy ones may have "
        "been likelier to.",
        [difference, chance, with_, without, *(end for end in (low, high) if end.known)],
        data_folder=edition.data_folder,
    )
