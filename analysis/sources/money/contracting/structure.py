"""What the checking tool of the Open Contracting standard says of a package's structure, and what each is to who reads money from it.

Source: open-contracting/lib-cove-ocds and what libcove adds to it (identifiers twice in a list, identifiers missing from one, the version),
written anew. docs/money-checks.md lists all that the tool says and where it is asked here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.contracting.releases import as_list
from analysis.sources.records import as_written

_VERSIONS = ("1.0", "1.1")
_LISTS = ("awards", "contracts")  # releases are put together by the identifiers of what is in them

ID_TWICE = Rule(
    "id-twice",
    "The identifier {value} stands {times} times among the {what} of one release.",
    "Put together with another release of the contract, one of them takes the place of the other, and its money is lost.",
    "Ask the publisher to give each an identifier of its own.",
    "doubt",
    "kept",
    "Where they say the same.",
)
NO_IDENTIFIER = Rule(
    "no-identifier",
    "{many} no identifier; the first is {first}.",
    "A later release of the contract cannot say which of them it changes, and takes the place of all.",
    "Ask the publisher to give each an identifier.",
    "note",
    "kept",
    "Where each contract has one release.",
)
OTHER_VERSION = Rule(
    "other-version",
    "The package says that it is of version `{value}`; it is read as one of {known}.",
    "What another version calls otherwise is not read.",
    "Hold the amounts of one contract against its source.",
    "note",
    "kept",
    "Where they are the same.",
)


def check_structure(package: dict[str, Any], releases: list[tuple[str, dict[str, Any]]], file: str) -> list[Finding]:
    """The version; and in each release the identifiers of awards, contracts and payments that are there twice or not at all."""
    return [*_version(package, file), *_twice(releases, file), *_without(releases, file)]


def _version(package: dict[str, Any], file: str) -> list[Finding]:
    stated = package.get("version")
    if stated is None or (isinstance(stated, str) and stated in _VERSIONS):
        return []
    at = Place(
        file,
        cell="/version",
        table="awards",
        value=as_written(stated)[:40] if not isinstance(stated, dict | list) else "…",
    )
    return [OTHER_VERSION.at(at, known=" or ".join(_VERSIONS))]


def _lists(releases: list[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """(what is in it, where it lies, the list) of each list whose things are known by their identifiers."""
    for place, release in releases:
        for name in _LISTS:
            held = [each for each in as_list(release.get(name)) if isinstance(each, dict)]
            yield name, f"{place}/{name}", held
            for number, each in enumerate(held if name == "contracts" else []):
                within = each.get("implementation")
                paid = as_list(within.get("transactions")) if isinstance(within, dict) else []
                at = f"{place}/{name}/{number}/implementation/transactions"
                yield "payments", at, [one for one in paid if isinstance(one, dict)]


def _twice(releases: list[tuple[str, dict[str, Any]]], file: str) -> Iterator[Finding]:
    for what, place, held in _lists(releases):
        names = [_name(each) for each in held]
        for name, times in Counter(filter(None, names)).items():
            if times > 1:
                second = [number for number, each in enumerate(names) if each == name][1]
                at = Place(file, cell=f"{place}/{second}/id", table="awards", value=name[:80])
                yield ID_TWICE.at(at, times=times, what=what)


def _without(releases: list[tuple[str, dict[str, Any]]], file: str) -> list[Finding]:
    found = [
        f"{place}/{number}"
        for _, place, held in _lists(releases)
        for number, each in enumerate(held)
        if not _name(each)
    ]
    if not found:
        return []
    many = (
        "1 award, contract or payment has" if len(found) == 1 else f"{len(found):,} awards, contracts or payments have"
    )
    return [NO_IDENTIFIER.at(Place(file, cell=found[0], table="awards"), many=many, first=found[0])]


def _name(thing: dict[str, Any]) -> str:
    return as_written(thing["id"]) if isinstance(thing.get("id"), str | int) else ""
