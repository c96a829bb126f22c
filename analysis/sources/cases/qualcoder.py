"""A project as QualCoder keeps it (.qda, an SQLite file): codes, texts, what is said of them, and who coded which passage.

QualCoder notes with each passage its positions, in code points of the text as it holds it, and its words: so each passage can be held
to the words that the coder saw.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from analysis.sources.cases.passages import Counting, Placing, Selection, SourceText
from analysis.sources.cases.project_cases import VARIABLES, WITHDRAWN
from analysis.sources.cases.project_codes import described, frame_of, named_apart
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading, Record, nothing_read
from analysis.sources.unreadable import size_problem, unreadable

_STARTS = b"SQLite format 3\x00"
_LARGEST = 200_000_000  # bytes; recordings and pictures lie beside the file and not in it
_AS_STORED = Counting()

OTHER_WORDS = Rule(
    "passage-unproven",
    "{passages} passages of this text are not quoted, such as the one at {value}: the text there is not the words noted with it.",
    "The text was changed after it was coded. Their codes are counted.",
    "Read them again in the coding program, and code them anew where they moved.",
    ignore="Where these passages are not to be quoted.",
)
WITHOUT_TEXT = Rule(
    "not-text",
    "{sources} sources of the project have no words and were not read, such as `{value}`.",
    "What was coded in pictures and recordings is not counted.",
    "Put their transcripts into the project.",
    "note",
    ignore="Where nothing was coded in them.",
)


def read_qualcoder(path: Path, file: str) -> Reading:
    """Records of codebook, case_studies and codings. Nothing is raised."""
    if problem := size_problem(path, file, _LARGEST):
        return nothing_read(problem)
    with path.open("rb") as opened:
        if opened.read(len(_STARTS)) != _STARTS:
            remedy = "Send the file `data.qda` out of the project's folder, or export the project as REFI-QDA (.qdpx)."
            return nothing_read(unreadable(file, "This is no project of QualCoder.", remedy, rule="not-a-project"))
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            base.row_factory = sqlite3.Row
            return _read(base, file)
    except (sqlite3.Error, UnicodeDecodeError, ValueError) as error:
        said = f"The project cannot be read ({' '.join(str(error).split())[:80]})."
        remedy = "Open it in QualCoder and save it again, or export it as REFI-QDA (.qdpx)."
        return nothing_read(unreadable(file, said, remedy))


def _read(base: sqlite3.Connection, file: str) -> Reading:
    codebook, findings = _codes(base, file)
    cases = _Cases(base)
    records, wordless = [], []
    codings: list[Record] = []
    for source in _rows(base, "source"):
        text, case = str(source["fulltext"] or ""), cases.of(source)
        if case.get("consent", "").strip().lower() == WITHDRAWN:
            text = ""
        elif not text.strip():
            wordless.append(str(source["name"]))
            continue
        stored = SourceText(text)
        values = {**case, "text": stored.text}
        place = f"source[{source['id']}]"
        records.append(
            Record(place, {name: value for name, value in values.items() if value}, dict.fromkeys(case, place))
        )
        if text:
            codings += _codings(base, source["id"], case["case_id"], stored, file, findings)
    if wordless:
        at = Place(file, cell="source", table="case_studies", value=wordless[0])
        findings.append(WITHOUT_TEXT.at(at, sources=len(wordless)))
    return Reading({"codebook": codebook, "case_studies": records, "codings": codings}, [], findings)


def _rows(base: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    """All rows of one of QualCoder's tables, whose columns differ a little from version to version."""
    return base.execute(f"select * from {table} order by 1").fetchall()


def _said(row: sqlite3.Row, column: str) -> Any:
    return row[column] if column in row.keys() else None  # noqa: SIM118 - a row's own test is of its values


