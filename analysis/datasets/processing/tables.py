"""All tables by name, in the order in which they are read: a table comes after those it refers to."""

from __future__ import annotations

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.datasets.cases.outcome_map import OUTCOME_MAP
from analysis.datasets.cases.sheets_of_cases import SHEETS_OF_CASES
from analysis.datasets.declaration import Table
from analysis.datasets.findings import FINDINGS
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.local_spending import LOCAL_SPENDING
from analysis.datasets.money.organisations import ORGANISATIONS
from analysis.datasets.money.payments import PAYMENTS
from analysis.datasets.money.repeats import REPEATS
from analysis.datasets.money.sources import AWARD_SOURCES
from analysis.datasets.personal.decisions import PERSONAL_DATA
from analysis.datasets.personal.rates import PERSONAL_RATES
from analysis.datasets.planning.cost_lines import COST_LINES
from analysis.datasets.planning.pathways import PATHWAYS
from analysis.datasets.planning.readiness import READINESS
from analysis.datasets.planning.rent_tiers import RENT_TIERS
from analysis.datasets.register.boundaries import BOUNDARIES
from analysis.datasets.register.hubs import HUBS
from analysis.datasets.register.localities import LOCALITIES
from analysis.datasets.report.narrative import NARRATIVE
from analysis.datasets.report.published_figures import PUBLISHED_FIGURES
from analysis.datasets.report.recommendations import RECOMMENDATIONS
from analysis.datasets.returns.corrections import CORRECTIONS
from analysis.datasets.returns.questions import QUESTIONS
from analysis.datasets.returns.returns import RETURNS
from analysis.datasets.returns.submissions import SUBMISSIONS

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
        REPEATS,
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
