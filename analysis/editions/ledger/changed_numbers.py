"""What changed between two editions: each number that is new, gone, another or worked out otherwise, and why.

An edition is read from what was published, its evidence and its manifest, so that a copy which went out years ago can be compared
with one built today. Why a number changed is read from the two files alone: its files (new, sent again, gone), what people decided
(corrections.yml and the other settings), how it is worked out, and the code. What none of these explains is called not explained.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.editions.ledger.ledger_files import read_facts
from analysis.project import Refused

FRONT_PAGE = "index.html"
_EVIDENCE, _MANIFEST = "evidence.json", "manifest.json"
_SENT = "data/raw/"
_DECISIONS = (".yml", ".yaml")
_MANY = 3  # files of one kind that a reason names before it only counts them


class Kind(Enum):
    """What became of a number. The value is the heading that tells it."""

    REDEFINED = "Worked out otherwise, or in another unit"
    CHANGED = "Another number than before"
    NEW = "New"
    GONE = "Gone"


@dataclass(frozen=True)
class ReadEdition:
    """One published edition as its folder holds it. `inputs`: path of each file that it was made from -> hash."""

    folder: Path
    network: str
    period: str
    facts: dict[str, dict[str, Any]]
    inputs: dict[str, str]
    package: str
    hubs: frozenset[str]

    @property
    def sent(self) -> dict[str, str]:
        """What people sent and decided, by its path below the network's folder."""
        home = f"{_SENT}{self.network}/"
        return {path.removeprefix(home): sha for path, sha in self.inputs.items() if path.startswith(home)}


@dataclass(frozen=True)
class Change:
    """One number of which the editions do not say the same. `before` and `after` are as shown; None where there is none."""

    id: str
    kind: Kind
    before: str | None
    after: str | None
    unit: str
    why: tuple[str, ...]
    on_front_page: bool


@dataclass(frozen=True)
class Comparison:
    """Two editions side by side."""

    before: ReadEdition
    after: ReadEdition

    @cached_property
    def files_are_comparable(self) -> bool:
        """False where every file that both name has another hash: the keys differ, not the files (editions/manifest.py)."""
        both = self.before.sent.keys() & self.after.sent.keys()
        return not both or any(self.before.sent[path] == self.after.sent[path] for path in both)

    @cached_property
    def revised(self) -> set[str]:
        """Files that both editions were made from and that are not the same."""
        if not self.files_are_comparable:
            return set()
        before, after = self.before.sent, self.after.sent
        return {path for path in before.keys() & after.keys() if before[path] != after[path]}

    @cached_property
    def decisions(self) -> list[str]:
        """Settings and decisions that people wrote and that are new, gone or other than before."""
        either = self.before.sent.keys() ^ self.after.sent.keys()
        return sorted(path for path in self.revised | either if path.endswith(_DECISIONS) and "card.yml" not in path)

    @cached_property
    def changes(self) -> list[Change]:
        """Every number that differs: what stands on the front page first, then by id."""
        ids = self.before.facts.keys() | self.after.facts.keys()
        found = (self._change(fact) for fact in sorted(ids))
        return sorted((change for change in found if change), key=lambda change: (not change.on_front_page, change.id))

    @property
    def hubs_new(self) -> list[str]:
        return sorted(self.after.hubs - self.before.hubs)

    @property
    def hubs_gone(self) -> list[str]:
        return sorted(self.before.hubs - self.after.hubs)

    def _change(self, fact: str) -> Change | None:
        before, after = self.before.facts.get(fact), self.after.facts.get(fact)
        told = after or before or {}
        kind = _kind(before, after)
        if kind is None:
            return None
        return Change(
            fact,
            kind,
            None if before is None else _shown(before),
            None if after is None else _shown(after),
            str(told.get("unit") or ""),
            tuple(self._why(before, after)),
            FRONT_PAGE in told.get("pages", ()),
        )

    def _why(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
        if before is None or after is None:
            return []
        files = self._of_files(_files(before), _files(after))
        reasons = [*_of_definition(before, after), *files]
        if self.decisions:
            reasons.append(f"decided otherwise, perhaps: {_named(self.decisions)}")
        if not reasons and self.before.package != self.after.package:
            reasons.append("the code is other than it was")
        return reasons or ["not explained by files, decisions, definition or code"]

    def _of_files(self, before: set[str], after: set[str]) -> list[str]:
        """New to the number, sent again, and no more behind it."""
        parts = (
            ("rests on more files", after - before),
            ("files sent again or corrected", before & after & self.revised),
            ("rests no more on", before - after),
        )
        return [f"{words}: {_named(paths)}" for words, paths in parts if paths]


def read_edition(folder: Path) -> ReadEdition:
    """What the folder of a published edition says of itself. Refused where it is none, or not all of one."""
    try:
        facts = read_facts(folder / _EVIDENCE)
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return ReadEdition(
            folder,
            str(manifest["network"]),
            str(manifest["period"]),
            {str(fact["id"]): fact for fact in facts},
            dict(manifest["inputs"]),
            str(manifest["package"]),
            frozenset(_hubs(manifest["files"])),
        )
    except FileNotFoundError as missing:
        name = Path(str(missing.filename)).name
        raise Refused(f"{folder} is no published edition: it holds no {name}") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Refused(f"{folder}: its {_EVIDENCE} or {_MANIFEST} does not read; is the copy whole?") from None


def compare(before: ReadEdition, after: ReadEdition) -> Comparison:
    """Refused where the editions are of two networks: their numbers are about different hubs."""
    if before.network != after.network:
        raise Refused(
            f"one edition is of {before.network}, the other of {after.network}: compare editions of one network"
        )
    return Comparison(before, after)


def _hubs(files: Iterable[str]) -> Iterable[str]:
    pages = (Path(path) for path in files)
    return (page.stem for page in pages if page.parts[0] == "hubs" and page.suffix == ".html" and page.stem != "index")


def _kind(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Kind | None:
    """None where both say the same in the same way."""
    if before is None or after is None:
        return Kind.NEW if before is None else Kind.GONE
    if any(before.get(part) != after.get(part) for part in ("unit", "how")):
        return Kind.REDEFINED
    return Kind.CHANGED if _shown(before) != _shown(after) else None


def _shown(fact: dict[str, Any]) -> str:
    """With what the number is worth, where that is not `exact`."""
    shown, qualifier = str(fact["shown"]), fact.get("qualifier") or "exact"
    bare = qualifier in ("exact", "as told") or shown.startswith(
        "["
    )  # a symbol as [x] is no number that could be rounded
    return shown if bare else f"{shown} ({qualifier})"


def _of_definition(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    reasons = []
    if before.get("unit") != after.get("unit"):
        reasons.append(f"counted in {after.get('unit') or 'no unit'}, before in {before.get('unit') or 'no unit'}")
    if before.get("how") != after.get("how"):
        reasons.append(f"worked out as: {after.get('how')}; before: {before.get('how')}")
    return reasons


def _files(fact: dict[str, Any]) -> set[str]:
    return {str(source["file"]) for source in fact.get("sources", ())}


def _named(paths: Iterable[str]) -> str:
    in_order = sorted(paths)
    more = len(in_order) - _MANY
    return ", ".join(in_order[:_MANY]) + (f" and {more} more" if more > 0 else "")
