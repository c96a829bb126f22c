"""What an inspection tells of the files that a network's own people keep: cards, mappings, decisions about personal data."""

from __future__ import annotations

from pathlib import Path

from analysis.datasets.cases.shared_codebook import FILE, FOLDER, read_shared_codebook
from analysis.datasets.checks import shortened
from analysis.datasets.inspecting.inspection_text import SAMPLE_ROWS, InspectedTable, Inspection
from analysis.datasets.personal.decisions import DECISION, decisions_of
from analysis.project import Refused
from analysis.sources.findings import Place, Rule
from analysis.sources.money.same_awards import SAME_AWARDS, read_same_awards
from analysis.sources.personal.decisions import PERSONAL_TABLE, read_personal_decisions
from analysis.sources.raw.cards import read_card
from analysis.sources.returns.mappings import read_mapping

SHARED_CODEBOOK = Rule(
    "shared-codebook",
    "{problem}",
    "No edition that compares networks or writes a codebook is built before.",
    "Correct it: its keys are told by `hub-learning settings shared-codebook`.",
    "stops",
)


def inspect_shared_codebook(file: str) -> Inspection:
    """The codebook of all networks, which lies in no network's folder: its codes, or why it is not read."""
    words = "the codebook that all networks share"
    try:
        codes = read_shared_codebook()
    except Refused as refused:
        problem = str(refused).removeprefix(f"{FOLDER}/{FILE}").lstrip(" :,")
        problem += "" if problem.endswith((".", "?")) else "."
        told = SHARED_CODEBOOK.at(Place(file, table="codebook"), problem=problem[:1].upper() + problem[1:])
        return Inspection(file, words, False, findings=[told])
    rows = [{"code": code.code_id, "name": code.name, "frame": code.frame} for code in codes[:SAMPLE_ROWS]]
    tables = [InspectedTable("codes", ["code", "name", "frame"], len(codes), rows)] if codes else []
    return Inspection(file, words, bool(codes), tables)


def inspect_card(path: Path, file: str, words: str) -> Inspection:
    card, findings = read_card(path, file)
    if card is None:
        return Inspection(file, words, False, [], findings)
    about = [{"what": name, "says": shortened(text)} for name, text in card.about.items() if text]
    files = [{"file": name, "sha256": digest} for name, digest in sorted(card.files.items())]
    tables = [
        InspectedTable("card", ["what", "says"], len(about), about),
        InspectedTable("files", ["file", "sha256"], len(files), files[:SAMPLE_ROWS]),
    ]
    return Inspection(file, words, True, tables, findings)


def inspect_mapping(path: Path, file: str, words: str) -> Inspection:
    reading = read_mapping(path, file)
    if not (records := reading.records.get("mappings")):
        return Inspection(file, words, False, [], reading.findings)
    (record,) = records
    lines = [{"column": shortened(text), "question": name} for name, text in record.values.items() if text]
    lines += [{"column": shortened(wording), "question": code} for wording, code in record.places.items()]
    by = record.values.get("confirmed_by")
    kind = f"{words}; {f'confirmed by {shortened(by)}' if by else 'not confirmed by anybody yet'}"
    return Inspection(file, kind, True, [InspectedTable("mapping", ["column", "question"], len(lines), lines)], [])


def inspect_decided(path: Path, file: str, words: str) -> Inspection:
    """The decisions, without the texts that they are about."""
    reading = read_personal_decisions(path, file, DECISION)
    shown = ("file", "cell", "kind", "decision", "who", "when")
    rows = [
        {name: shortened(record.values.get(name, "")) for name in shown}
        for record in reading.records.get(PERSONAL_TABLE, [])
    ]
    tables = [InspectedTable(PERSONAL_TABLE, list(shown), len(rows), rows[:SAMPLE_ROWS])] if rows else []
    return Inspection(file, words, bool(tables), tables, reading.findings + decisions_of(reading)[1])


def inspect_entries(path: Path, file: str, words: str) -> Inspection:
    """The decisions about awards that may be one, as they stand."""
    reading = read_same_awards(path, file)
    records = reading.records.get(SAME_AWARDS, [])
    columns = list(dict.fromkeys(column for record in records for column in record.values))
    rows = [{name: shortened(record.values.get(name, "")) for name in columns} for record in records[:SAMPLE_ROWS]]
    tables = [InspectedTable(SAME_AWARDS, columns, len(records), rows)] if SAME_AWARDS in reading.records else []
    return Inspection(file, words, bool(tables), tables, reading.findings)
