"""What is told of a package of contracts: what a reader of it lacks, and what the checking tool of the standard would say.

Source: the checks of open-contracting/lib-cove-ocds beyond the schema (form of the ocid, identifiers twice, empty fields), written anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.contracting.releases import Process, as_list
from analysis.sources.money.contracting.structure import check_structure
from analysis.sources.records import Record, as_written

_NO_MONEY = ("cancelled", "unsuccessful", "pending")  # states of an award or a contract by which nobody is paid
_STATES = {
    "award": frozenset(("pending", "active", "cancelled", "unsuccessful")),
    "contract": frozenset(("pending", "active", "cancelled", "terminated")),
}  # the standard's closed lists of codes
_OCID = re.compile(r"ocds-[a-z0-9]{6}")
_DEEPEST = 20  # of what is looked through for empty fields

_NO = "Contract {contract} has no {lacking}."
_ASK = "Ask the buyer; identifiers and names of parties are often missing."
NO_VALUE = Rule(
    "required-field",
    _NO,
    "The contract is left out of every total.",
    _ASK,
    ignore="Where the value may not be published.",
)
NO_SUPPLIER = Rule(
    "required-field",
    _NO,
    "The report cannot say where the money went.",
    _ASK,
    ignore="Where the buyer may not publish who it is.",
)
NO_BUYER = Rule(
    "required-field",
    _NO,
    "The report cannot say who pays.",
    _ASK,
    ignore="Where the file's card says whose contracts these are.",
)
AMENDED = Rule(
    "amended",
    "Contract {contract} was first published with {before}; the latest release says {value}, which holds.",
    "An amended value replaces the one before; the two are never added.",
    "Nothing to do.",
    "note",
    ignore="Always: the latest release holds.",
)
NOT_AWARDED = Rule(
    "not-awarded",
    "This {what} is {value} ({called}); it is left out.",
    "No money is awarded by it.",
    "Nothing to do.",
    "note",
    "left out",
    ignore="Always: nobody is paid by it.",
)
NOTHING_AWARDED = Rule(
    "not-awarded",
    "{ocid} holds no award and no contract: it is a plan or a tender so far.",
    "No money is awarded by it yet.",
    "Nothing to do.",
    "note",
    ignore="Always, until it is awarded.",
)
UNKNOWN_STATE = Rule(
    "unknown-status",
    "The status of this {what} is `{value}`, which is no code of the standard; it counts as awarded.",
    "A contract that was cancelled under another word would be counted as money.",
    "Write one of {known}.",
    "doubt",
    "kept",
    ignore="Where the word means that the contract holds.",
)
OCID_FORM = Rule(
    "ocid-form",
    "{many} an ocid (`{value}`) that does not begin with a registered prefix, ocds- and six letters or figures.",
    "Without the prefix, two publishers may use one ocid for two contracts.",
    "Ask the publisher to register a prefix; it costs nothing.",
    "note",
    "kept",
    "Where nobody else's contracts are read beside these.",
)
RELEASE_TWICE = Rule(
    "release-twice",
    "The identifier {value} of a release stands {times} times under one ocid ({ocid}).",
    "Which of the releases holds cannot be told by their names; the one with the latest date does.",
    "Give each release an identifier of its own.",
    "doubt",
    "kept",
    "Where the same release was published in two files.",
)
EMPTY_FIELDS = Rule(
    "empty-fields",
    "{many} there without anything in {them}; the first is {first}.",
    "Readers cannot tell what is not known from what was forgotten.",
    "Leave a field out, or fill it in.",
    "note",
    "kept",
    "Always: an empty field is read as one that is not there.",
)
_ASKED = {
    "amount": (NO_VALUE, "value"),
    "recipient": (NO_SUPPLIER, "supplier with a name"),
    "payer": (NO_BUYER, "buyer with a name"),
}


def check_package(package: dict[str, Any], file: str) -> list[Finding]:
    """What is told once of the whole package: ocids without a prefix, releases of one identifier, empty fields, and its structure."""
    releases = list(_releases(package))
    return [
        *_ocids(releases, file),
        *_twice(releases, file),
        *_empty(package, file),
        *check_structure(package, releases, file),
    ]


def tell_awarded(record: Record, file: str, process: Process) -> list[Finding]:
    """What is missing of a contract that has been awarded, and what was changed since it was first published."""
    name = record.values["award_id"]
    findings = [
        rule.at(record.at(file, "awards", column), contract=name, lacking=called)
        for column, (rule, called) in _ASKED.items()
        if column not in record.values
    ]
    now = record.values.get("amount", "")
    before = [amount for release in process.earlier for amount in _amounts(release, record.place)]
    changed = [amount for amount in before if amount and now and amount != now]
    if changed:
        findings.append(AMENDED.at(record.at(file, "awards", "amount", now[:80]), contract=name, before=changed[0]))
    return findings


def tell_nothing_awarded(file: str, process: Process) -> Finding:
    return NOTHING_AWARDED.at(Place(file, cell=process.place, table="awards"), ocid=process.ocid)


def is_left_out(thing: dict[str, Any], place: str, what: str, file: str, findings: list[Finding]) -> bool:
    """Whether nobody is paid by an award or a contract, as its status says; a status of no meaning is told, and counts as awarded."""
    state = as_written(thing.get("status")).lower() if not isinstance(thing.get("status"), list | dict) else ""
    at = Place(file, cell=f"{place}/status", table="awards", value=state[:80])
    if state in _NO_MONEY:
        findings.append(NOT_AWARDED.at(at, what=what, called=as_written(thing.get("id"))[:80]))
        return True
    if state and state not in _STATES[what]:
        findings.append(UNKNOWN_STATE.at(at, what=what, known=", ".join(sorted(_STATES[what]))))
    return False


def _amounts(release: dict[str, Any], place: str) -> Iterator[str]:
    kind, number = place.rsplit("/", 2)[1:]
    held = [each for each in as_list(release.get(kind)) if isinstance(each, dict)]
    if int(number) < len(held) and isinstance(value := held[int(number)].get("value"), dict):
        amount = value.get("amount")
        yield "" if isinstance(amount, list | dict) else as_written(amount)


def _releases(package: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, each in enumerate(as_list(package.get("releases"))):
        if isinstance(each, dict):
            yield f"/releases/{number}", each
    for number, record in enumerate(as_list(package.get("records"))):
        if isinstance(record, dict):
            for at, each in enumerate(as_list(record.get("releases"))):
                if isinstance(each, dict):
                    yield f"/records/{number}/releases/{at}", each


def _ocids(releases: list[tuple[str, dict[str, Any]]], file: str) -> list[Finding]:
    bad = [
        (place, ocid)
        for place, release in releases
        if isinstance(ocid := release.get("ocid"), str) and ocid and not _OCID.match(ocid)
    ]
    if not bad:
        return []
    many = "1 release has" if len(bad) == 1 else f"{len(bad):,} releases have"
    place, ocid = bad[0]
    return [OCID_FORM.at(Place(file, cell=f"{place}/ocid", table="awards", value=ocid[:80]), many=many)]


def _twice(releases: list[tuple[str, dict[str, Any]]], file: str) -> list[Finding]:
    named = [
        (place, as_written(each["ocid"]), as_written(each["id"]))
        for place, each in releases
        if all(isinstance(each.get(name), str | int) for name in ("ocid", "id"))
    ]
    counts = Counter((ocid, name) for _, ocid, name in named)
    first = {(ocid, name): place for place, ocid, name in reversed(named)}
    return [
        RELEASE_TWICE.at(
            Place(file, cell=f"{first[ocid, name]}/id", table="awards", value=name[:80]), times=times, ocid=ocid[:80]
        )
        for (ocid, name), times in counts.items()
        if times > 1 and name
    ]


def _empty(package: dict[str, Any], file: str) -> list[Finding]:
    places = [
        place
        for kind in ("releases", "records")
        for number, each in enumerate(as_list(package.get(kind)))
        if isinstance(each, dict)
        for place in _empty_below(each, f"/{kind}/{number}")
    ]
    if not places:
        return []
    many = "1 field is" if len(places) == 1 else f"{len(places):,} fields are"
    at = Place(file, cell=places[0], table="awards")
    return [EMPTY_FIELDS.at(at, many=many, them="it" if len(places) == 1 else "them", first=places[0])]


def _empty_below(held: Any, place: str, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    steps = held.items() if isinstance(held, dict) else enumerate(held)
    for step, value in steps:
        if isinstance(value, dict | list) and value:
            yield from _empty_below(value, f"{place}/{step}", depth + 1)
        elif isinstance(value, dict | list) or (isinstance(value, str) and not value.strip()):
            yield f"{place}/{step}"
