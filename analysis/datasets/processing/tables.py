"""All tables by name, in the order in which they are read: a table comes after those it refers to."""

from __future__ import annotations

from analysis.datasets.award_sources import AWARD_SOURCES
from analysis.datasets.awards import AWARDS
from analysis.datasets.boundaries import BOUNDARIES
from analysis.datasets.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.datasets.corrections import CORRECTIONS
from analysis.datasets.cost_lines import COST_LINES
from analysis.datasets.declaration import Table
from analysis.datasets.findings import FINDINGS
from analysis.datasets.hubs import HUBS
from analysis.datasets.local_spending import LOCAL_SPENDING
from analysis.datasets.localities import LOCALITIES
from analysis.datasets.narrative import NARRATIVE
from analysis.datasets.organisations import ORGANISATIONS
from analysis.datasets.outcome_map import OUTCOME_MAP
from analysis.datasets.pathways import PATHWAYS
from analysis.datasets.payments import PAYMENTS
from analysis.datasets.personal_decisions import PERSONAL_DATA
from analysis.datasets.personal_rates import PERSONAL_RATES
from analysis.datasets.published_figures import PUBLISHED_FIGURES
from analysis.datasets.questions import QUESTIONS
from analysis.datasets.readiness import READINESS
from analysis.datasets.recommendations import RECOMMENDATIONS
from analysis.datasets.rent_tiers import RENT_TIERS
from analysis.datasets.returns import RETURNS
from analysis.datasets.sheets_of_cases import SHEETS_OF_CASES
from analysis.datasets.submissions import SUBMISSIONS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        LOCALITIES,
        HUBS,
        QUESTIONS,
        CORRECTIONS,
        SUBMISSIONS,
        RETURNS,
        ORGANISATIONS,
        AWARDS,
        PAYMENTS,
        AWARD_SOURCES,
        LOCAL_SPENDING,
        CASE_STUDIES,
        CODEBOOK,
        CODINGS,
        OUTCOME_MAP,
        RECOMMENDATIONS,
        PUBLISHED_FIGURES,
        NARRATIVE,
        BOUNDARIES,
        PATHWAYS,
        READINESS,
        COST_LINES,
        RENT_TIERS,
        PERSONAL_DATA,
        PERSONAL_RATES,
        FINDINGS,
    )
}

# Where people's words are looked at: the tables, and rows of sheets whose names are not matched yet.
WITH_TEXTS: dict[str, Table] = {**TABLES, **SHEETS_OF_CASES}
