"""What people write for the report, held against all that is known once every other table is read."""

from __future__ import annotations

import polars as pl

from analysis.datasets.report.boxes import BOXES, settle_boxes
from analysis.datasets.report.claims import CLAIMS, settle_claims
from analysis.datasets.report.definitions import DEFINITIONS, settle_definitions
from analysis.datasets.report.events import EVENTS, settle_events
from analysis.datasets.report.learned import LEARNED, settle_learned
from analysis.datasets.report.lens import LENS, settle_lens
from analysis.datasets.report.narrative import NARRATIVE, check_editions
from analysis.datasets.report.photographs import PHOTOGRAPHS, settle_photographs
from analysis.datasets.report.recommendations import RECOMMENDATIONS, settle_recommendations
from analysis.datasets.report.theory import check_theory
from analysis.datasets.report.wording import WORDING, settle_wording
from analysis.networks import Network
from analysis.sources.findings import Finding


def settle_report(tables: dict[str, pl.DataFrame], network: Network) -> list[Finding]:
    """Findings, aims and recommendations with what they name by identifier, in their tables, events with their quarters, photographs that may be shown; what names nothing is told, and a narrative of no edition."""
    told = check_editions(tables[NARRATIVE.name], network)
    for table, settle in (
        (LEARNED, settle_learned),
        (CLAIMS, settle_claims),
        (LENS, settle_lens),
        (RECOMMENDATIONS, settle_recommendations),
        (BOXES, settle_boxes),
        (DEFINITIONS, settle_definitions),
        (WORDING, settle_wording),
    ):
        tables[table.name], found = settle(tables)
        told += found
    for dated, settle_dated in ((EVENTS, settle_events), (PHOTOGRAPHS, settle_photographs)):
        tables[dated.name], found = settle_dated(tables, network)
        told += found
    learned, designs = tables[LEARNED.name]["learned_id"].to_list(), [design.id for design in network.designs]
    return told + check_theory(network.theory, network.theory_lines, learned, designs)
