"""Spend files as councils publish them (payments over £500): any spelling of the headings, their own TOTAL row told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
from analysis.sources.records import Reading, Record, a1

REDACTED = "redacted"
_REDACTED = re.compile(
    r"redact|withheld|personal data|commercially? (?:confidential|sensitive)|\bconfidential\b|^x{3,}$", re.IGNORECASE
)
# Headings as they are spelt in published files, without spaces and marks; the first of a list that is there is used.
HEADINGS: dict[str, tuple[str, ...]] = {
    "recipient": (
        "suppliername", "supplier", "supplierbeneficiaryname", "supplierbeneficiary", "beneficiary", "beneficiaryname", "vendor",
        "vendorname", "payee", "payeename", "creditor", "creditorname", "merchant", "merchantname", "paidto", "suppliername1", "recipient", "recipientname", "nameofsupplier", "suppliermerchantname", "name",
    ),
    "amount": (
        "netamount", "amountexcvat", "amountexclvat", "amountexcludingvat", "amountnet", "netvalue", "sumofamountexcvat",
        "invoiceamountexvat", "amountexvat", "amountnetofvat", "amount", "amountpaid", "amountgbp", "paymentamount", "value",
        "transactionamount", "invoiceamount", "lineamount", "totalamount", "totalpaid", "grossamount", "amountincvat",
        "amountinclvat", "amountincludingvat", "spend", "amountinsterling", "nettamount", "sumofamount", "total", "totalvalue",
        "expenditureamount", "amountofpayment", "net", "gross",
    ),
    "paid": (
        "paymentdate", "datepaid", "paiddate", "date", "transactiondate", "dateofpayment", "paymentdateddmmyyyy", "paydate",
        "postingdate", "effectivedate", "clearingdate", "dateposted", "transdate", "invoicedate", "transactionpaymentdate", "paid",
        "paymentperiod", "monthpaid", "period", "month",
    ),
    "payer": (
        "bodyname", "body", "organisation", "organisationname", "organisationnamebody", "councilname", "council", "authority", "authorityname",
        "entity", "companyname", "organisationmakingpayment", "payer", "department family", "departmentfamily",
    ),
    "number": (
        "transactionnumber", "transactionno", "transactionref", "transactionreference", "transactionid", "transno", "internalreference",
        "invoicenumber", "invoiceno", "documentnumber", "paymentreference", "paymentnumber", "reference", "voucherno", "internalref",
        "docno", "urn",
    ),
    "purpose": (
        "purposeofexpenditure", "purpose", "narrative", "description", "expensetype", "expensestype", "expenditurecategory",
        "detailedexpensestype", "extendeddescription", "summaryofpurpose", "subjective", "subjectivedescription", "category",
        "procurementcategory", "expensearea", "expenditurearea", "purposeofspend", "summaryofthepurposeoftheexpenditure",
        "expensedescription",
    ),
    "currency": ("currency", "currencycode"),
}  # fmt: skip
# What says of a payment's purpose no more than who spent it, or in which class of goods: used where nothing says more.
_LAST = {
    "purpose": (
        "serviceareacategorisation",
        "servicearea",
        "department",
        "merchantcategory",
        "procurementclassification",
    )
}
NO_PAYEE = Rule(
    "no-payee",
    "{many} no payee.",
    "The money is counted, but nobody can say where it went.",
    "Ask the body that paid.",
    ignore="Where the body withholds the payee by law.",
)
NO_DAY = Rule(
    "no-day",
    "{many} no day.",
    "The payment belongs to no year.",
    "Ask the body that paid when it was.",
    ignore="Never: the payment is in no year's sum.",
)
_LACKED = {"recipient": NO_PAYEE, "paid": NO_DAY}
REDACTED_PAYEE = Rule(
    "redacted-payee",
    "{many} a payee whose name is withheld by the publisher.",
    "The money is counted, but nobody can say where it went.",
    "Nothing to do.",
    "note",
    ignore="Always: the publisher may not name a person.",
)
SEVERAL_AMOUNTS = Rule(
    "several-amounts",
    "There are several columns of amounts; `{used}` is used, not `{other}`.",
    "With and without tax are two sums; the one without is what the body pays in the end.",
    "Nothing to do.",
    "note",
    ignore="Where the column without tax is the right one.",
)
_BY_HEADING = {text: name for lists in (HEADINGS, _LAST) for name, texts in lists.items() for text in texts}
# What a heading means that no list has, by its words: one of the first, and none of the second (what is of the thing, and not it).
_WORDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "recipient": (
        frozenset(["supplier", "suppliers", "vendor", "payee", "creditor", "beneficiary", "merchant", "recipient", "contractor"]),
        frozenset(["id", "ids", "no", "number", "code", "type", "ref", "reference", "category", "class", "address", "postcode", "vat", "registration", "date", "amount"]),
    ),
    "paid": (
        frozenset(("date", "paid", "dated", "day")),
        frozenset(["amount", "value", "net", "gross", "due", "order", "total", "to", "by", "from", "uploaded", "created", "published", "spend", "sum"]),
    ),
    "amount": (
        frozenset(["amount", "amounts", "value", "net", "nett", "gross", "spend", "cost", "paid", "sum", "total", "expenditure", "payment"]),
        frozenset(
            ["date", "no", "number", "ref", "reference", "id", "code", "type", "description", "purpose", "method", "name", "area", "category", "department", "irrecoverable", "status", "group", "run", "card", "centre", "center",
             "applied", "requested", "asked", "sought", "budget", "remaining", "outstanding", "balance"]
        ),
    ),
    "number": (
        frozenset(["transaction", "trans", "invoice", "voucher", "document", "payment", "reference", "ref", "cheque"]),
        frozenset(["date", "amount", "value", "type", "description", "net", "gross", "line", "method", "status", "name"]),
    ),
    "payer": (frozenset(["body", "organisation", "council", "authority", "entity"]), frozenset(["code", "id", "unit", "supplier"])),
    "purpose": (
        frozenset(["purpose", "description", "narrative", "expense", "expenses", "expenditure", "category", "service", "detail", "details", "spend", "activity", "nominal", "subjective", "proclass"]),
        frozenset(["amount", "value", "date", "code", "id", "number", "no", "net", "gross", "department", "departments", "dept", "directorate", "centre", "center"]),
    ),
}  # fmt: skip
_NUMBERED = frozenset(["no", "number", "ref", "reference", "id", "nr", "num"])
_WITHOUT_TAX = ("net", "nett", "ex", "exc", "excl", "excluding", "without")


@dataclass
class _Read:
    payments: list[Record] = field(default_factory=list)
    totals: list[Record] = field(default_factory=list)
    redacted: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def is_spending_header(row: list[str]) -> bool:
    """Whether a row holds headings that name who was paid, how much and when; a mere `Name` is a payee's where it is said what for."""
    meanings = {_meaning(text) for text in row if text}
    named = any(_meaning(text) == "recipient" and _plain(text) != "name" for text in row)
    return {"recipient", "amount", "paid"} <= meanings and (named or "purpose" in meanings)


