"""Networks that send returns, side by side: the core questions alone, from answers released under each network's own rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from analysis.disclosure.release import Field, Reads, Released, release_open, stacked
from analysis.disclosure.several import POOLED, of_one
from analysis.exhibits.counts import counted
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, fact_of, in_markdown, show_number
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import RETURNS_NEEDED
from analysis.exhibits.wording import listed, noun_for
from analysis.measures.comparing import networks as networks_compared
from analysis.measures.register import network
from analysis.measures.returns.activity import BANDS
from analysis.periods import MONTHS

FEWEST_HUBS = 5  # a median of fewer moves with each of them
NO_RETURNS = (
    "Fewer than two networks of this kind have returns for this period, so none of their answers can be compared."
)
PUBLIC = "The register of hubs and the returns that came, counted; it counts no people."
LABELS = {
    "sessions": "Sessions and activities",
    "attendances": "Attendances",
    "people": "Different people",
    "volunteers": "Volunteers",
    "volunteer_hours": "Hours that volunteers gave",
    "agencies": "Other organisations at work there",
    "referrals_in": "People referred to the hub",
    "referrals_out": "People pointed to another service",
    "next_steps": "People who took a next step",
    "money_in": "Money in, pounds",
    "money_out": "Money spent, pounds",
}
NUMERIC = ("count", "money", "hours")
ASKED = "What each network asks, and of which quarters it holds returns."


def with_returns(edition: OpenEdition) -> list[OpenEdition]:
    """This network and others of its kind with hubs that reported in each quarter of the period, by title; nothing below two.

    One whose files hold what stops a build is left out: nothing should rest on it.
    """
    held = []
    for one in [edition, *(other for other in edition.beside if not of_other_months(edition, other))]:
        stops = one is not edition and (one.table("findings")["severity"] == "stops").any()
        if not stops and one.table("returns").height and len(throughout(one)) >= FEWEST_HUBS:
            held.append(one)
    return sorted(held, key=lambda one: one.network.title) if len(held) > 1 and edition in held else []


def of_other_months(edition: OpenEdition, other: OpenEdition) -> bool:
    """Whether a quarter of one label covers other months there, as its years begin in another month: then nothing of it is compared."""
    return other.network.begins != edition.network.begins


def not_of_our_months(edition: OpenEdition) -> str:
    """Which networks with returns are left out as their quarters are of other months; empty where there are none."""
    others = [one for one in edition.beside if of_other_months(edition, one) and one.table("returns").height]
    said = [f"{in_markdown(called(one))} (from {MONTHS[one.network.begins - 1]})" for one in others]
    if not said:
        return ""
    ours = MONTHS[edition.network.begins - 1]
    return (
        f" Not compared, as their years do not begin in {ours} and their quarters are of other months: {listed(said)}."
    )


def throughout(edition: OpenEdition, quarters: list[str] | None = None, question: str = "") -> list[str]:
    """Hubs that reported in every quarter of the period, or of the quarters given; that answered the question, where one is named."""
    wanted = edition.period.quarter_labels if quarters is None else quarters
    told = edition.answers.frame.filter(of_one("hub_id"))
    if question:
        told = told.filter(networks_compared.answered(told, question))
    return networks_compared.reported_throughout(told, wanted, POOLED)


def called(one: OpenEdition) -> str:
    """A network's title on this page: that all of them are invented, where they are, is said at its head."""
    return one.network.title.removesuffix(" (demonstration)")


def more_of(edition: OpenEdition) -> dict[str, Any]:
    return {"data_folder": edition.data_folder}


def unknown_answers(edition: OpenEdition, exhibit_id: str, subject: str) -> Exhibit:
    because = f"{NO_RETURNS}{not_of_our_months(edition)}"
    return exhibit_unknown(exhibit_id, subject, because, RETURNS_NEEDED, **more_of(edition))


def asked(edition: OpenEdition) -> dict[str, dict[str, Any]]:
    return {row["question_id"]: row for row in edition.table("questions").iter_rows(named=True)}


def _shared(networks: list[OpenEdition]) -> list[dict[str, Any]]:
    """The core questions with a number for an answer that all of them ask, in the core's order.

    Not ages: there a count that is not small may be withheld beside one that is, so the rank of what is withheld is not known.
    """
    core = [question.id for question in CORE_QUESTIONS if question.kind in NUMERIC and question.id not in BANDS]
    names = networks_compared.core_in_all([list(asked(one)) for one in networks], core)
    return [asked(networks[0])[name] for name in names]


