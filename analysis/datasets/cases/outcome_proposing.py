"""Which code of a network's codebook may stand for which shared outcome: a proposal for a person to read and confirm."""

from __future__ import annotations

import json
from dataclasses import dataclass

import polars as pl

from analysis.datasets.cases.shared_codebook import OUTCOME, SharedCode
from analysis.datasets.written.likeness import Asked, Likeness, stems_of
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.settings.writing import schema_comment

_LEAST = 0.30  # below it names have little in common


@dataclass(frozen=True)
class ProposedOutcome:
    """A code of the network, and the shared outcome it may stand for; empty where none is like it."""

    code_id: str
    name: str
    shared: str
    reason: str


def propose_outcomes(codebook: pl.DataFrame, shared: list[SharedCode]) -> list[ProposedOutcome]:
    """A proposal for each outcome code of the codebook, in its order. shared: the shared outcomes.

    Codes that stand in no branch of outcomes are proposed nothing, unless the codebook has no such branch.
    """
    codable = codebook.filter(pl.col("codable"))
    outcomes = codable.filter(pl.col("frame") == OUTCOME)
    rows = (outcomes if outcomes.height else codable).to_dicts()
    asked = {code.code_id: _asked(code.name, code.definition, code.when) for code in shared}
    likeness = Likeness(list(asked.values()))
    return [_proposed(row, shared, asked, likeness) for row in rows]


def _asked(name: str, *more: str) -> Asked:
    return Asked(plain_words(name), stems_of(" ".join((name, *more))), stems_of(name))


def _proposed(
    row: dict[str, str | None], shared: list[SharedCode], asked: dict[str, Asked], likeness: Likeness
) -> ProposedOutcome:
    code, name = row["code_id"] or "", row["name"] or ""
    if same := next((each for each in shared if each.guid == code), None):
        return ProposedOutcome(code, name, same.code_id, "it is the shared code itself")
    mine = _asked(name, row["definition"] or "")
    scores = {each.code_id: likeness.of(mine, asked[each.code_id]) for each in shared}
    best = max(scores, key=lambda each: scores[each], default="")
    if not best or scores[best] < _LEAST:
        return ProposedOutcome(code, name, "", "no shared outcome is like it")
    called = next(each.name for each in shared if each.code_id == best)
    if scores[best] == 1:
        return ProposedOutcome(code, name, best, f"both are called `{called}`")
    rivals = [each for each in scores if each != best and scores[each] > 0.8 * scores[best]]
    also = f"; {rivals[0]} is nearly as like" if rivals else ""
    return ProposedOutcome(code, name, best, f"its words are most like those of `{called}`{also}")


def as_outcomes_yml(proposed: list[ProposedOutcome], shared: list[SharedCode]) -> str:
    """The text of outcomes.yml, to be confirmed. Each reason stands beside its line as a comment."""
    lines = [
        schema_comment("outcomes", 4).rstrip(),
        "# Which code of this network's codebook stands for which outcome that all networks share. Read each line and correct it;",
        "# leave `shared` empty where none fits. Nothing is used before your role stands beside confirmed_by.",
        "confirmed_by:",
        "outcomes:",
    ]
    for each in proposed:
        lines += [
            f"  - code: {_quoted(each.name)}",
            f"    shared: {each.shared}".rstrip() + f"  # {_on_one_line(each.reason)}",
        ]
    lines += ["", "# The shared outcomes:", *(f"#   {code.code_id}: {code.name}. {code.definition}" for code in shared)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _on_one_line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
