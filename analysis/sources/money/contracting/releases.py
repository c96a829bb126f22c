"""Releases of the Open Contracting Data Standard 1.1 put together: for each contracting process, what holds now."""

from __future__ import annotations

from typing import Any, NamedTuple

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import as_written

_LACKS, _FILL = "The release has no {field}.", "Ask the publisher to fill in {field}."
NO_OCID, NO_DATE = (
    Rule("required-field", _LACKS, why, _FILL, ignore="Where the contract has one release.")
    for why in (
        "Without it, releases about one contract cannot be put together, and it may be counted twice.",
        "Without it, nobody can say which of several releases is the latest.",
    )
)
NO_ID, NO_TAG, NO_INITIATION = (
    Rule("required-field", _LACKS, why, _FILL, "note", ignore=ignore)
    for why, ignore in (
        ("Without it, a release cannot be told from its correction.", "Where the contract has one release."),
        (
            "It says whether the release is a plan, an award or a change.",
            "Always: what was awarded is read from the contract itself.",
        ),
        ("The standard asks for it.", "Always: nothing here rests on it."),
    )
)
_REQUIRED = {"ocid": NO_OCID, "id": NO_ID, "date": NO_DATE, "tag": NO_TAG, "initiationType": NO_INITIATION}
NOT_A_RELEASE = Rule(
    "not-a-release",
    "This entry is not a release.",
    "It is left out.",
    "Remove it.",
    "doubt",
    "left out",
    ignore="Where the entry is empty.",
)
ONLY_LINKS = Rule(
    "only-links",
    "The record {ocid} only names where its releases can be had, and holds none of them.",
    "Nothing of this contract is in the report; no file is fetched from elsewhere.",
    "Ask for the package with its compiled releases.",
    ignore="Where the contract is in another file of the folder.",
)
_DEEPEST = 12  # of what is put together; a contract's transactions lie five deep


class Process(NamedTuple):
    """One contracting process. `holds`: its compiled release; `place`: of the release that it holds by; `earlier`: those before."""

    ocid: str
    holds: dict[str, Any]
    place: str
    earlier: list[dict[str, Any]]


def processes_of(package: dict[str, Any], file: str) -> tuple[list[Process], list[Finding]]:
    """The processes of a release package or a record package, in the order of the file."""
    findings: list[Finding] = []
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    compiled: dict[str, tuple[str, dict[str, Any]]] = {}
    for place, release in _releases(package, compiled, file, findings):
        findings += _missing(release, file, place)
        ocid = as_written(release.get("ocid")) or f"(no ocid) {place}"
        found.setdefault(ocid, []).append((place, release))
    for ocid, (place, release) in compiled.items():
        found.setdefault(ocid, [(place, release)])
    return [_process(ocid, releases, compiled.get(ocid)) for ocid, releases in found.items()], findings


def _releases(
    package: dict[str, Any], compiled: dict[str, tuple[str, dict[str, Any]]], file: str, findings: list[Finding]
) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, Any]] = [(f"/releases/{n}", each) for n, each in enumerate(as_list(package.get("releases")))]
    for number, record in enumerate(as_list(package.get("records"))):
        place = f"/records/{number}"
        if not isinstance(record, dict):
            found.append((place, record))
            continue
        whole = record.get("compiledRelease")
        inside = [(f"{place}/releases/{n}", each) for n, each in enumerate(as_list(record.get("releases")))]
        full = [(at, each) for at, each in inside if isinstance(each, dict) and not _is_link(each)]
        if isinstance(whole, dict):
            ocid = as_written(record.get("ocid")) or as_written(whole.get("ocid"))
            compiled[ocid] = (f"{place}/compiledRelease", whole)
        elif inside and not full:
            findings.append(ONLY_LINKS.at(Place(file, cell=place, table="awards"), ocid=as_written(record.get("ocid"))))
        found += full
    for place, each in found:
        if not isinstance(each, dict):
            findings.append(NOT_A_RELEASE.at(Place(file, cell=place, table="awards")))
    return [(place, each) for place, each in found if isinstance(each, dict)]


def _is_link(release: dict[str, Any]) -> bool:
    return "url" in release and "ocid" not in release


def _process(
    ocid: str, releases: list[tuple[str, dict[str, Any]]], compiled: tuple[str, dict[str, Any]] | None
) -> Process:
    """The releases in the order of their dates, each laid over those before; a compiled release holds as it is."""
    ordered = sorted(releases, key=lambda each: as_written(each[1].get("date"))[:19])
    place, latest = ordered[-1]
    if compiled is not None:
        return Process(ocid, compiled[1], compiled[0], [release for _, release in ordered])
    holds: dict[str, Any] = {}
    for _, release in ordered:
        holds = laid_over(holds, release)
    return Process(ocid, holds, place, [release for _, release in ordered if release is not latest])


def laid_over(before: Any, after: Any, depth: int = 0) -> Any:
    """What holds of two versions: what the later says, and what only the earlier said. Lists of things with ids are put
    together by id, as the standard merges them; other lists are those of the later version."""
    if depth > _DEEPEST:
        return after
    if isinstance(before, dict) and isinstance(after, dict):
        # null says that a field is taken back
        kept = {name: value for name, value in before.items() if after.get(name, value) is not None}
        return kept | {
            name: laid_over(before.get(name), value, depth + 1) for name, value in after.items() if value is not None
        }
    if isinstance(before, list) and isinstance(after, list) and all(_named(each) for each in (*before, *after)):
        by_id = {as_written(each["id"]): each for each in before}
        for each in after:
            name = as_written(each["id"])
            by_id[name] = laid_over(by_id.get(name), each, depth + 1)
        return list(by_id.values())
    return after


def _named(item: Any) -> bool:
    return isinstance(item, dict) and item.get("id") not in (None, "") and not isinstance(item["id"], list | dict)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _missing(release: dict[str, Any], file: str, place: str) -> list[Finding]:
    return [
        rule.at(Place(file, cell=f"{place}/{name}", table="awards"), field=name)
        for name, rule in _REQUIRED.items()
        if release.get(name) in (None, "", [])
    ]
