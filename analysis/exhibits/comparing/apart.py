"""What networks with returns cannot be compared by: what only one of them asks, offers or holds."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from analysis.disclosure.release import Field, release_open
from analysis.exhibits.comparing.answers import (
    ASKED,
    asked,
    called,
    counted_asked,
    more_of,
    unknown_answers,
    with_returns,
)
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for
from analysis.measures.returns.activity import BANDS

Rows = list[dict[str, str]]


def not_shared(edition: OpenEdition) -> Exhibit:
    """What networks with returns cannot be compared by: questions, choices and quarters that not all of them have."""
    exhibit_id, networks = "not-shared", with_returns(edition)
    if not networks:
        return unknown_answers(edition, exhibit_id, "what networks ask and others do not")
    rows = [*_questions_apart(networks), *_choices_apart(networks), *_quarters_apart(networks)]
    if not rows:
        text = "All networks ask the same questions, with the same choices, of the same quarters."
        return exhibit_none(exhibit_id, "Nothing stands apart", text, **more_of(edition))
    fields = [
        Field("what", "What", "text"),
        Field("network", "Network", "text"),
        Field("because", "Why it cannot be compared", "text"),
    ]
    table = release_open(exhibit_id, pl.DataFrame(rows), fields, ASKED)
    questions = sorted({name for one in networks for name in asked(one)})
    number = counted_asked("networks.not-shared", len(rows), "rows of the table, counted", questions)
    number = replace(number, unit="answers and quarters")
    title = f"{noun_for(number, 'thing')} that a network holds cannot be held against another"
    text = f"@tbl-{exhibit_id} says of each why it is left out of the comparison."
    return exhibit_table(exhibit_id, title, table, text, [number], **more_of(edition))


def _questions_apart(networks: list[OpenEdition]) -> Rows:
    core = {question.id for question in CORE_QUESTIONS}
    rows = []
    for one in networks:
        for name, question in asked(one).items():
            if not all(name in asked(other) for other in networks):
                because = (
                    "Of the shared core, but not all networks ask it." if name in core else "Only this one asks it."
                )
                rows.append(_apart(f"Question: {question['wording']}", one, because))
    if all(set(BANDS) <= set(asked(one)) for one in networks):
        because = "Where one age group is small another is withheld with it, so the middle of them cannot be known."
        rows += [_apart("Ages of the people who came", one, because) for one in networks]
    return rows


def _choices_apart(networks: list[OpenEdition]) -> Rows:
    rows = []
    for name in sorted(question.id for question in CORE_QUESTIONS if question.kind == "choices"):
        offered = {one.network.name: str((asked(one).get(name) or {}).get("choices") or "") for one in networks}
        if len(set(offered.values())) < 2:
            continue
        for one in networks:
            if offered[one.network.name]:
                because = "It offers other answers than the other networks."
                rows.append(_apart(f"Answers to: {asked(one)[name]['wording']}", one, because))
    return rows


def _quarters_apart(networks: list[OpenEdition]) -> Rows:
    rows = []
    for one in networks:
        alone = [
            quarter
            for quarter in one.quarters_so_far
            if any(quarter not in other.quarters_so_far for other in networks)
        ]
        if alone:
            span = alone[0] if len(alone) == 1 else f"{alone[0]} to {alone[-1]}"
            rows.append(_apart(f"Quarters: {span}", one, "Not every network was asked for returns of these quarters."))
    return rows


def _apart(what: str, one: OpenEdition, because: str) -> dict[str, str]:
    return {"what": what, "network": called(one), "because": because}
