"""Of each declared design, whether what it should have changed is told from chance."""

from __future__ import annotations

from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.effects.designs import compared_outcomes
from analysis.exhibits.returns.effects.own_past import held_outcomes


def borne_by_designs(edition: OpenEdition) -> dict[str, bool]:
    """Design id -> whether the outcome that matters first went up by more than chance makes; designs that cannot be looked at are not in it."""
    before = [design for design in edition.network.designs if design.against == "before"]
    looks = [(one.design, one.outcome, one.verdict) for one in compared_outcomes(edition)]
    looks += [(one.design, one.outcome, one.verdict) for one in held_outcomes(edition, before)]
    return {design.id: verdict.direction > 0 for design, outcome, verdict in looks if outcome == design.outcomes[0]}
