"""One question of the return, of the core or of a network's own, as code holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

QuestionKind = Literal["count", "money", "hours", "yes-no", "choices", "text"]
QUESTION_KINDS = ("count", "money", "hours", "yes-no", "choices", "text")


@dataclass(frozen=True)
class Question:
    """One question of the return.

    minutes: the time its answer is expected to take. help: how to find the answer, as the volunteer reads it. minimum and
    maximum: in the question's unit, both included; beyond them an answer is asked about unless `ignore_when` holds.
    stock: whether the same ones are counted again in the next quarter, so that quarters are averaged and never added.
    publish: where its words may be printed (left out: nowhere), from the quarter on whose form said so. label: what it is called
    in tables and drawings, where the wording is too long.
    """

    id: str
    number: str
    wording: str
    kind: QuestionKind
    unit: str
    minutes: float
    why: str
    help: str = ""
    minimum: float | None = None
    maximum: float | None = None
    ignore_when: str = ""
    people: bool = False
    stock: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    publish: str = ""
    publish_from: str = ""
    label: str = ""
    asked_from: str = ""
    asked_until: str = ""
    reworded: Mapping[str, str] = field(default_factory=dict)


# What questions.yml leaves out where a question has none.
OPTIONAL_KEYS = frozenset(
    [
        "choices",
        "minimum",
        "maximum",
        "ignore_when",
        "stock",
        "publish",
        "publish_from",
        "label",
        "asked_from",
        "asked_until",
        "reworded",
    ]
)
