"""Grants as 360Giving spreadsheets: CSV or workbook, by titles or by names, repeats in columns, in rows or on sheets of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.sources.files.tables_in_files import (
    Table,
    data_rows,
    header_at,
    is_total,
    rows_above,
    told_total,
    total_in,
)
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.giving.fields import NEVER_READ, Heading, heading_of
from analysis.sources.money.giving.repeats import MOST_REPEATS, add_row
from analysis.sources.money.giving.trees import Grant, Path, leaves, put
from analysis.sources.records import Record, a1, column_letter

_OF_A_GRANT = ("id", "title", "description", "amountAwarded", "recipientOrganization", "recipientIndividual")
_WHY_ABOVE = (
    "The standard puts the headings into the first row; other programs that read the file may find no grant in it."
)

DOUBLED_HEADING = Rule(
    "doubled-heading",
    "Two columns are headed `{value}` (the other is column {other}); the first is used.",
    "Which of the two is meant cannot be told.",
    "Number them, as Recipient Org:0:Name and Recipient Org:1:Name, or delete one.",
    ignore="Where both columns hold the same.",
)
UNKNOWN_HEADING = Rule(
    "unknown-heading",
    "{columns} not read: {named}.",
    "Columns are found by their headings.",
    "Nothing to do, unless one is misspelt.",
    "note",
    ignore="Where the column is meant for the publisher alone.",
)
ROW_OF_NO_GRANT = Rule(
    "row-without-grant",
    "This row belongs to grant {called}, which no sheet of grants holds.",
    "What it says is not in the report.",
    "Correct the identifier, or add the grant.",
    ignore="Where the grant was taken out on purpose.",
)
UNWORKED = Rule(
    "formula-without-result",
    "{title} is a formula whose result was never worked out.",
    "The cell counts as blank.",
    "Open the workbook in a spreadsheet program, save it once, and put it back.",
    ignore="Never: the cell counts as blank.",
)
DOUBLED = Rule(
    "doubled-award",
    "Grant {value} is here a second time, and the rows differ: {shown}. The first ({there}) is used.",
    "Two grants with one identifier cannot be told apart, and one of them is missing from every total.",
    "Give each grant its own identifier, or delete the row that is out of date.",
    ignore="Where the row that is used is the right one.",
)
TOO_MANY_ROWS = Rule(
    "too-many-rows",
    f"Grant {{value}} has more than {MOST_REPEATS} rows; this one and what follows are not read.",
    "No grant has so many recipients or places.",
    "Check the identifiers of these rows.",
    ignore="Never: what follows is not read.",
)
REPEATED = Rule(
    "repeated-award",
    "Grant {value} is here a second time, with nothing new; it is counted once.",
    "Counted twice, the same pounds would be told twice.",
    "Delete one of the two rows.",
    "note",
    ignore="Always: it is counted once.",
)
IDLE_ROWS = Rule(
    "row-without-grant",
    "{which} neither an identifier nor a title, an amount or a recipient, and {are} no grant.",
    "What else stands there was filled in for no grant.",
    "Nothing to do, unless a grant is missing.",
    "note",
    ignore="Where no grant is missing.",
)
HIDDEN_SHEET = Rule(
    "hidden-sheet",
    "A hidden sheet holds grants as well; it was not read.",
    "What is hidden may be out of date.",
    "If it counts, show it.",
    "note",
    ignore="Where it was hidden because it is out of date.",
)


@dataclass
class SheetsRead:
    """What spreadsheets of grants hold: the grants, the file's own totals, rows that are none, and what is wrong."""

    grants: list[Grant] = field(default_factory=list)
    totals: list[Record] = field(default_factory=list)
    left_out: int = 0
    findings: list[Finding] = field(default_factory=list)


def is_grants_header(row: list[str]) -> bool:
    """Whether a row holds headings of the standard: an identifier and one that only it has, or two of those."""
    paths = {heading.field.path for text in row if text and (heading := heading_of(text))}
    telling = sum("/" in path or path in ("amountAwarded", "awardDate") for path in paths)
    return telling >= 2 or (telling == 1 and "id" in paths)


