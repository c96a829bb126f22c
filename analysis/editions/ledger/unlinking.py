"""What is published of where a number comes from, at a level that links nobody.

A fact over case studies that named its case studies would, with the facts beside it, give the whole of who told what: which case study
bears which codes, of which kind of source, quoted where. Solved as a puzzle that leads quotes back to places and partners. So every
published fact that rests on case studies names the same files, those that all of them came in, and no case study, row or passage. The
ledger that stays at home leads each to its cells.

Sheets with a row a person are named as files too: cells would say how many people there are, to the last of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.disclosure.cases import FOLDER, OF_PEOPLE
from analysis.editions.ledger.origins import Sources
from analysis.editions.running.executed_copies import write_copy
from analysis.handover import KEY, Origin

if TYPE_CHECKING:  # which leans on this
    from analysis.editions.ledger.evidence import ExecutedPage

_MOST_FILES = 3


@cache
def case_tables() -> frozenset[str]:
    """The tables whose rows are of a case study, by their declarations."""
    from analysis.datasets.processing.tables import TABLES

    return frozenset(name for name, table in TABLES.items() if "case_id" in table.schema)


def unlinked_sources(origins: Iterable[Origin], sources: Sources) -> list[dict[str, str]]:
    """As Sources.of, with the files of all case studies in place of the cells of some."""
    origins = list(origins)
    open_rows = [origin for origin in origins if origin.table not in case_tables()]
    networks = {origin.network for origin in origins if origin.table in case_tables()}
    found = [_to_the_file(source) for source in (sources.of(open_rows) if open_rows else [])]
    found += [file for network in sorted(networks) for file in _files_of_cases(network, sources)]
    return list({tuple(source.items()): source for source in found}.values())


def _to_the_file(source: dict[str, str]) -> dict[str, str]:
    """What a check says of a case study names its place, and cells count people: of these files the file alone."""
    if not source["file"].startswith((FOLDER, *OF_PEOPLE)):
        return source
    return {name: value for name, value in source.items() if name in ("network", "file")}


def _files_of_cases(network: str, sources: Sources) -> list[dict[str, str]]:
    every = [Origin(name, (), network) for name in sorted(case_tables())]
    named = {"network": network} if network else {}
    files = sorted({source["file"] for source in sources.of(every) if source["file"].startswith(FOLDER)})
    return [{**named, "file": file} for file in (files if len(files) <= _MOST_FILES else [FOLDER])]


def unlink_copies(pages: Iterable[ExecutedPage], notebooks: Path) -> None:
    """Take which case studies a fact rests on out of the executed copies that are published with the edition. pages: as they lie in the
    folder `notebooks`; nothing else is made of them after this."""
    for page in pages:
        changed = False
        for cell in page.notebook["cells"]:
            for output in cell.get("outputs", []):
                handed = output.get("metadata", {}).get(KEY, {})
                changed = _without_cases(handed) or changed
                changed = _without_typed_quotes(handed.get("narrative") or {}) or changed
        if changed:
            write_copy(page.notebook, notebooks / page.copy)


def _without_cases(handed: dict[str, Any]) -> bool:
    """Take out of the origins that an output hands on which case studies they are. Whether any named some.

    Origins that are the same afterwards stand once: facts that kept numbers of their own for them would say which of them were told by
    the same case studies.
    """
    named, numbers = handed.get("origins", []), list[int]()
    if not any(origin["table"] in case_tables() and origin["where"] for origin in named):
        return False
    kept: list[dict[str, Any]] = []
    for origin in named:
        bare = {**origin, "where": {}} if origin["table"] in case_tables() else origin
        if bare not in kept:
            kept.append(bare)
        numbers.append(kept.index(bare))
    handed["origins"] = kept
    for fact in handed["facts"]:
        fact["origins"] = [numbers[number] for number in fact["origins"]]
    return True


def _without_typed_quotes(narrative: dict[str, Any]) -> bool:
    """A writer cites a passage by the id of its coding; published it is named as the quote is. Whether there was any."""
    changed = False
    for sentence in narrative.get("sentences", []):
        for cited in (each for each in sentence["cites"] if each["kind"] == "quote" and each["typed"] != each["id"]):
            sentence["sentence"] = sentence["sentence"].replace(
                f"{{quote: {cited['typed']}}}", f"{{quote: {cited['id']}}}"
            )
            cited["typed"], changed = cited["id"], True
    return changed
