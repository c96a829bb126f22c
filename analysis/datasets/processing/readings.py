"""Which reader reads which raw file, and what was read of it last time."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path, PurePosixPath

from analysis.datasets.cases.outcome_map import check_shared_codes
from analysis.datasets.cases.sheets_of_cases import SHEETS_OF_CASES
from analysis.datasets.personal.decisions import DECISION, Decision, decisions_of, digest_for, redact_reading
from analysis.datasets.personal.texts import mark_reading
from analysis.datasets.processing.freshness import READINGS, reading_code
from analysis.datasets.returns.corrections import CORRECTION
from analysis.datasets.returns.questions import QUESTION
from analysis.project import processed_folder
from analysis.sources.cases.outcome_maps import OUTCOMES_FILE, read_outcome_map
from analysis.sources.cases.project import read_project
from analysis.sources.cases.sheets import read_case_text, read_coded_sheet
from analysis.sources.files.sheets import read_sheet
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.files import read_money
from analysis.sources.money.same_awards import SAME_AWARDS_FILE, read_same_awards
from analysis.sources.personal.decisions import PERSONAL_FILE, read_personal_decisions
from analysis.sources.planning.check_lists import read_check_list
from analysis.sources.raw.cards import CARD, Card, read_card
from analysis.sources.records import Reading, Record, nothing_read, whole_text
from analysis.sources.register.boundaries import read_boundaries
from analysis.sources.report.narrative import is_narrative, read_narrative
from analysis.sources.returns.corrections import CORRECTIONS_FILE, read_corrections
from analysis.sources.returns.mappings import is_mapping, read_mapping
from analysis.sources.returns.questionnaires import QUESTIONS_FILE, read_questionnaire
from analysis.sources.returns.returns_files import read_returns
from analysis.sources.unopened import why_not_opened
from analysis.sources.unreadable import unreadable

SHEETS = {
    "funding/organisations.csv": "organisations",
    "register/hubs.csv": "hubs",
    "register/localities.csv": "localities",
    "register/pathways.csv": "pathways",
    "costs/cost-lines.csv": "cost_lines",
    "costs/rent-tiers.csv": "rent_tiers",
    "recommendations.csv": "recommendations",
    "published-figures.csv": "published_figures",
    "funding/local-spending.csv": "local_spending",
}
NOT_READ = Rule(
    "not-read",
    "Nothing is read from this file.",
    "It is neither where nor named as anything that the report is made from.",
    "Nothing to do if that is meant; else put it where files of its kind lie.",
    "note",
)
_NOT_SENT = ("network.yml", "README.md")
# Where one file holds all that there is of its kind: an edition without it would say nothing and look whole.
_STANDS_ALONE = ("register/", "funding/", "cases/")
_FALLS_BACK = ("register/boundaries.geojson", "register/pathways.csv")  # without it a page says less, and says so


def read_raw_file(path: Path, file: str) -> Reading:
    """Read one file of a network's raw folder. `file`: its name relative to that folder, which says what it should be."""
    try:
        problem = why_not_opened(path, file)
        reading = nothing_read(problem) if problem else _read(path, file)
    except OSError as error:  # it could be seen, and yet not be read: a disk or a network drive that fails
        what = f"The file cannot be opened ({error.strerror or type(error).__name__})."
        reading = nothing_read(unreadable(file, what, "Check its permissions and the place it lies in."))
    except Exception as error:  # a reader's own fault; the findings of all other files must still be told
        reading = nothing_read(_failed(file, error))
    alone = file.startswith(_STANDS_ALONE) and file not in _FALLS_BACK
    if alone and not reading.records and not reading.returns and PurePosixPath(file).name != CARD:
        findings = [
            dataclasses.replace(finding, severity="stops") if finding.severity == "doubt" else finding
            for finding in reading.findings
        ]
        return reading._replace(findings=findings)
    return reading


