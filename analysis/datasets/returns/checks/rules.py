"""A check on what hubs send, as a record: what it asks, why, when to ignore what it finds, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.datasets.checks import shortened
from analysis.sources.findings import Effect, Finding, Place, Severity
from analysis.sources.records import row_of


@dataclass(frozen=True)
class Check:
    """One check. `name` is the `rule` of its findings.

    effect: what becomes of the value until somebody has answered. query: what the hub is asked after it was told what was
    seen, empty where the research partner must settle it. about: the questions whose answers are compared, asked for
    together. rank: the order on a query sheet; the smaller comes first.
    """

    name: str
    asks: str
    why: str
    ignore: str
    severity: Severity
    effect: Effect
    remedy: str
    query: str = ""
    about: tuple[str, ...] = ()
    rank: int = 5

    def at(
        self,
        place: Place,
        problem: str,
        *,
        hub_id: str | None = None,
        quarter: str | None = None,
        remedy: str = "",
        ignore: str = "",
    ) -> Finding:
        """What this check found there, in a sentence. remedy, ignore: where they are other than the check's own."""
        return Finding(
            problem=problem,
            why=self.why,
            remedy=remedy or self.remedy,
            severity=self.severity,
            rule=self.name,
            effect=self.effect,
            ignore=ignore or self.ignore,
            hub_id=hub_id,
            quarter=quarter,
            **place._asdict(),
        )

    def of_answer(self, answer: Mapping[str, Any], problem: str, *, column: str = "", ignore: str = "") -> Finding:
        """What this check found in an answer, at its cell.

        answer: hub_id, quarter, question_id, written, source_file, source_sheet, source_cell. column: where the finding is about
        another question than the answer's own.
        """
        cell = str(answer["source_cell"])
        where = (str(answer["source_file"]), str(answer["source_sheet"] or ""), cell, row_of(cell), "returns")
        place = Place(*where, column or str(answer["question_id"]), shortened(str(answer["written"])))
        whose = {"hub_id": str(answer["hub_id"]), "quarter": str(answer["quarter"])}
        return self.at(place, problem, **whose, ignore=ignore)