def holds_spending(tables: list[Table]) -> bool:
    return any(not table.hidden and header_at(table, is_spending_header) is not None for table in tables)


def payments_of_tables(tables: list[Table], file: str) -> Reading:
    """Each payment as a record of `payments`; sums of the file's own go to `award_sources`. Credits stay negative.

    The currency of a council's spend file is the pound, unless a column says otherwise.
    """
    read = _Read()
    for table in tables:
        at = header_at(table, is_spending_header)
        if at is not None and not table.hidden:
            _read_table(read, table, file, at)
    if read.redacted:
        read.findings.append(_told_redacted(read, file))
    return Reading({"payments": read.payments, "award_sources": about_file(read.totals)}, [], read.findings)


def _read_table(read: _Read, table: Table, file: str, at: int) -> None:
    columns = _columns(table, at)
    read.findings += rows_above(table, file, at, "Other programs that read the file may find no payment in it.")
    read.findings += _two_amounts(table, file, at, columns["amount"])
    lacking: dict[str, list[str]] = {name: [] for name in _LACKED}
    for number, row in data_rows(table, at):
        amount, payee = table.cell(number, columns["amount"]), table.cell(number, columns["recipient"])
        if _adds_up(row, table.cell(number, columns["paid"]), payee):
            if re.match(r"sub", next(cell for cell in row if cell), re.IGNORECASE) is None:
                values = {"stated_total": total_in(amount or _last_figure(row)), "currency": "GBP"}
                read.totals.append(Record(a1(number, columns["amount"]), values, {}, number + 1, table.name))
            read.findings.append(told_total(file, table, number, "payments"))
        elif not amount and not payee:
            continue  # a remark below the table, or a ruler
        else:
            read.payments.append(_payment(read, table, file, number, columns))
            for name, places in lacking.items():
                places += [] if table.cell(number, columns[name]) else [a1(number, columns[name])]
    read.findings += [_told_lacking(file, table, name, places) for name, places in lacking.items() if places]


