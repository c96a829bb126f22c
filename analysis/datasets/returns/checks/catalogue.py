"""All checks on what hubs send, by name: what stands behind the query sheets and the account of data quality."""

from __future__ import annotations

from analysis.datasets.bounds import BOUNDS
from analysis.datasets.consistency import CONTRADICTIONS
from analysis.datasets.corrections import CORRECTING
from analysis.datasets.history import FAR_FROM_HISTORY
from analysis.datasets.peers import FAR_FROM_ITS_KIND
from analysis.datasets.rules import ARRIVING, READING, Check

CHECKS: dict[str, Check] = {
    check.name: check
    for check in (
        *READING,
        *ARRIVING,
        *BOUNDS,
        *(contradiction.check for contradiction in CONTRADICTIONS),
        FAR_FROM_HISTORY,
        FAR_FROM_ITS_KIND,
        *CORRECTING,
    )
}
