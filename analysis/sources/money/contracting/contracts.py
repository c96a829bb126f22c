"""Contracts by the Open Contracting Data Standard 1.1: release and record packages to awards and payments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.sources.files.tables_in_files import about_file
from analysis.sources.findings import Finding, Place
from analysis.sources.money.contracting.checks import check_package, is_left_out, tell_awarded, tell_nothing_awarded
from analysis.sources.money.contracting.frameworks import FRAMEWORK, is_framework
from analysis.sources.money.contracting.releases import Process, as_list, processes_of
from analysis.sources.records import Reading, Record, as_written

_OF_AREA = ("locality", "region")


def is_contracts_package(package: Any) -> bool:
    """Whether JSON is a package of releases or of records."""
    if not isinstance(package, dict):
        return False
    return any(isinstance(package.get(name), list) and package[name] for name in ("releases", "records"))


def as_package(held: Any) -> Any:
    """A bare release or record, a list of them, or of packages, as one package; anything else as it is."""
    each = held if isinstance(held, list) else [held]
    if not each or not all(isinstance(one, dict) for one in each) or (len(each) == 1 and is_contracts_package(each[0])):
        return each[0] if len(each) == 1 else held
    releases: list[Any] = []
    records: list[Any] = []
    for one in each:
        if is_contracts_package(one):
            releases += as_list(one.get("releases"))
            records += as_list(one.get("records"))
        elif "ocid" in one:
            (records if "compiledRelease" in one else releases).append(one)
    return {"releases": releases, "records": records} if releases or records else held


def contracts_of_package(package: dict[str, Any], file: str) -> Reading:
    """Each contract that is not cancelled as a record of `awards`, an award without a contract likewise; transactions as `payments`.

    Places are JSON pointers into the release that holds: its own name, where releases were put together.
    """
    processes, findings = processes_of(package, file)
    findings += check_package(package, file)
    awards: list[Record] = []
    payments: list[Record] = []
    left_out = 0
    for process in processes:
        made, paid, dropped = _of_process(process, file, findings)
        awards += made
        payments += paid
        left_out += dropped
    return Reading({"awards": awards, "payments": payments, "award_sources": about_file([], left_out)}, [], findings)


def _of_process(process: Process, file: str, findings: list[Finding]) -> tuple[list[Record], list[Record], int]:
    awards: list[Record] = []
    payments: list[Record] = []
    dropped = 0
    if is_framework(process.holds):
        findings.append(FRAMEWORK.at(Place(file, cell=process.place, table="awards"), ocid=process.ocid))
        return [], [], max(1, len(_dicts(process.holds.get("contracts"))))
    by_id = {_text(award, "id"): award for award in _dicts(process.holds.get("awards"))}
    contracted = set()
    for number, contract in enumerate(_dicts(process.holds.get("contracts"))):
        award = by_id.get(_text(contract, "awardID")) or (next(iter(by_id.values())) if len(by_id) == 1 else {})
        contracted.add(_text(award, "id"))
        place = f"{process.place}/contracts/{number}"
        if is_left_out(contract, place, "contract", file, findings):
            dropped += 1
            continue
        record = _record(process, award, contract, place)
        findings += tell_awarded(record, file, process)
        awards.append(record)
        payments += _payments(process, contract, record, place)
    for number, award in enumerate(_dicts(process.holds.get("awards"))):
        if _text(award, "id") in contracted:
            continue
        place = f"{process.place}/awards/{number}"
        if is_left_out(award, place, "award", file, findings):
            dropped += 1
            continue
        record = _record(process, award, {}, place)
        findings += tell_awarded(record, file, process)
        awards.append(record)
    if not awards and not dropped:
        findings.append(tell_nothing_awarded(file, process))
    return awards, payments, dropped


def _record(process: Process, award: dict[str, Any], contract: dict[str, Any], place: str) -> Record:
    """One award. The contract's own value and period hold before those of the award it came from."""
    release, own = process.holds, contract or award
    value = _dict(contract.get("value")) or _dict(award.get("value"))
    period = _dict(contract.get("period")) or _dict(award.get("contractPeriod"))
    tender = _dict(release.get("tender"))
    suppliers = [_party(release, each) for each in _dicts(award.get("suppliers"))]
    buyer = _buyer(release)
    days = period.get("durationInDays")
    given = {
        "award_id": (f"{process.ocid}/{_text(own, 'id')}" if _text(own, "id") else process.ocid, "id"),
        "title": (_text(own, "title") or _text(award, "title") or _text(tender, "title") or _text(own, "description"), "title"),
        "description": (_text(own, "description") or _text(award, "description") or _text(tender, "description"), "description"),
        "currency": (_text(value, "currency"), "value/currency"),
        "amount": (_text(value, "amount"), "value/amount"),
        "award_date": (_text(contract, "dateSigned") or _text(award, "date"), "dateSigned" if contract else "date"),
        "start": (_text(period, "startDate"), "period/startDate"),
        "end": (_text(period, "endDate"), "period/endDate"),
        "term_stated": (f"{as_written(days)} days" if isinstance(days, int) and days > 0 else "", "period/durationInDays"),
        "term_years": (as_written(round(days / 365.25, 4)) if isinstance(days, int) and days > 0 else "", "period/durationInDays"),
        "payer": (_text(buyer, "name"), "buyer/name"),
        "payer_id": (_identifier(buyer), "buyer/id"),
        "recipient": (_suppliers_in_words(suppliers), "suppliers/0/name"),
        "recipient_id": (_identifier(suppliers[0]) if len(suppliers) == 1 else "", "suppliers/0/id"),
        "recipient_count": (str(len(suppliers)) if len(suppliers) > 1 else "", "suppliers"),
        "recipient_ids": ("\n".join(map(_identifier, suppliers)) if len(suppliers) > 1 else "", "suppliers"),
        "extend_to": (_text(period, "maxExtentDate"), "period/maxExtentDate"),
        "modified": (max((_text(each, "date") for each in (release, *process.earlier)), default=""), "date"),
        "purpose": (_purpose(tender, own, award), "items/0/classification/description"),
        "place": (_place(own, award), "items/0/deliveryAddress/locality"),
    }  # fmt: skip
    values = {column: text for column, (text, _) in given.items() if text}
    places = {column: f"{place}/{name}" for column, (_, name) in given.items()}
    return Record(place, {"kind": "contract", "qualifier": "exact", **values}, places)


