"""Which exhibits, and which of the sentences that stand with them, rest on the answers to which questions.

Written down rather than read from an earlier edition, so that a build never depends on the one before it. A test compares
this list with what the facts of a built edition say of their origins: an exhibit that reads another question fails it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

BANDS = ("people_0_17", "people_18_64", "people_65_plus")


@dataclass(frozen=True)
class Use:
    """One exhibit: the questions its figure or table shows, and those its sentence states."""

    exhibit: str
    shown: tuple[str, ...]
    stated: tuple[str, ...]


# What a hub's own page gives back to it.
GIVEN_BACK = (
    "sessions",
    "attendances",
    "people",
    "volunteers",
    "volunteer_hours",
    "agencies",
    "referrals_in",
    "referrals_out",
    "next_steps",
    "money_in",
    "money_out",
)
# The indicators of recommendations and outcomes are not among them: which questions those are is data, and counted from it.
QUESTION_USES = (
    Use("first-screen", (), ("attendances",)),
    Use("reach", ("referrals_in", "referrals_out", "next_steps"), ("referrals_in", "referrals_out", "next_steps")),
    Use("reach-and-need", ("attendances",), ("attendances",)),
    Use("attendance-by-quarter", ("attendances",), ("attendances",)),
    Use("decisions-due", ("attendances", "people", "support_kinds"), ()),
    Use("activity-by-hub", ("sessions", "attendances", "people", "volunteer_hours"), ("attendances",)),
    Use("age-bands", BANDS, BANDS),
    Use("volunteers", ("volunteers", "volunteer_hours"), ("volunteers", "volunteer_hours")),
    Use("support-kinds", ("support_kinds",), ("support_kinds",)),
    Use("warm-spaces", ("attendances", "warm_space"), ("attendances", "warm_space")),
    Use("attendance-xmr", ("attendances",), ("attendances",)),
    Use("facilitator-comparison", ("attendances", "volunteers"), ("attendances", "volunteers")),
    Use("hubs-learned", ("learned",), ("learned",)),
    Use("running-costs", ("money_out", "sessions", "volunteer_hours"), ("money_out",)),
    Use("planned-network", ("money_out", "volunteer_hours"), ("money_out", "volunteer_hours")),
    Use("pathway-strengths", ("referrals_in", "referrals_out"), ()),
)
# What networks of one kind are compared by: a use where there are others.
COMPARED_USES = (
    Use("core-questions-compared", GIVEN_BACK, ()),
    Use("attendances-compared", ("attendances",), ("attendances",)),
)


def question_uses(
    beside: bool, printed: Sequence[str] = (), joined: Sequence[str] = (), reported: Sequence[str] = ()
) -> pl.DataFrame:
    """One row an exhibit, sentence or hub's page that a question's answers go into. Columns: question_id, use, exhibit.

    beside: whether there are other networks of its kind to compare with. printed: questions whose words stand on hubs' pages;
    reported: those of them whose words stand on the page on learning, too.
    joined: questions that the joint display holds against case studies; which these are depends on the outcomes that codes stand for.
    """
    uses = (*QUESTION_USES, *COMPARED_USES) if beside else QUESTION_USES
    rows = [(question, "exhibit", use.exhibit) for use in uses for question in use.shown]
    rows += [(question, "sentence", use.exhibit) for use in uses for question in use.stated]
    rows += [(question, use, "joint-display") for question in joined for use in ("exhibit", "sentence")]
    rows += [(question, "hub page", "hub-answers") for question in GIVEN_BACK]
    rows += [(question, "hub page", "hub-stories") for question in printed]
    rows += [(question, "exhibit", "stories") for question in reported]
    return pl.DataFrame(rows, schema={"question_id": pl.String, "use": pl.String, "exhibit": pl.String}, orient="row")