def _read(path: Path, file: str) -> Reading:
    name, folder, suffix = path.name, file.split("/")[0], path.suffix.lower()
    if file in _NOT_SENT or name == "README.md":
        return nothing_read()
    if name == CARD:
        return _read_card(path, file)
    if file == QUESTIONS_FILE:
        return read_questionnaire(path, file, QUESTION)
    if file == CORRECTIONS_FILE:
        return read_corrections(path, file, CORRECTION)
    if file == PERSONAL_FILE:
        return read_personal_decisions(path, file, DECISION)
    if file == SAME_AWARDS_FILE:
        return read_same_awards(path, file)
    if is_narrative(file):
        return read_narrative(path, file)
    if file in SHEETS:
        return read_sheet(path, file, SHEETS[file])
    if file == "register/boundaries.geojson":
        return read_boundaries(path, file)
    if folder == "readiness" and suffix == ".csv":
        return read_check_list(path, file)
    if folder == "returns" and is_mapping(name):
        return read_mapping(path, file)
    if folder == "returns":
        return read_returns(path, file)
    if folder == "funding" and suffix in (".json", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"):
        return read_money(path, file)
    if folder == "cases":
        return _read_cases(path, file)
    return nothing_read(NOT_READ.at(Place(file)))


def _read_cases(path: Path, file: str) -> Reading:
    suffix = path.suffix.lower()
    if suffix in (".qdpx", ".qdc", ".qde"):
        return read_project(path, file)
    if file == OUTCOMES_FILE:
        return check_shared_codes(read_outcome_map(path, file), file)
    if suffix in (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"):
        return read_coded_sheet(path, file)
    return read_case_text(path, file) if suffix in (".txt", ".docx") else nothing_read(NOT_READ.at(Place(file)))


def _failed(file: str, error: Exception) -> Finding:
    problem = f"The file could not be read ({type(error).__name__}: {' '.join(whole_text(str(error)).split())[:120]})."
    remedy = "Tell the makers of hub-learning, with the file if it may be passed on."
    return unreadable(file, problem, remedy, "stops", "reader-failed")


def _read_card(path: Path, file: str) -> Reading:
    card, findings = read_card(path, file)
    return Reading({"cards": [Record(card.folder, card.about, card.files)] if card else []}, [], findings)


def cards_of(reading: Reading) -> list[Card]:
    return [Card(record.place, record.values, record.places) for record in reading.records.get("cards", [])]


def read_all(
    network_name: str, files: dict[str, Path], digests: dict[str, str]
) -> tuple[dict[str, Reading], list[str]]:
    """What each file holds, and the names of those that had to be read because they, their redactions or the code changed.

    What personal-data.yml redacts is gone from a reading before anything is made or remembered of it.
    """
    held = _remembered(network_name)
    decided = read_raw_file(files[PERSONAL_FILE], PERSONAL_FILE) if PERSONAL_FILE in files else nothing_read()
    decisions, _ = decisions_of(decided)
    readings, read = {}, []
    for file, path in files.items():
        before, now = held.get(file), _state(file, digests, decisions)
        if before is not None and before[0] == now:
            readings[file] = before[1]
        else:
            readings[file] = _marked(read_raw_file(path, file), file, decisions)
            read.append(file)
    return readings | ({PERSONAL_FILE: decided} if PERSONAL_FILE in files else {}), read


def _marked(reading: Reading, file: str, decisions: list[Decision]) -> Reading:
    """The reading without what is redacted, and with what in it tells who somebody is."""
    from analysis.datasets.processing.tables import WITH_TEXTS  # tables come after all that declares one

    if file == PERSONAL_FILE:
        return reading
    reading, matched = redact_reading(reading, file, decisions)
    return reading._replace(personal=tuple(mark_reading(reading, WITH_TEXTS)), redacted=tuple(matched))


def _state(file: str, digests: dict[str, str], decisions: list[Decision]) -> str:
    """What a reading rests on: the file's bytes, and what of it is redacted."""
    redacted = digest_for(decisions, file)
    return f"{digests[file]} {redacted}".strip()


def _remembered(network_name: str) -> dict[str, tuple[str, Reading]]:
    try:
        held = json.loads((processed_folder(network_name) / READINGS).read_text(encoding="utf-8"))
        if held["code"] != reading_code():
            return {}
        return {file: (each["sha256"], Reading.from_json(each)) for file, each in held["files"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def remembered_text(readings: dict[str, Reading], digests: dict[str, str]) -> str:
    """The text of the file that keeps what was read. Of personal-data.yml nothing is kept: it holds what is redacted elsewhere.

    Nor of case studies where sheets speak of them: a list in one file may withdraw the words that another holds.
    """
    decisions, _ = decisions_of(readings.get(PERSONAL_FILE, nothing_read()))
    sheets = any(reading.records.keys() & SHEETS_OF_CASES.keys() for reading in readings.values())
    files = {
        file: {
            "sha256": _state(file, digests, decisions),
            **(nothing_read() if file == PERSONAL_FILE else reading).as_json(),
        }
        for file, reading in readings.items()
        if not (sheets and file.startswith("cases/"))
    }
    return json.dumps({"code": reading_code(), "files": files}, ensure_ascii=False, separators=(",", ":"))
