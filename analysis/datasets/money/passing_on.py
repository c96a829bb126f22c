"""Money that passes through lead bodies: which award it was counted in already, so that each pound is counted once."""

from __future__ import annotations

from collections import defaultdict

from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.cells import SentRecord, tell
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Record

RELATED = "related"  # rides along with a record of 360Giving: the awards that it names as related, one a line
_Awards = dict[str, SentRecord]

UNLINKED = Rule(
    "pass-through-not-linked",
    "It is paid by a body that passes money on, but does not say from which award the money came{whose}.",
    "Counted beside the award it was passed on from, the same pounds are counted twice.",
    "Name that award under Related Activity (perhaps {source}).",
    ignore="Where it is the body's own money.",
)
NOTHING_PASSED_ON = Rule(
    "nothing-passed-on",
    "It is meant to be passed on, but no award on record is passed on from it{whose}.",
    "The report shows the lead body, not who had the money.",
    "Ask the lead body for its own grants.",
    "note",
    ignore="Where the lead body has made no grants of it yet.",
)
OTHER_CURRENCY = Rule(
    "passed-on-in-another-currency",
    "It is in {currency}, but what is passed on from it is in another currency ({named}){whose}.",
    "What is passed on cannot be taken off an amount in another currency.",
    "Check the currencies.",
    ignore="Where the lead body changed the money before it passed it on.",
)
TOO_MUCH = Rule(
    "passed-on-too-much",
    "More is passed on from it ({passed:,.2f}) than it holds ({whole:,.2f}){whose}.",
    "Part of the money came from elsewhere, or an amount is wrong.",
    "Check the amounts with the lead body.",
    ignore="Where the lead body added money of its own.",
)
OF_UNKNOWN = Rule(
    "passed-on-from-unknown-amount",
    "It is passed on from {source}, whose whole amount is not known{whose}.",
    "Money passed on is counted in the award it came from, so this is in no total.",
    "Ask the payer for the whole amount of that award.",
    ignore="Where the whole amount of that award is a secret of its payer.",
)
CIRCLE = Rule(
    "passed-on-in-a-circle",
    "It is said to be passed on from {source}, which is passed on from it in turn{whose}.",
    "Money that goes round would be counted in neither; it is counted in this one.",
    "Ask who had the money first, and correct the other.",
    ignore="Never: one of the two links is wrong.",
)


def link_passed_on(sent: list[SentRecord]) -> tuple[list[SentRecord], list[Finding]]:
    """The awards with passed_on_from and lead set, over all files; what goes round in a circle is cut open and told.

    A related award counts as the source only where its recipient is this one's payer: it may also be a sister grant.
    """
    findings: list[Finding] = []
    by_id: _Awards = {record.values["award_id"]: (file, record) for file, record in sent if "award_id" in record.values}
    _link_related(by_id, findings)
    _cut_circles(by_id, findings)
    findings += _of_unknown_amount(by_id)
    received: dict[str, list[Record]] = defaultdict(list)
    for _, record in by_id.values():
        for called in _recipients(record):
            received[called].append(record)
    made = []
    for file, record in sent:
        file, record = by_id.get(record.values.get("award_id", ""), (file, record))
        made.append((file, _with_lead(record)))
        findings += _unlinked(file, record, received)
    return made, findings + _check_amounts(by_id)


def _link_related(by_id: _Awards, findings: list[Finding]) -> None:
    for name, (file, record) in list(by_id.items()):
        related = record.values.get(RELATED, "").split("\n")
        if record.values.get("passed_on_from") or not any(related):
            continue
        payer = record.values.get("payer_body", "")
        sources = [each for each in related if each in by_id and each != name and payer in _recipients(by_id[each][1])]
        if not sources:
            continue
        if any(each == name for each in _above(by_id, sources[0])):
            findings.append(_circle(file, record, sources[0]))
            continue
        places = {**record.places, "passed_on_from": record.place_of(RELATED)}
        by_id[name] = file, record._replace(values={**record.values, "passed_on_from": sources[0]}, places=places)


def _recipients(record: Record) -> list[str]:
    """The bodies that an award gave the money."""
    return [name for name in record.values.get("recipient_body", "").split("; ") if name]


def _above(by_id: _Awards, name: str) -> list[str]:
    """The award and those it was passed on from, one after the other; each once, however they are linked."""
    seen: dict[str, None] = {}
    while name in by_id and name not in seen:
        seen[name] = None
        name = by_id[name][1].values.get("passed_on_from", "")
    return list(seen)