def holds_grants(tables: list[Table]) -> bool:
    """Whether any sheet that is shown has a row of such headings with an amount or a date of award."""
    for table in tables:
        at = None if table.hidden else header_at(table, is_grants_header)
        if at is not None:
            headings = [heading_of(text) for text in table.rows[at] if text]
            if any(heading.field.path in ("amountAwarded", "awardDate") for heading in headings if heading):
                return True
    return False


def read_grant_tables(tables: list[Table], file: str) -> SheetsRead:
    """The grants of all sheets, those on several rows or sheets put together by their Identifier."""
    read = SheetsRead()
    by_id: dict[str, Grant] = {}
    headed = []
    for table in tables:
        at = header_at(table, is_grants_header)
        if at is None:
            continue
        if table.hidden:
            read.findings.append(HIDDEN_SHEET.at(Place(file, table.name, table="awards")))
            continue
        headed.append((table, at, _is_main(table.rows[at])))
    for table, at, main in sorted(headed, key=lambda each: not each[2]):  # the grants first, then what belongs to them
        _read_table(read, by_id, table, file, at, main)
    return read


def _is_main(row: list[str]) -> bool:
    return any((heading := heading_of(text)) and heading.field.path in ("title", "amountAwarded") for text in row)


def _read_table(read: SheetsRead, by_id: dict[str, Grant], table: Table, file: str, at: int, main: bool) -> None:
    columns = _columns(read, table, file, at)
    paths = {heading.path: column for column, heading in columns.items()}
    places = {path: column_letter(column) for path, column in paths.items()}
    if main:
        read.findings += rows_above(table, file, at, _WHY_ABOVE)
    idle: list[int] = []
    for number, row in data_rows(table, at):
        grant = _grant(table, number, row, paths, places)
        if is_total(row) and (not grant.text("id") or is_total([grant.text("id")])):
            read.totals.append(_total(table, number, row, columns))
            read.findings.append(told_total(file, table, number, "awards"))
            continue
        if main and not any(grant.value(name) for name in _OF_A_GRANT):
            idle.append(number)
            continue
        read.findings += _unworked(file, table, number, columns)
        _take(read, by_id, grant, file, main)
    if idle:
        read.findings.append(_idle(file, table, idle))


def _columns(read: SheetsRead, table: Table, file: str, at: int) -> dict[int, Heading]:
    """What each column holds; a note about those of no meaning, a doubt about those that are there twice."""
    columns: dict[int, Heading] = {}
    unknown: list[tuple[int, str]] = []
    seen: dict[Path, int] = {}
    for column, text in enumerate(table.rows[at]):
        heading = heading_of(text) if text else None
        if heading is None:
            unknown += [(column, text)] if text else []
        elif heading.path in seen:
            place = Place(file, table.name, a1(at, column), None, "awards", "", text[:80])
            read.findings.append(DOUBLED_HEADING.at(place, other=column_letter(seen[heading.path])))
        else:
            seen[heading.path] = column
            if heading.field.path.rpartition("/")[2] not in NEVER_READ:
                columns[column] = heading
    columns = _close_gaps(columns)
    if unknown:
        named = ", ".join(f"`{text[:40]}`" for _, text in unknown[:8]) + (" and others" if len(unknown) > 8 else "")
        place = Place(file, table.name, a1(at, unknown[0][0]), table="awards")
        read.findings.append(UNKNOWN_HEADING.at(place, columns=_columns_of(len(unknown)), named=named))
    return columns


def _close_gaps(columns: dict[int, Heading]) -> dict[int, Heading]:
    """Repeats numbered 1 and 999 are the first and the second: no list grows by what a heading claims."""
    used: dict[Path, set[int]] = {}
    for heading in columns.values():
        for at, step in enumerate(heading.path):
            if isinstance(step, int):
                used.setdefault(heading.path[:at], set()).add(step)
    ranks = {above: {number: rank for rank, number in enumerate(sorted(numbers))} for above, numbers in used.items()}

    def closed(heading: Heading) -> Heading:
        path, numbers = heading.path, list(heading.numbers)
        counted = -1
        for at, step in enumerate(path):
            counted += isinstance(step, str)
            if isinstance(step, int):
                numbers[counted] = ranks[path[:at]][step]
        return heading._replace(numbers=tuple(numbers))

    return {column: closed(heading) for column, heading in columns.items()}