def answers_compared(edition: OpenEdition) -> Exhibit:
    """Median and range per hub and quarter of each shared question, network by network."""
    exhibit_id, networks = "core-questions-compared", with_returns(edition)
    if not networks:
        return unknown_answers(edition, exhibit_id, "answers to the shared questions")
    questions = _shared(networks)
    tables = [_per_hub(one, questions, exhibit_id) for one in networks]
    table = stacked(exhibit_id, tables)
    table = table.derive(exhibit_id, lambda frame: frame.sort("order", "network"), table.fields)
    facts = traced_to_networks(edition, tables, ["median", "low", "high"])
    number = counted_asked(
        "networks.core-questions",
        len(questions),
        "core questions that all of them ask",
        [row["question_id"] for row in questions],
    )
    how = "hubs that reported in each quarter"
    hubs = [
        f"{counted(f'networks.throughout.{one.network.name}', len(throughout(one)), 'hub', how, facts[:1])} of {in_markdown(called(one))}"
        for one in networks
    ]
    title = f"{noun_for(number, 'question')} can be held against each other, hub by hub"
    text = (
        f"@tbl-{exhibit_id} takes hubs that reported in each quarter of {in_markdown(edition.period.label)} ({listed(hubs)}), and "
        "from each network what its own disclosure rule releases. A median is the hub and quarter in the middle: half counted as many or "
        f"more. Networks with other kinds of hubs differ without being better or worse.{not_of_our_months(edition)}"
    )
    return with_facts(
        exhibit_table(exhibit_id, title, without_codes(table), text, [number], **more_of(edition)), facts, table
    )


def _per_hub(one: OpenEdition, questions: list[dict[str, Any]], name: str) -> Released:
    """One row a question, from the network's released answers alone."""
    quarters, hubs = one.period.quarter_labels, throughout(one)

    def summed_up(answers: pl.DataFrame) -> pl.DataFrame:
        inside = answers.filter(pl.col("quarter").is_in(quarters) & pl.col("hub_id").is_in(hubs))
        rows = []
        for order, question in enumerate(questions):
            found = networks_compared.per_hub(inside, question["question_id"])
            told = {part: found[part] for part in ("median", "low", "high")}
            rows.append(
                {
                    "order": order,
                    "question_id": question["question_id"],
                    "question": LABELS.get(question["question_id"], question["wording"]),
                    "unit": question["unit"],
                }
                | {"network": called(one), "network_name": one.network.name, "answers": found["answers"]}
                | {part: None if isinstance(value, str) else value for part, value in told.items()}
                | {f"{part}__mark": value if isinstance(value, str) else None for part, value in told.items()}
            )
        numbers = dict.fromkeys(("median", "low", "high"), pl.Float64)
        marks = {f"{part}__mark": pl.String for part in numbers}
        return pl.DataFrame(rows, schema_overrides={**numbers, **marks, "answers": pl.Int64})

    reads: Reads = (("returns", {"question_id": [], "quarter": quarters, "hub_id": hubs}),)
    how = "over hubs that reported in each quarter of the period; one value a hub and quarter, as released"
    fields = [
        Field("question", "Question", "text"),
        Field("question_id", "Code", "key"),
        Field("network", "Network", "text"),
        Field("network_name", "Its folder", "key"),
        Field("unit", "Counted in", "text"),
        Field("median", "Middle", how=f"median, {how}", reads=reads, decimals=1),
        Field("low", "Lowest", how=f"lowest, {how}", reads=reads),
        Field("high", "Highest", how=f"highest, {how}", reads=reads),
    ]
    return one.answers.derive(name, summed_up, fields)


def traced_to_networks(edition: OpenEdition, tables: Sequence[Released], columns: Sequence[str]) -> list[Fact]:
    """Facts of the columns, each led back to the files of its own network.

    tables: those of the single networks, as each names the hubs that its own numbers rest on.
    """
    return [fact for table in tables for fact in _traced(edition, table, columns)]


def _traced(edition: OpenEdition, table: Released, columns: Sequence[str]) -> list[Fact]:
    facts = []
    for row, about in enumerate(table.frame.iter_rows(named=True)):
        other = "" if about["network_name"] == edition.network.name else about["network_name"]
        for column in columns:
            fact = fact_of(table, column, row)
            if column in _IN_UNITS and about.get("unit"):  # in the table the unit stands in a column of its own
                fact = replace(fact, unit=about["unit"], shown=_in_unit(fact, about["unit"]))
            facts.append(replace(fact, origins=tuple(replace(origin, network=other) for origin in fact.origins)))
    return facts