def _cut_circles(by_id: _Awards, findings: list[Finding]) -> None:
    """Where awards are passed on from each other all round, the largest is the one whose money is counted."""
    settled: set[str] = set()
    for name in list(by_id):
        chain: dict[str, None] = {}
        while name in by_id and name not in settled and name not in chain:
            chain[name] = None
            name = by_id[name][1].values.get("passed_on_from", "")
        if name in chain:
            circle = list(chain)[list(chain).index(name) :]
            top = max(circle, key=lambda each: (amount_of(by_id[each][1]) or 0.0, -circle.index(each)))
            file, record = by_id[top]
            findings.append(_circle(file, record, record.values["passed_on_from"]))
            by_id[top] = file, _without(record, "passed_on_from")
        settled.update(chain)


def _without(record: Record, column: str) -> Record:
    return record._replace(values={name: text for name, text in record.values.items() if name != column})


def _with_lead(record: Record) -> Record:
    """Who holds the money for others: the payer of what is passed on, the recipient of what is meant to be."""
    values = record.values
    if not values.get("lead"):
        holder = "payer" if values.get("passed_on_from") else "recipient" if values.get("regrant_type") else ""
        if holder and values.get(holder):
            more = {"lead": values[holder], "lead_id": values.get("lead_id") or values.get(f"{holder}_id", "")}
            more["lead_body"] = values.get(f"{holder}_body", "")
            places = {name: record.place_of(holder) for name in more}
            values = {**values, **{name: text for name, text in more.items() if text}}
            record = record._replace(places={**places, **record.places})
    return record._replace(values={name: text for name, text in values.items() if name != RELATED})


def _unlinked(file: str, record: Record, received: dict[str, list[Record]]) -> list[Finding]:
    """A grant by a body that passes money on, which does not say from which award."""
    if record.values.get("passed_on_from"):
        return []
    payer = record.values.get("payer_body", "")
    sources = [each for each in received.get(payer, []) if each.values.get("regrant_type")]
    sources = [
        each for each in sources if each is not record and each.values.get("award_id") != record.values.get("award_id")
    ]
    if not sources:
        return []
    return [tell(UNLINKED, AWARDS, file, record, RELATED, source=sources[0].values.get("award_id", "")[:80])]


def _check_amounts(by_id: _Awards) -> list[Finding]:
    onward: dict[str, list[Record]] = defaultdict(list)
    for _, record in by_id.values():
        onward[record.values.get("passed_on_from", "")].append(record)
    findings = []
    for name, (file, source) in by_id.items():
        if source.values.get("regrant_type") and not onward.get(name):
            findings.append(tell(NOTHING_PASSED_ON, AWARDS, file, source, _column(source)))
        if onward.get(name):
            findings += _too_much(file, source, onward[name])
    return findings


def _too_much(file: str, source: Record, onward: list[Record]) -> list[Finding]:
    whole, currency = amount_of(source), source.values.get("currency")
    others = [record for record in onward if record.values.get("currency") not in (currency, None)]
    findings = []
    if others:
        named = ", ".join(record.values["award_id"] for record in others[:3])
        findings.append(
            tell(OTHER_CURRENCY, AWARDS, file, source, _column(source), currency=currency, named=named[:80])
        )
    passed = sum(amount_of(record) or 0 for record in onward if record not in others)
    if whole is not None and passed > whole + 0.005:
        findings.append(tell(TOO_MUCH, AWARDS, file, source, _column(source), passed=passed, whole=whole))
    return findings


def _of_unknown_amount(by_id: _Awards) -> list[Finding]:
    """Awards made out of one whose whole amount is not known: they are in no total, as their money is not."""
    findings = []
    for file, record in by_id.values():
        above = by_id.get(record.values.get("passed_on_from", ""))
        if above is None or amount_of(above[1]) is not None or amount_of(record) is None:
            continue
        source = above[1].values["award_id"][:80]
        findings.append(tell(OF_UNKNOWN, AWARDS, file, record, "passed_on_from", source=source))
    return findings


def amount_of(record: Record) -> float | None:
    """The whole amount of an award that read_money_cells has gone through; None where it has none."""
    try:
        return float(record.values["amount"])
    except (KeyError, ValueError):
        return None


def _circle(file: str, record: Record, source: str) -> Finding:
    return tell(CIRCLE, AWARDS, file, record, "passed_on_from", source=source[:80])


def _column(record: Record) -> str:
    return "regrant_type" if "regrant_type" in record.places else "amount"
