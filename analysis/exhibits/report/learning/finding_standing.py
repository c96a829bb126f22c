"""What a finding counts for wherever it is cited: its strength, what speaks against it and whether that was looked for, decided once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from analysis.datasets.report.citing import named_in
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.learned import Evidence, judged_strength, standing_findings
from analysis.measures.cases.strength import sources_of


class FindingStanding(NamedTuple):
    """called: by the printed rubric; empty for one that rests on numbers and awards alone, which the rubric does not judge."""

    called: str
    contrary_sought: bool
    spoken_against: bool  # whether a source holds a passage that speaks against it

    @property
    def contested(self) -> bool:
        return self.called == "contested"

    @property
    def bears(self) -> bool:
        """Whether it is more than tentative."""
        return self.called not in ("tentative", "contested")


def findings_standing(edition: OpenEdition) -> dict[str, FindingStanding]:
    """Each finding that stood by the period's end, by its id."""
    evidence = Evidence(edition, "site")
    return {row["learned_id"]: _standing(row, evidence) for row in standing_findings(edition)}


def _standing(row: Mapping[str, Any], evidence: Evidence) -> FindingStanding:
    codes, passages, against = (named_in(row[column]) for column in ("codes", "speaks_for", "against"))
    judged = judged_strength(row, evidence).called if codes or passages else ""
    contrary = sources_of(evidence.codings, evidence.cases, [], against).height
    return FindingStanding(judged, bool(row["contrary_sought"]), contrary > 0)