_IN_UNITS = ("median", "low", "high")


def _in_unit(fact: Fact, unit: str) -> str:
    return show_number(fact.number, unit, 0 if fact.number.is_integer() else 1) if fact.known else fact.shown


def counted_asked(fact_id: str, number: int, how: str, questions: list[str]) -> Fact:
    """A number of questions, or of other things that the questionnaires and registers tell."""
    table = release_open(
        fact_id,
        pl.DataFrame({"number": [number]}),
        [Field("number", how, unit="questions", how=how, reads=(("questions", {"question_id": questions}),))],
        ASKED,
    )
    return fact_of(table, "number", 0, fact_id)


def with_facts(exhibit: Exhibit, facts: list[Fact], table: Released | None = None) -> Exhibit:
    """The exhibit with these facts in place of those of its cells; its sentence keeps its own. table: with the codes that tell them apart."""
    stated = {fact.id: fact for fact in [*exhibit.sentence.facts, *facts]}
    return replace(exhibit, facts=tuple(stated.values()), named_by=table)


def without_codes(table: Released) -> Released:
    """The table as readers see it: without what only tells its facts apart, and what would make it too wide to read."""
    codes = ("network_name", "question_id", "unit")
    return table.select(table.name, fields=[field.name for field in table.fields if field.name not in codes])


def coverage(edition: OpenEdition) -> Exhibit:
    """How many hubs, how many of them in the comparison, and how many for the residents of the places served."""
    exhibit_id, networks = "network-coverage", with_returns(edition)
    if not networks:
        return unknown_answers(edition, exhibit_id, "coverage of the networks")
    rows = [_coverage_of(one) for one in networks]
    hubs: Reads = (("hubs", {"hub_id": [hub for one in networks for hub in one.table("hubs")["hub_id"]]}),)
    sent: Reads = (("submissions", {"quarter": edition.period.quarter_labels}),)
    lying = [place for one in networks for place in one.table("localities")["locality_id"]]
    places: Reads = (("localities", {"locality_id": lying}),)
    fields = [
        Field("network", "Network", "text"),
        Field("network_name", "Its folder", "key"),
        Field("hubs", "Hubs", unit="hubs", how=network.HUBS.how, reads=hubs),
        Field("steady", "Reported in each quarter", unit="hubs", how="hubs with a return in every quarter", reads=sent),
        Field(
            "residents", "Residents of its places", unit="people", how="localities in the register, added", reads=places
        ),
        Field(
            "rate",
            "Hubs for 10,000 residents",
            unit="hubs per 10,000 residents",
            how="hubs over the residents of all localities in the same register",
            decimals=1,
            reads=(*hubs, *places),
        ),
    ]
    table = release_open(exhibit_id, pl.DataFrame(rows), fields, PUBLIC)
    facts = traced_to_networks(edition, [table], ["hubs", "steady", "residents", "rate"])
    by = {fact.id: fact for fact in facts}
    rates = {one: by[f"{exhibit_id}.rate.{one.network.name}"] for one in networks}
    said = [f"{rate} in {in_markdown(called(one))}" for one, rate in rates.items() if rate.known]
    title = (
        f"Hubs for 10,000 residents: {listed(said)}" if said else "How many residents each network serves is not known"
    )
    text = (
        f"@tbl-{exhibit_id} divides hubs only by the residents of the localities in the same register: a population of another area "
        "would make one network look thin. Comparisons below rest on the hubs that reported in each quarter."
    )
    made = exhibit_table(exhibit_id, title, without_codes(table), text, list(rates.values()), **more_of(edition))
    return with_facts(made, facts, table)


def _coverage_of(one: OpenEdition) -> dict[str, Any]:
    hubs = network.open_hubs(one.table("hubs"), one.period.quarters[-1].label).height
    steady = len(throughout(one))
    population = one.table("localities")["population"]
    residents = None if population.null_count() or not len(population) else int(population.sum())
    return {
        "network": called(one),
        "network_name": one.network.name,
        "hubs": hubs,
        "steady": steady,
        "residents": residents,
        "rate": 10_000 * hubs / residents if residents else None,
    }
