"""Which reader reads which raw file, and what was read of it last time."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from analysis.datasets.cases.sheets_of_cases import SHEETS_OF_CASES
from analysis.datasets.personal.decisions import Decision, decisions_of, digest_for, redact_reading
from analysis.datasets.personal.texts import mark_reading
from analysis.datasets.processing.file_contents import MISPLACED, read_file
from analysis.datasets.processing.file_kinds import kind_at
from analysis.datasets.processing.freshness import READINGS, reading_code
from analysis.datasets.processing.many_files import BROKEN_OFF, ENDED, read_many, was_ended
from analysis.project import processed_folder
from analysis.sources.findings import Finding
from analysis.sources.personal.decisions import PERSONAL_FILE
from analysis.sources.raw.cards import Card
from analysis.sources.records import Reading, nothing_read, whole_text
from analysis.sources.returns.returns_files import WORKBOOKS
from analysis.sources.unopened_files import why_not_opened
from analysis.sources.unreadable import unreadable


def read_raw_file(path: Path, file: str) -> Reading:
    """Read one file of a network's raw folder. `file`: its name relative to that folder, which says what it should be."""
    try:
        problem = why_not_opened(path, file)
        reading = nothing_read(problem) if problem else read_file(path, file)
    except OSError as error:  # it could be seen, and yet not be read: a disk or a network drive that fails
        what = f"The file cannot be opened ({error.strerror or type(error).__name__})."
        remedy = "Check its permissions and the place it lies in."
        reading = nothing_read(unreadable(file, what, remedy, rule=BROKEN_OFF))
    except MemoryError:
        what, remedy = "There was no memory left to read the file.", "Run it again with other programs closed."
        reading = nothing_read(unreadable(file, what, remedy, "stops", ENDED))
    except Exception as error:  # a reader's own fault; the findings of all other files must still be told
        reading = nothing_read(_failed(file, error))
    kind = kind_at(file)
    alone = kind is not None and file.endswith(kind.alone)
    if alone and not reading.records and not reading.returns:
        findings = [
            dataclasses.replace(finding, severity="stops")
            if finding.severity == "doubt" and finding.rule != MISPLACED.name
            else finding
            for finding in reading.findings
        ]
        return reading._replace(findings=findings)
    return reading


def _failed(file: str, error: Exception) -> Finding:
    problem = f"The file could not be read ({type(error).__name__}: {' '.join(whole_text(str(error)).split())[:120]})."
    remedy = "Tell the makers of hub-learning, with the file if it may be passed on."
    return unreadable(file, problem, remedy, "stops", "reader-failed")


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
    known = {
        file: each[1] for file in files if (each := held.get(file)) and each[0] == _state(file, digests, decisions)
    }
    read = [file for file in files if file not in known]

    def marked(file: str) -> Reading:
        return _marked(read_raw_file(files[file], file), file, decisions)

    returns = read_many([file for file in read if _is_return(file)], marked)
    held_now = known | returns
    readings = {file: held_now[file] if file in held_now else marked(file) for file in files}
    return readings | ({PERSONAL_FILE: decided} if PERSONAL_FILE in files else {}), read


def _is_return(file: str) -> bool:
    """Whether the file is, by its name, one of the many that are alike and take longest: a return in a workbook."""
    return file.startswith("returns/") and file.lower().endswith(WORKBOOKS)


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
        if not (sheets and file.startswith("cases/")) and not was_ended(reading)
    }
    return json.dumps({"code": reading_code(), "files": files}, ensure_ascii=False, separators=(",", ":"))