def _suppliers_in_words(suppliers: list[dict[str, Any]]) -> str:
    """The suppliers' names, and how many have none, lest one stand for all; empty where none has a name."""
    names = list(dict.fromkeys(name for each in suppliers if (name := _text(each, "name"))))
    unnamed = sum(not _text(each, "name") for each in suppliers)
    return "; ".join(names + ([f"{unnamed} not named"] if names and unnamed else []))


def _payments(process: Process, contract: dict[str, Any], award: Record, place: str) -> Iterator[Record]:
    """The transactions under a contract; parties that they do not name are the contract's own."""
    made = _dicts(_dict(contract.get("implementation")).get("transactions"))
    for number, transaction in enumerate(made):
        at = f"{place}/implementation/transactions/{number}"
        value = _dict(transaction.get("value")) or _dict(transaction.get("amount"))  # `amount` before version 1.1
        payer = _dict(transaction.get("payer")) or _dict(transaction.get("providerOrganization"))
        payee = _dict(transaction.get("payee")) or _dict(transaction.get("receiverOrganization"))
        name = _text(transaction, "id") or str(number)
        given = {
            "payment_id": (f"{award.values['award_id']}/{name}", "id"),
            "award_id": (award.values["award_id"], "id"),
            "paid": (_text(transaction, "date"), "date"),
            "amount": (_text(value, "amount"), "value/amount"),
            "currency": (_text(value, "currency"), "value/currency"),
            "payer": (_text(_party(process.holds, payer), "name") or award.values.get("payer", ""), "payer/name"),
            "payer_id": (_identifier(_party(process.holds, payer or _buyer(process.holds))), "payer/id"),
            "recipient_id": (
                _identifier(_party(process.holds, payee)) or award.values.get("recipient_id", ""),
                "payee/id",
            ),
            "number": (_text(transaction, "id"), "id"),
            "recipient": (
                _text(_party(process.holds, payee), "name") or award.values.get("recipient", ""),
                "payee/name",
            ),
            "purpose": (award.values.get("purpose") or award.values.get("title", ""), "id"),
        }
        values = {column: text for column, (text, _) in given.items() if text}
        yield Record(at, values, {column: f"{at}/{path}" for column, (_, path) in given.items()})


def _buyer(release: dict[str, Any]) -> dict[str, Any]:
    """The buyer; where only a party with that role is there, that one."""
    named = _party(release, _dict(release.get("buyer")))
    if _text(named, "name"):
        return named
    parties = _dicts(release.get("parties"))
    return next(
        (
            each
            for role in ("buyer", "payer", "procuringEntity")
            for each in parties
            if role in as_list(each.get("roles"))
        ),
        named,
    )


def _party(release: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """What is known of a party: what stands in place, and what the list of parties says of the same id."""
    name = _text(named, "id")
    full = next((each for each in _dicts(release.get("parties")) if name and _text(each, "id") == name), {})
    return {**full, **{key: value for key, value in named.items() if value not in (None, "")}}


def _identifier(party: dict[str, Any]) -> str:
    """`GB-COH-09668396`, from the register's scheme and the number; else the id by which the file calls the party."""
    identifier = _dict(party.get("identifier"))
    scheme, number = _text(identifier, "scheme"), _text(identifier, "id")
    return f"{scheme}-{number}" if scheme and number else _text(party, "id")


def _purpose(tender: dict[str, Any], own: dict[str, Any], award: dict[str, Any]) -> str:
    items = [*_dicts(own.get("items")), *_dicts(award.get("items")), *_dicts(tender.get("items"))]
    classified = (_text(_dict(item.get("classification")), "description") for item in items)
    return next((words for words in classified if words), "") or _text(tender, "mainProcurementCategory")


def _place(own: dict[str, Any], award: dict[str, Any]) -> str:
    addresses = [
        _dict(item.get("deliveryAddress")) for item in (*_dicts(own.get("items")), *_dicts(award.get("items")))
    ]
    return next((_text(address, name) for name in _OF_AREA for address in addresses if _text(address, name)), "")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in as_list(value) if isinstance(each, dict)]


def _text(held: dict[str, Any], name: str) -> str:
    value = held.get(name)
    return "" if isinstance(value, list | dict) else as_written(value)
