"""What the edition before this one claims, by its kept ledger. Imports nothing heavy: a build that finds nothing to do asks this too."""

from __future__ import annotations

import hashlib
import json

from analysis.editions.recall import full_ledger
from analysis.handover import CLAIM
from analysis.networks import Network
from analysis.periods import Period


def last_claims(network: Network, period: Period) -> tuple[str, dict[str, str]]:
    """The label of the edition before (the year before a year, the quarter before a quarter) and the state of each of its claims by id;
    both empty where it was not built here or claimed nothing."""
    before = period.previous
    try:
        kept = json.loads(full_ledger(network.name, before.slug).read_text(encoding="utf-8"))
        states = {
            str(fact["id"]).removeprefix(CLAIM).removesuffix(f".{before.slug}"): str(fact["value"])
            for fact in kept["facts"]
            if fact["unit"] == "claim"
        }
    except (OSError, ValueError, KeyError, TypeError):
        return "", {}
    return (before.label if states else ""), states


def claims_before(network: Network, period: Period) -> str:
    """A digest of what the last edition claims, on which this one rests; empty where it claims nothing."""
    _, states = last_claims(network, period)
    return hashlib.sha256(json.dumps(states, sort_keys=True).encode()).hexdigest() if states else ""
