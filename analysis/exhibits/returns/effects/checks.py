"""Exhibit: whether the first declared comparison stands on its own feet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import polars as pl

from analysis.disclosure.release import Field
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import fact_of, in_markdown
from analysis.exhibits.intervals import end_shown, tested_fields
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.effects.designs import (
    Found,
    compared_outcomes,
    compared_rows,
    ends_of,
    nothing_compared,
    tenths,
)
from analysis.exhibits.wording import plainly, worded
from analysis.measures.returns.designs.checks import ONE_EFFECT, SMALLEST, UNLIKE_HUBS, Check, design_checks
from analysis.measures.returns.designs.counterfactual import DECLARED_COMPARISON
from analysis.measures.verdict import SIGNIFICANT
from analysis.shared_values import of_these

CHECKS = "comparison-checks"


def comparison_checks(edition: OpenEdition) -> Exhibit:
    """Whether the first declared comparison stands on its own feet: before the start, without each hub, counted otherwise."""
    found = compared_outcomes(edition)
    if not found:
        return nothing_compared(edition, CHECKS, "whether the comparison holds")
    one = found[0]
    asked = of_these("design checks", one.panel.told, partial(design_checks, one.panel))
    checks = [check for check in asked if not check.why_not]
    if not one.estimate.can_tell:  # where no way to place could tell a difference, no other test is shown to
        checks = [check for check in checks if check.name != UNLIKE_HUBS]
    if not checks:
        few = plainly(edition, "change.no-check")
        return exhibit_unknown(CHECKS, "whether the comparison holds", few, plainly(edition, "change.check-needed"))
    table = edition.answers.derive(CHECKS, lambda _: _checks_frame(checks), _checks_fields(edition, one, checks))
    title, said = _of_before([check for check in checks if check.before])
    place = next((row for row, check in enumerate(checks) if check.name == SMALLEST), None)
    fact_id = f"change.{one.design.id}-visible.{edition.period.slug}"
    stated = [] if place is None else [fact_of(table, "effect", place, fact_id)]
    seen = (
        worded(edition, "change.would-be-found", size=stated[0].reading(f"about {stated[0].number:.0f}%"))
        if stated
        else worded(edition, "change.none-found")
    )
    misled = f" {worded(edition, 'change.one-after-another')}" if checks[-1].name == ONE_EFFECT else ""
    return exhibit_table(
        CHECKS,
        title,
        table,
        f"{said} {seen}{misled} @tbl-{CHECKS} holds each check, of {in_markdown(one.label.lower())}.",
        stated,
        data_folder=edition.data_folder,
    )


def _of_before(checks: list[Check]) -> tuple[str, str]:
    """Title and sentence of the checks on the quarters before anybody began."""
    if not checks:
        return (
            "Too few quarters lie before the start for a check",
            "Too few quarters lie before the start to look at them.",
        )
    failed = [check for check in checks if check.chance is not None and check.chance <= SIGNIFICANT / len(checks)]
    if failed:
        return (
            "Already before the start the hubs went another way than the others",
            "Before the start there is a difference that chance seldom makes, so the comparison does not hold.",
        )
    return (
        "Before the start nothing sets the hubs apart that chance does not",
        "Before the start there is no difference but what chance makes.",
    )


def _checks_frame(checks: list[Check]) -> pl.DataFrame:
    columns: dict[str, list[object]] = {"check": [check.name for check in checks]}
    for name in ("effect", "low", "high", "chance"):
        values = [getattr(check, name) for check in checks]
        shown = end_shown if name in ("low", "high") else tenths
        columns[name] = [shown(100 * value if name == "chance" and value is not None else value) for value in values]
        columns[f"{name}__mark"] = ["[z]" if value is None else None for value in values]
    kinds = {name: pl.String if name == "check" or name.endswith("__mark") else pl.Float64 for name in columns}
    return pl.DataFrame(columns, schema=kinds)


def _checks_fields(edition: OpenEdition, one: Found, checks: Sequence[Check]) -> list[Field]:
    reads = compared_rows(edition, [one])
    return [Field("check", "Check", "key"), *tested_fields("effect", DECLARED_COMPARISON.how, reads, ends_of(checks))]