def _codes(base: sqlite3.Connection, file: str) -> tuple[list[Record], list[Finding]]:
    """Categories head branches and are given to nothing; a code may stand below another one in newer versions."""
    categories = {row["catid"]: row for row in _rows(base, "code_cat")}
    codes = {row["cid"]: row for row in _rows(base, "code_name")}
    records: dict[str, Record] = {}

    def add(kind: str, number: Any) -> tuple[str, str]:
        """The identifier and frame of a category or code, which is added after what stands above it."""
        identifier = f"{kind}-{number}"
        if identifier in records:
            return identifier, records[identifier].values.get("frame", "")
        row = (categories if kind == "cat" else codes)[number]
        parent, frame = "", ""
        records[identifier] = Record("", {}, {})  # a ring of categories ends here
        for column, above, held in (
            ("supercatid", "cat", categories),
            ("catid", "cat", categories),
            ("supercid", "code", codes),
        ):
            if (kind == "code" or column == "supercatid") and _said(row, column) in held and not parent:
                parent, frame = add(above, row[column])
        name = " ".join(str(row["name"]).split())
        said = described(str(row["memo"] or ""))
        frame = said.pop("frame", "") or frame or frame_of(name)
        colour = str(_said(row, "color") or "")
        values = {
            "code_id": identifier,
            "name": name,
            "parent_id": parent,
            "frame": frame,
            **said,
            "colour": colour.upper() if colour.startswith("#") else "",
        }
        values["codable"] = "yes" if kind == "code" else "no"
        del records[identifier]
        table = "code_cat" if kind == "cat" else "code_name"
        records[identifier] = Record(
            f"{table}[{number}]", {column: value for column, value in values.items() if value}, {}
        )
        return identifier, frame

    for number in categories:
        add("cat", number)
    for number in codes:
        add("code", number)
    return named_apart(list(records.values()), file)


class _Cases:
    """What is said of each text: by the attributes of its case, and by its own."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._names = {row["caseid"]: " ".join(str(row["name"]).split()) for row in _rows(base, "cases")}
        self._case_of: dict[Any, Any] = {}
        for row in _rows(base, "case_text"):
            self._case_of.setdefault(row["fid"], row["caseid"])
        self._attributes: dict[tuple[str, Any], dict[str, str]] = {}
        for row in _rows(base, "attribute"):
            column = VARIABLES.get("_".join(str(row["name"]).strip().lower().replace("-", " ").split()))
            if column and str(row["value"] or "").strip():
                self._attributes.setdefault((row["attr_type"], row["id"]), {})[column] = str(row["value"]).strip()
        self._taken: dict[str, int] = {}

    def of(self, source: sqlite3.Row) -> dict[str, str]:
        """case_id, title and attributes. A case with several texts numbers them, for each is a case study."""
        name = " ".join(str(source["name"]).split())
        case = self._case_of.get(source["id"])
        values = {**self._attributes.get(("file", source["id"]), {}), **self._attributes.get(("case", case), {})}
        called = values.get("case_id") or self._names.get(case) or name
        self._taken[called] = number = self._taken.get(called, 0) + 1
        return {"title": name, **values, "case_id": called if number == 1 else f"{called} ({number})"}


def _codings(
    base: sqlite3.Connection, source: Any, case_id: str, text: SourceText, file: str, findings: list[Finding]
) -> Iterator[Record]:
    placing = Placing(text)
    moved: list[sqlite3.Row] = []
    for row in base.execute("select * from code_text where fid = ? order by ctid", (source,)):
        passage = placing.place(Selection(int(row["pos0"]), int(row["pos1"]), ""), _AS_STORED)
        noted = " ".join(str(row["seltext"] or "").split())
        words = text.text[passage.start : passage.end] if passage else ""
        proven = passage is not None and " ".join(words.split()) == noted and bool(noted)
        values = {
            "coding_id": f"qualcoder-{row['ctid']}",
            "case_id": case_id,
            "code_id": f"code-{row['cid']}",
            "coder": str(row["owner"] or "").strip(),
            "quote": words.strip() if proven else noted,
            "quotable": "yes" if proven else "no",
        }
        if proven and passage is not None:
            start = passage.start + len(words) - len(words.lstrip())
            values |= {"start": str(start), "end": str(start + len(words.strip()))}
        else:
            moved.append(row)
        yield Record(f"code_text[{row['ctid']}]", {name: value for name, value in values.items() if value}, {})
    if moved:
        at = Place(file, cell=f"source[{source}]", table="codings", value=f"{moved[0]['pos0']} to {moved[0]['pos1']}")
        findings.append(OTHER_WORDS.at(at, passages=len(moved)))
