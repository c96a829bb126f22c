"""What a hub told us, question by question: without what it did not send, and without what may not be read by everybody."""

from __future__ import annotations

import polars as pl

from analysis.datasets.register.hub_life import why_shut
from analysis.datasets.returns.question_life import asked_in
from analysis.datasets.returns.questions import NUMERIC, label_of
from analysis.disclosure.release import Field, Reads, Released
from analysis.disclosure.rule import WITHHELD
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_id_of, facts_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.tables import shown_frame
from analysis.exhibits.wording import listed, noun_for, plainly, worded


def hub_answers(edition: OpenEdition) -> Exhibit:
    """What the hub told us in numbers, question by question, quarter by quarter."""
    exhibit_id = f"hub-answers-{str(edition.hub).lower()}"
    table = own_answers(edition)
    if table is None:
        return _no_return(edition, exhibit_id)
    number = number_of_returns(edition, table)
    shown, withheld = _by_question(table)
    held, of = noun_for(number, "return"), edition.period.label
    text = worded(edition, "hub.held", returns=held, period=of, table=f"@tbl-{exhibit_id}")
    if withheld:
        text += f" {worded(edition, 'hub.withheld', questions=listed(withheld))}"
    return exhibit_table(
        exhibit_id,
        f"What the hub told us in {noun_for(number, 'return')}",
        table,
        text,
        [number],
        shown=shown,
        data_folder=edition.data_folder,
    )


def own_answers(edition: OpenEdition) -> Released | None:
    """The hub's answers in numbers in the period, a row a quarter that it answered; None without any."""
    return edition.remembered("own answers", lambda: _own_answers(edition))


def _own_answers(edition: OpenEdition) -> Released | None:
    now = asked_in(edition.table("questions"), edition.period.quarter_labels)
    asked = now.filter(pl.col("kind").is_in(list(NUMERIC)))["question_id"].to_list()
    rows = edition.answers.frame.filter(pl.col("quarter").is_in(edition.period.quarter_labels))
    told = rows.height and asked
    return _answers_table(edition, f"hub-answers-{str(edition.hub).lower()}", asked) if told else None


def number_of_returns(edition: OpenEdition, table: Released) -> Fact:
    """How many returns the answers come from."""
    name = f"hub.{str(edition.hub).lower()}.returns.{edition.period.slug}"
    return derived(name, len(table), "returns", "returns of this hub for the period", facts_of(table))


def _no_return(edition: OpenEdition, exhibit_id: str) -> Exhibit:
    of = edition.period.label
    if why := _none_due(edition):
        return exhibit_none(exhibit_id, "No return was due", plainly(edition, "hub.none-due", why=why, period=of))
    unknown, needed = plainly(edition, "hub.not-come", period=of), plainly(edition, "hub.late-welcome")
    return exhibit_unknown(exhibit_id, "this hub's answers", unknown, needed)


def _none_due(edition: OpenEdition) -> str:
    """Why the hub owes no return for any quarter of the period, in the words of a sentence; empty where it owes one."""
    row = edition.table("hubs").filter(pl.col("hub_id") == edition.hub).row(0, named=True)
    why = [why_shut(row, quarter) for quarter in edition.period.quarter_labels]
    return f"This hub {why[-1]}" if all(why) else ""


def _answers_table(edition: OpenEdition, exhibit_id: str, asked: list[str]) -> Released:
    hub, quarters = str(edition.hub), edition.period.quarter_labels
    labels = {row["question_id"]: label_of(row) for row in edition.table("questions").iter_rows(named=True)}
    how = f"as the hub returned it{'' if edition.for_hub_alone else '; counts of people and money are rounded'}"

    def field(name: str) -> Field:
        reads: Reads = (("returns", {"question_id": [name], "hub_id": [hub], "quarter": []}),)
        unit = edition.answers.field(name).unit
        pence = 2 if unit == "GBP" and edition.for_hub_alone else 0
        return Field(name, labels[name], unit=unit, how=how, decimals=pence, reads=reads)

    return edition.answers.derive(
        exhibit_id,
        lambda frame: frame.filter(pl.col("quarter").is_in(quarters)).select("quarter", *_columns(frame, asked)),
        [Field("quarter", "Quarter", "key"), *[field(name) for name in asked]],
    )


def _by_question(table: Released) -> tuple[Released, list[str]]:
    """The same, as it is shown, with a row a question and a column a quarter: a phone and a sheet of paper are narrower than all questions.

    Left out: questions that the hub answered in no quarter, and those of which every answer is withheld, whose names are returned.
    """
    quarters = table.frame["quarter"].to_list()
    shown = shown_frame(table)
    rows, withheld = list[dict[str, str]](), list[str]()
    for field in table.values:
        cells, marks = shown[field.name].to_list(), [table.mark(field.name, row) for row in range(len(table))]
        values = table.frame[field.name].to_list()
        if all(value is None for value in values):
            withheld += [field.label] if WITHHELD in marks else []
            continue
        told = {f"told {quarter}": cell for quarter, cell in zip(quarters, cells, strict=True)}
        facts = {f"fact {quarter}": fact_id_of(table, field.name, row) for row, quarter in enumerate(quarters)}
        rows.append({"asked": field.label, **told, **facts})
    names = [f"{kind} {quarter}" for kind in ("told", "fact") for quarter in quarters]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(["asked", *names], pl.String))
    columns = [Field(f"told {quarter}", quarter, "text", states=f"fact {quarter}") for quarter in quarters]
    return table.derive(table.name, lambda _: frame, [Field("asked", "Question", "text"), *columns]), withheld


def _columns(frame: pl.DataFrame, asked: list[str]) -> list[str]:
    """The questions' columns with their marks."""
    beside = ("", "__mark", "__flag")
    return [f"{question}{more}" for question in asked for more in beside if f"{question}{more}" in frame.columns]