def _columns(table: Table, at: int) -> dict[str, int]:
    """Where each thing stands; of several headings for one thing, the one listed first, then what its words say without tax."""
    headings = table.rows[at]
    plain = [_plain(text) for text in headings]
    found: dict[str, int] = {}
    for name, texts in HEADINGS.items():
        listed = next((plain.index(text) for text in texts if text in plain), None)
        by_words = [column for column, text in enumerate(headings) if text and _meaning(text) == name]
        by_words.sort(
            key=lambda column: (
                plain[column] in _LAST.get(name, ()),
                not set(_words_of(headings[column])) & set(_WITHOUT_TAX),
            )
        )
        column = listed if listed is not None else by_words[0] if by_words else None
        if column is not None:
            found[name] = column
    return found


def _meaning(text: str) -> str:
    """What a heading means: as it is listed, else by its words; empty where neither says."""
    if listed := _BY_HEADING.get(_plain(text)):
        return listed
    if text.strip() == "£":
        return "amount"
    words = set(_words_of(text))
    for name, (some, none) in _WORDS.items():
        if words & some and not words & none and (name != "number" or words & _NUMBERED):
            return name
    return ""


def _words_of(text: str) -> list[str]:
    """The words of a heading: `InvoicePaymentDate`, `Invoice_Payment Date (dd/mm/yyyy)` are invoice, payment, date."""
    apart = re.sub(
        r"(?<=[a-z])(?=[A-Z])",
        " ",
        re.sub(r"\([^()]*\)", lambda inside: inside[0] if re.search("vat", inside[0], re.IGNORECASE) else " ", text),
    )
    return re.findall(r"[a-z]+", apart.lower())


def _adds_up(row: list[str], paid: str, payee: str) -> bool:
    """Whether a row is a sum of the file's own: it says so where no day stands, or holds a figure and nothing else."""
    if paid:
        return is_total([paid]) and not payee
    alone = [cell for cell in row if cell]
    says_so = is_total(row) or (bool(payee) and is_total([payee]) and not any(_plain(cell) == "ltd" for cell in row))
    return says_so or (len(alone) == 1 and not payee and any(letter.isdigit() for letter in alone[0]))


def _payment(read: _Read, table: Table, file: str, number: int, columns: dict[str, int]) -> Record:
    values = {name: text for name, column in columns.items() if (text := table.cell(number, column))}
    values.setdefault("currency", "GBP")
    stem = file.rpartition("/")[2].rpartition(".")[0]
    values["payment_id"] = "/".join(part for part in (stem, table.name, str(number + 1)) if part)
    places = {name: a1(number, column) for name, column in columns.items()}
    places = {"payment_id": f"A{number + 1}", "currency": places["amount"], **places}
    hidden = _REDACTED.search(values.get("recipient", ""))
    record = Record(
        f"A{number + 1}", values | ({"recipient": REDACTED} if hidden else {}), places, number + 1, table.name
    )
    read.redacted += [record] if hidden else []
    return record


def _last_figure(row: list[str]) -> str:
    return next((cell for cell in reversed(row) if any(letter.isdigit() for letter in cell)), "")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower().replace("£", ""))


def _told_redacted(read: _Read, file: str) -> Finding:
    first = read.redacted[0]
    return REDACTED_PAYEE.at(first.at(file, "payments", "recipient"), many=_payments_have(len(read.redacted)))


def _told_lacking(file: str, table: Table, name: str, places: list[str]) -> Finding:
    """One finding for all rows that lack a payee, or a day."""
    at = Place(file, table.name, places[0], None, "payments", name)
    return _LACKED[name].at(at, many=_payments_have(len(places)))


def _payments_have(number: int) -> str:
    return "1 payment has" if number == 1 else f"{number:,} payments have"


def _two_amounts(table: Table, file: str, at: int, used: int) -> list[Finding]:
    others = [
        text
        for column, text in enumerate(table.rows[at])
        if column != used and _meaning(text) == "amount" and _plain(text) != _plain(table.rows[at][used])
    ]
    place = Place(file, table.name, a1(at, used), None, "payments", "amount")
    return [SEVERAL_AMOUNTS.at(place, used=table.rows[at][used], other=others[0])] if others else []
