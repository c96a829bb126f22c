"""Registers of grants as the local government transparency code asks for them: beneficiary, purpose, amount, day awarded, time period.

Source: Local government transparency code 2015, paragraph 35 (grants to the voluntary, community and social enterprise sector).
"""

from __future__ import annotations

import re

from analysis.sources.files.tables_in_files import (
    Table,
    about_file,
    data_rows,
    header_at,
    is_total,
    rows_above,
    told_total,
    total_in,
)
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.giving.kinds import kind_in, spending_in
from analysis.sources.records import Reading, Record, a1

# A heading by its words: all of one of the sets, and none of the last.
_NOT_IT = frozenset(["number", "no", "id", "type", "code", "reference", "ref", "address", "postcode"])
_PART_OF_ONE = frozenset(["department", "directorate", "service"])  # `Authority department` names no authority
_HEADINGS: dict[str, tuple[frozenset[str], ...]] = {
    "award_date": (frozenset(("date", "awarded")), frozenset(("award", "date")), frozenset(("date", "grant")), frozenset(("date", "approved"))),
    "recipient": tuple(frozenset((word,)) for word in ("beneficiary", "recipient", "grantee", "organisation", "group", "awardee")),
    "start": (frozenset(("start",)),),
    "end": (frozenset(("end",)), frozenset(("finish",))),
    "currency": (frozenset(("currency",)),),
    "spending": (frozenset(("capital", "revenue")),),
    "term_stated": (frozenset(("time", "period")), frozenset(("period",)), frozenset(("duration",))),
    "purpose": tuple(frozenset((word,)) for word in ("purpose", "summary", "description", "project")),
    "payer": tuple(frozenset((word,)) for word in ("council", "authority", "funder", "payer", "body")),
    "programme": tuple(frozenset((word,)) for word in ("scheme", "programme", "fund", "department", "directorate", "service")),
}  # fmt: skip
# The sum that was awarded, the heading that says most first; what was asked for or a whole project costs is another sum, and what was
# paid is taken only where nothing else is there.
_AMOUNTS = (
    *(frozenset(("amount", word)) for word in ("awarded", "award", "granted", "grant", "approved", "offered")),
    *(frozenset(("value", word)) for word in ("award", "grant")),
    *(frozenset((word,)) for word in ("amount", "value", "awarded", "award", "grant", "total")),
)  # fmt: skip
_NO_AMOUNT = frozenset(
    ("requested", "request", "applied", "application", "asked", "sought", "bid", "cost", "costs", "budget", "match", "matched",
     "name", "title", "officer", "manager", "contact", "holder", "stream", "panel", "recipient", "purpose", "status", "stage", "remaining", "outstanding", "balance", "repaid", "date", "start", "end", "year", "type", "number", "no", "id", "code", "reference", "ref")
)  # fmt: skip
_PAID = frozenset(("paid", "spent", "spend", "payment", "payments", "drawn", "claimed"))
_TYPE = frozenset(("type", "kind"))
_OF_TYPE = _TYPE | {"form", "of", "grant", "award", "funding", "support"}
_CHARITY = (frozenset(("charity",)), frozenset(("registration", "number")))
_SPAN = re.compile(r"(?P<start>.+?)\s+(?:to|until|[-–])\s+(?P<end>.+)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\s*[-/–]\s*(?:(?:19|20)\d\d|\d\d)")
_HEADED_BY_YEAR = re.compile(r"(?:19|20)\d\d\s*[-_/–]\s*(?:(?:19|20)\d\d|\d\d)(?!\d)")
_AWARDED = frozenset(("awarded", "award", "granted", "grant", "approved"))
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(years?|months?)", re.IGNORECASE)
NO_PAYER = Rule(
    "no-payer",
    "No column says who awarded these grants.",
    "The report cannot say who paid.",
    "Add a column headed Council, with the name of the body that publishes the register in each row.",
    ignore="Where the file's card says whose register it is.",
)
UNREAD_COLUMNS = Rule(
    "unread-columns",
    "Of this register these columns are not read: {named}.",
    "The sum awarded, its day, its term, its kind and who had it are found by the words of the headings; nothing else is.",
    "Nothing to do, unless one of them holds what was awarded. Then head it Amount awarded.",
    "note",
    ignore="Where none of them holds what was awarded.",
)
_WHY_ABOVE = "Other programs that read the file may find no grant in it."


def is_register_header(row: list[str]) -> bool:
    """Whether a row holds headings that name who received a grant, how much, and when it was awarded."""
    return {"recipient", "amount", "award_date"} <= _columns(row).keys()


def holds_register(tables: list[Table]) -> bool:
    return any(not table.hidden and header_at(table, is_register_header) is not None for table in tables)


