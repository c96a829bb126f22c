"""Which code of a network's codebook stands for which outcome that all networks share, as a person has confirmed it."""

from __future__ import annotations

from analysis.datasets.cases.shared_codebook import shared_outcomes
from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.sources.cases.outcome_maps import LINES
from analysis.sources.findings import Place, Rule
from analysis.sources.records import Reading

OUTCOME_MAP = Table(
    name="outcome_map",
    meaning="One row a code of the network and a shared outcome it stands for, confirmed by a person.",
    key=("code_id", "shared_code"),
    columns=(
        Column("code_id", "text", "the network's code", required=True, refers_to="codebook.code_id"),
        Column("shared_code", "text", "the outcome of the shared codebook, such as people.connected", required=True),
        Column("confirmed_by", "text", "the role of the person who confirmed it", required=True),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)

UNKNOWN_OUTCOME = Rule(
    "unknown-outcome",
    "There is no shared outcome `{value}`.",
    "The code stands for no outcome now.",
    "Write one of those that `hub-learning codebook` lists, such as people.connected.",
    ignore="Never: what was coded so is missing from what networks share.",
)


def check_shared_codes(reading: Reading, file: str) -> Reading:
    """The lines of outcomes.yml without those that name no shared outcome, each with a finding."""
    lines = reading.records.get(LINES, [])
    if not lines:
        return reading
    outcomes = {code.code_id for code in shared_outcomes()}
    findings = [
        UNKNOWN_OUTCOME.at(
            Place(file, "", line.place, line.row, OUTCOME_MAP.name, "shared_code", line.values["shared_code"])
        )
        for line in lines
        if line.values["shared_code"] not in outcomes
    ]
    kept = [line for line in lines if line.values["shared_code"] in outcomes]
    return reading._replace(records={**reading.records, LINES: kept}, findings=reading.findings + findings)