def _columns_of(count: int) -> str:
    have, are = ("1 column has", "is") if count == 1 else (f"{count} columns have", "are")
    return f"{have} no heading of the 360Giving standard and {are}"


def _grant(table: Table, number: int, row: list[str], paths: dict[Path, int], places: dict[Path, str]) -> Grant:
    tree: dict[str, Any] = {}
    cells: dict[Path, str] = {}
    for path, column in paths.items():
        if column < len(row) and row[column]:
            put(tree, path, row[column])
            cells[path] = a1(number, column)
    return Grant(tree, a1(number, 0), table.name, number + 1, cells, places)


def _take(read: SheetsRead, by_id: dict[str, Grant], grant: Grant, file: str, main: bool) -> None:
    name = grant.text("id")
    held = by_id.get(name) if name else None
    if held is None:
        if main:
            read.grants.append(grant)
            by_id |= {name: grant} if name else {}
        else:
            read.left_out += 1
            place = Place(file, grant.sheet, grant.place, None, "awards", "", name[:80])
            read.findings.append(ROW_OF_NO_GRANT.at(place, called=name or "(no identifier)"))
        return
    differing: list[Path] = [
        path for path, value in leaves(grant.tree) if len(path) == 1 and held.text(*path) not in ("", value)
    ]
    if differing:
        read.left_out += main
        read.findings.append(_differs(file, held, grant, differing))
        return
    if not add_row(held, grant) and main:
        read.left_out += 1
        told = _again(file, held, grant)
        if told.rule != "too-many-rows" or all(
            (each.rule, each.value) != (told.rule, told.value) for each in read.findings
        ):
            read.findings.append(told)


def _total(table: Table, number: int, row: list[str], columns: dict[int, Heading]) -> Record:
    """The file's own total: what stands in the column of the amounts, else the last cell with a figure."""
    amounts = [column for column, heading in columns.items() if heading.field.path == "amountAwarded"]
    figures = [column for column, cell in enumerate(row) if any(letter.isdigit() for letter in cell)]
    at = next((column for column in [*amounts, *reversed(figures)] if table.cell(number, column)), 0)
    currencies = [column for column, heading in columns.items() if heading.field.path == "currency"]
    currency = next((row[column] for column in currencies if column < len(row)), "")
    values = {"stated_total": total_in(table.cell(number, at)), "currency": currency}
    return Record(a1(number, at), values, {}, number + 1, table.name)


def _unworked(file: str, table: Table, number: int, columns: dict[int, Heading]) -> list[Finding]:
    if not table.unworked:
        return []
    return [
        UNWORKED.at(Place(file, table.name, a1(number, column), table="awards"), title=heading.field.title)
        for column, heading in columns.items()
        if (number, column) in table.unworked
    ]


def _differs(file: str, held: Grant, grant: Grant, paths: list[Path]) -> Finding:
    shown = ", ".join(f"{path[0]} `{grant.text(*path)[:40]}` and `{held.text(*path)[:40]}`" for path in paths[:3])
    return DOUBLED.at(grant.at(file, *paths[0])._replace(value=held.name[:80]), shown=shown, there=held.place)


def _again(file: str, held: Grant, grant: Grant) -> Finding:
    full = any(isinstance(value, list) and len(value) >= MOST_REPEATS for value in held.tree.values())
    place = Place(file, grant.sheet, grant.place, None, "awards", "", held.name[:80])
    return (TOO_MANY_ROWS if full else REPEATED).at(place)


def _idle(file: str, table: Table, rows: list[int]) -> Finding:
    """Rows that a formula was drawn down into, or a drop-down left something in."""
    one = f"Row {rows[0] + 1} holds"
    which = one if len(rows) == 1 else f"{len(rows):,} rows, the first of them row {rows[0] + 1}, hold"
    place = Place(file, table.name, a1(rows[0], 0), table="awards")
    return IDLE_ROWS.at(place, which=which, are="is" if len(rows) == 1 else "are")