def grants_of_register(tables: list[Table], file: str) -> Reading:
    """Each grant as a record of `awards`, under the name of the file and its row; a row that adds up the others is the file's total."""
    grants: list[Record] = []
    totals: list[Record] = []
    findings: list[Finding] = []
    for table in tables:
        at = header_at(table, is_register_header)
        if at is None or table.hidden:
            continue
        columns = _columns(table.rows[at])
        findings += rows_above(table, file, at, _WHY_ABOVE)
        unread = [column for column, text in enumerate(table.rows[at]) if text and column not in columns.values()]
        if unread:
            named = ", ".join(f"`{table.cell(at, column)[:40]}`" for column in unread)
            findings.append(
                UNREAD_COLUMNS.at(Place(file, table.name, a1(at, unread[0]), at + 1, "awards"), named=named)
            )
        if "payer" not in columns:
            findings.append(NO_PAYER.at(Place(file, table.name, a1(at, 0), at + 1, "awards", "payer")))
        for number, row in data_rows(table, at):
            if is_total(row):
                stated = {
                    "stated_total": total_in(table.cell(number, columns["amount"])),
                    "currency": _currency_of(table, at, columns),
                }
                totals.append(Record(a1(number, columns["amount"]), stated, {}, number + 1, table.name))
                findings.append(told_total(file, table, number, "awards"))
            elif table.cell(number, columns["amount"]) or table.cell(number, columns["recipient"]):
                grants.append(_grant(table, file, number, columns))
    return Reading({"awards": grants, "award_sources": about_file(totals)}, [], findings)


def _currency_of(table: Table, at: int, columns: dict[str, int]) -> str:
    """The one currency of all rows, which their total is in too; blank where there are several."""
    if "currency" not in columns:
        return "GBP"
    named = {table.cell(number, columns["currency"]) for number, row in data_rows(table, at) if not is_total(row)} - {
        ""
    }
    return next(iter(named)) if len(named) == 1 else ""


def _columns(row: list[str]) -> dict[str, int]:
    """Where each thing stands: each heading for one thing, the one that says most first."""
    words = [set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower())) for text in row]
    found: dict[str, int] = {}
    for column, said in enumerate(words):
        if any(each <= said for each in _CHARITY):
            found.setdefault("charity", column)
        elif said & _TYPE and said <= _OF_TYPE:
            found.setdefault("kind", column)
    for name, meanings in _HEADINGS.items():
        fits = (
            column
            for meaning in meanings
            for column, said in enumerate(words)
            if meaning <= said
            and not said & _NOT_IT.union(_PART_OF_ONE if name == "payer" else ())
            and column not in found.values()
        )
        if (first := next(fits, None)) is not None:
            found[name] = first
    amounts = [
        column
        for last in (False, True)
        for meaning in _AMOUNTS
        for column, said in enumerate(words)
        if meaning <= said and not said & _NO_AMOUNT and bool(said & _PAID) == last and column not in found.values()
    ]
    amounts = amounts or _of_one_year(row)
    if not amounts:
        return found
    plain_days = [column for column, said in enumerate(words) if said == {"date"}]
    if (
        plain_days and words[amounts[0]] & _AWARDED
    ):  # `Date` beside `Amount awarded` is the day of the award, and not of a payment
        found.setdefault("award_date", plain_days[0])
    return {**found, "amount": amounts[0]}


def _of_one_year(row: list[str]) -> list[int]:
    """The column of amounts of a year's register that is headed by the year; of two years nobody can say which was awarded when."""
    years = [column for column, text in enumerate(row) if _HEADED_BY_YEAR.match(text)]
    return years if len(years) == 1 else []


def _grant(table: Table, file: str, number: int, columns: dict[str, int]) -> Record:
    values = {name: text for name, column in columns.items() if (text := table.cell(number, column))}
    places = {name: a1(number, column) for name, column in columns.items()}
    charity = re.sub(r"\D", "", values.pop("charity", ""))
    if charity:
        values["recipient_id"], places["recipient_id"] = f"GB-CHC-{charity}", places["charity"]
    places.pop("charity", None)
    stem = file.rpartition("/")[2].rpartition(".")[0]
    values["award_id"] = "/".join(part for part in (stem, table.name, str(number + 1)) if part)
    said = values.get("kind", ""), values.pop("spending", "")
    values["kind"] = kind_in(said[0])
    if spending := spending_in(said):
        values["spending"], places["spending"] = spending, places.get("spending", places.get("kind", places["amount"]))
    values.setdefault("currency", "GBP")
    values["title"] = values.get("purpose") or f"Grant to {values.get('recipient', '')}"
    values = {**_term_in(values.get("term_stated", "")), **values}
    for column in ("start", "end", "term_years"):
        places.setdefault(column, places.get("term_stated", places["amount"]))
    places = {
        "award_id": f"A{number + 1}",
        "title": places.get("purpose", places["recipient"]),
        "kind": f"A{number + 1}",
        "currency": places["amount"],
        **places,
    }
    return Record(f"A{number + 1}", values, places, number + 1, table.name)


def _term_in(text: str) -> dict[str, str]:
    """The first and last day, or the years, that a time period says; nothing where it says neither for certain."""
    if _YEAR.fullmatch(text.strip()):
        year = text.strip().replace("-", "/").replace("–", "/")
        return {"start": year, "end": year}
    if found := _SPAN.fullmatch(text.strip()):
        return {"start": found["start"].strip(), "end": found["end"].strip()}
    if found := _LENGTH.fullmatch(text.strip()):
        years = float(found[1]) / (12 if found[2].lower().startswith("month") else 1)
        return {"term_years": f"{years:.4g}"}
    return {}
