"""The report of a network that has sent nothing: what others have published of it comes first, then, once, what is not known."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from analysis.exhibits.cases import case_studies
from analysis.exhibits.documents import stands_in
from analysis.exhibits.exhibit import NEEDED, Exhibit, Sentence
from analysis.exhibits.facts import Fact, in_markdown, in_own_words
from analysis.exhibits.money import funding
from analysis.exhibits.money.amounts import amount_in_words
from analysis.exhibits.money.published_figures import published_figures
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.planning import calculator
from analysis.exhibits.register import network
from analysis.exhibits.report.learning import recommendations
from analysis.exhibits.returns import activity, change
from analysis.exhibits.wording import noun_for
from analysis.handover import Unknown
from analysis.project import Refused

MOST_CARDS = 4
# What a report is about, and the exhibits that say whether anything is known of it.
AREAS: tuple[tuple[str, Callable[[OpenEdition], Exhibit]], ...] = (
    ("Which hubs there are, and where", network.hubs_by_kind),
    ("What hubs did, and who came", activity.attendance_by_quarter),
    ("What changed", change.attendance_xmr),
    ("What it meant to people", case_studies.cases_by_outcome),
    ("Where the money went", funding.money_flow),
    ("When money was paid", funding.money_by_year),
    ("What a planned network would cost", calculator.planned_network),
    ("What became of earlier recommendations", recommendations.last_recommendations),
    ("What is recommended now", recommendations.new_recommendations),
)


def rests_on_published_figures(edition: OpenEdition) -> bool:
    """Whether published figures are all that is held of what hubs do, in this edition or in that of the year they are told in."""
    held = edition.table("published_figures").height or stands_in(edition)
    return not edition.table("submissions").height and bool(held)


def published_first(edition: OpenEdition) -> Sentence:
    """The first screen: up to four figures with all their words, where they are from, and what is not known, once."""
    if elsewhere := stands_in(edition):
        return _told_elsewhere(edition, elsewhere)
    chosen = _headlines(edition)
    stated = {fact.id: fact for fact in published_figures(edition).facts}
    facts = [_in_short(stated[f"published-figures.{row['figure_id']}"], row["unit"]) for row in chosen]
    cards = [_card(row, fact) for row, fact in zip(chosen, facts, strict=True)]
    number = stated["published-figures.number"]
    more = number.number > len(chosen)
    unknown = _not_known(edition)
    text = "\n\n".join(
        [
            "::::: {.headlines}\n" + "\n\n".join(cards) + "\n:::::",
            f"{_origin(chosen)} {_year(edition)}"
            + (f" {noun_for(number, 'figure is', 'figures are')} held in all: @tbl-published-figures." if more else ""),
            _told_once(unknown),
        ]
    )
    said = [*facts, number] if more else facts
    return Sentence(text, tuple(said), "first-screen", unknown=tuple(what for _, what in unknown))


def _told_elsewhere(edition: OpenEdition, year: str) -> Sentence:
    """The first screen of a year of which no document tells: where it is told, and what is not known."""
    unknown = _not_known(edition)
    why = edition.network.span_because
    text = (
        f"**Nothing that is published of this network is known to be of {in_markdown(edition.period.label)}.** What documents tell of it, "
        f"figures, money without a day and findings, stands in the edition of {in_markdown(year)}, and there alone. {in_markdown(why)}"
    )
    return Sentence(
        f"{text.rstrip()}\n\n{_told_once(unknown)}", (), "first-screen", unknown=tuple(what for _, what in unknown)
    )


def _headlines(edition: OpenEdition) -> list[dict[str, str | None]]:
    """The figures that network.yml names as headlines, in its order; without that the first ones of the sheet."""
    figures = edition.table("published_figures")
    wanted = edition.network.headlines[:MOST_CARDS]
    if not wanted:
        return figures.head(MOST_CARDS).to_dicts()
    by_id = {row["figure_id"]: row for row in figures.iter_rows(named=True)}
    unknown = [name for name in wanted if name not in by_id]
    if unknown:
        raise Refused(
            f"data/raw/{edition.network.name}/network.yml names the headline '{unknown[0]}', which is no published figure; "
            f"there are: {', '.join(sorted(by_id))}"
        )
    return [by_id[name] for name in wanted]


def _in_short(fact: Fact, unit: str | None) -> Fact:
    """`more than 70`: the card says beside it what is counted. Money and shares keep their sign."""
    if not (unit or "").startswith(("GBP", "EUR", "percent")):
        return fact.reading(amount_in_words(fact.number, "", fact.qualifier))
    return fact


def _card(row: dict[str, str | None], fact: Fact) -> str:
    unit = row["unit"] or ""
    counted = "" if unit.startswith(("GBP", "EUR", "percent")) or unit in str(row["measure"]) else unit
    label = in_markdown(_sentence_case(str(row["measure"])))
    held = "; ".join(in_markdown(text) for text in (counted, row["period"] or "", row["scope"] or "") if text)
    caution = f" Caution: {in_own_words(row['caution'])}." if row["caution"] else ""
    return f"::: {{.headline}}\n**{label}**\n\n[{fact}]{{.headline-number}}\n\n{_sentence_case(held)}.{caution}\n:::"


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _origin(chosen: list[dict[str, str | None]]) -> str:
    sources = list(dict.fromkeys(str(row["source"]) for row in chosen))
    where = "; ".join(in_markdown(source) for source in sources)
    return f"**Published in:** {where}. Each figure above stands as it was published."


def _year(edition: OpenEdition) -> str:
    """Why the edition is called by a year that its figures may not be of."""
    why = edition.network.span_because
    text = f"The year in the title is that of the edition, {in_markdown(edition.period.label)}, and not of the figures."
    return f"{text} {in_markdown(why)}" if why else text


def _not_known(edition: OpenEdition) -> list[tuple[str, Unknown]]:
    """What a report is about and is not known here, with why and what would be needed."""
    awards = edition.table("awards").height
    # Where no award is on record, that is said once: nothing more is known of the days on which money was paid.
    areas = [(label, make) for label, make in AREAS if awards or make is not funding.money_by_year]
    made = [(label, make(edition).unknown) for label, make in areas]
    return [(label, unknown) for label, unknown in made if unknown]


def _told_once(unknowns: list[tuple[str, Unknown]]) -> str:
    """Each reason once, with all that it leaves unknown."""
    because: dict[tuple[str, str], list[str]] = {}
    for label, unknown in unknowns:
        because.setdefault((unknown.reason, unknown.needed), []).append(label)
    if not because:
        return ""
    said = "\n".join(
        f"- **{_joined(labels)}.** {in_markdown(reason)} *{NEEDED}* {in_markdown(needed)}"
        for (reason, needed), labels in because.items()
    )
    return f'::: {{.callout-note title="What is not known, and what would be needed"}}\n{said}\n:::'


def _joined(labels: list[str]) -> str:
    """`What hubs did; what changed`."""
    return "; ".join([labels[0], *[label[:1].lower() + label[1:] for label in labels[1:]]])


def published_table(edition: OpenEdition) -> Exhibit | Sentence:
    """All published figures in a report that rests on them; nothing in one that rests on returns, or whose cards say all."""
    few = edition.table("published_figures").height <= MOST_CARDS and not edition.network.headlines
    if few or stands_in(edition) or not rests_on_published_figures(edition):
        return Sentence("", (), "published-figures-absent")
    return published_figures(edition)


def reading_published_figures(edition: OpenEdition) -> str:
    """How to read a report of published figures, as markdown."""
    if elsewhere := stands_in(edition):
        return f"What is published of this network stands in the edition of {in_markdown(elsewhere)}."
    natures = edition.table("published_figures")["nature"].drop_nulls().unique().sort().to_list()
    words = [NATURES[nature] for nature in NATURES if nature in natures]
    return (
        "Each figure keeps the words that qualify it: about, more than, up to. "
        f"{' '.join(words)} {_worked_out(edition)} In tables, [x] stands for what is not known."
    )


def _worked_out(edition: OpenEdition) -> str:
    """What is worked out from published figures, which no page may deny that it does."""
    if edition.table("awards").is_empty():
        return "Figures are not added to one another."
    return (
        "Figures are not added to one another, except amounts of awards: what one by the year comes to over its term, what several come "
        "to together, and who paid which share of them, are worked out from the awards as they were published, and marked as such."
    )


NATURES = {
    "stock": "A stock is what there is at a time.",
    "flow": "A flow is what comes in a span of time.",
    "cap": "A cap is the most that there may be, and says nothing of what there was.",
    "share": "A share is given of the whole that its source names.",
    "duration": "A term is as long as its source says.",
}


def limits_of_published_figures(edition: OpenEdition) -> list[str]:
    """What a report of published figures cannot say."""
    if elsewhere := stands_in(edition):
        return [
            "It holds no returns, so it says nothing about how many people came or what hubs did.",
            f"What documents tell of the network stands in the edition of {in_markdown(elsewhere)}.",
        ]
    sources = edition.table("published_figures").select(pl.col("source").n_unique()).item()
    written = (
        "The document was written for readers and a purpose of its own: what suited neither is not in it."
        if sources == 1
        else "The documents were written for readers and purposes of their own: what suited neither is not in them."
    )
    return [
        "It holds no returns, so it says nothing about how many people came or what hubs did, and nothing here is a measurement of ours.",
        written,
        "No figure can be followed over time: each was published once.",
    ]
