"""All tables by name, in the order in which they are read: a table comes after those it refers to."""

from __future__ import annotations

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.datasets.cases.outcome_map import OUTCOME_MAP
from analysis.datasets.cases.sheets_of_cases import SHEETS_OF_CASES
from analysis.datasets.cases.study_methods import STUDY_METHODS
from analysis.datasets.declaration import Table
from analysis.datasets.findings import FINDINGS
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.payments import PAYMENTS
from analysis.datasets.money.sameness.repeats import REPEATS
from analysis.datasets.money.sources import AWARD_SOURCES
from analysis.datasets.personal.decisions import PERSONAL_DATA
from analysis.datasets.personal.rates import PERSONAL_RATES
from analysis.datasets.processing.file_kinds import KINDS
from analysis.datasets.report.boxes import BOXES
from analysis.datasets.report.claims import CLAIMS
from analysis.datasets.report.definitions import DEFINITIONS
from analysis.datasets.report.events import EVENTS
from analysis.datasets.report.learned import LEARNED
from analysis.datasets.report.lens import LENS
from analysis.datasets.report.narrative import NARRATIVE
from analysis.datasets.report.photographs import PHOTOGRAPHS, PICTURES
from analysis.datasets.report.theory import THEORY_LINKS
from analysis.datasets.report.wording import WORDING
from analysis.datasets.returns.corrections import CORRECTIONS
from analysis.datasets.returns.questions import QUESTIONS
from analysis.datasets.returns.returns import RETURNS
from analysis.datasets.returns.submissions import SUBMISSIONS

# Plain tables stand in the table of file kinds; here are the others, which their readers and the build put together.
_PLAIN = [kind.table for kind in KINDS if kind.table is not None and kind.places]
_OTHERS = (
    QUESTIONS,
    CORRECTIONS,
    SUBMISSIONS,
    RETURNS,
    AWARDS,
    PAYMENTS,
    REPEATS,
    AWARD_SOURCES,
    CASE_STUDIES,
    CODEBOOK,
    CODINGS,
    OUTCOME_MAP,
    STUDY_METHODS,
    NARRATIVE,
    LEARNED,
    CLAIMS,
    LENS,
    EVENTS,
    BOXES,
    PHOTOGRAPHS,
    PICTURES,
    DEFINITIONS,
    WORDING,
    THEORY_LINKS,
    PERSONAL_DATA,
    PERSONAL_RATES,
    FINDINGS,
)


def _referred_to_first(tables: list[Table]) -> list[Table]:
    """The tables in an order in which each comes after those that it refers to, as near to the given one as that allows."""
    ordered: list[Table] = []
    waiting = list(tables)
    while waiting:
        placed = {table.name for table in ordered}
        after = {
            table.name: {column.refers_to.split(".")[0] for column in table.columns if column.refers_to}
            for table in waiting
        }
        ready = next(table for table in waiting if after[table.name] <= placed | {table.name})
        ordered.append(ready)
        waiting.remove(ready)
    return ordered


TABLES: dict[str, Table] = {table.name: table for table in _referred_to_first([*_PLAIN, *_OTHERS])}

# Where people's words are looked at: the tables, and rows of sheets whose names are not matched yet.
WITH_TEXTS: dict[str, Table] = {**TABLES, **SHEETS_OF_CASES}
