"""What the attack on what leaves found, remembered by all that it depends on; where any of that is another, it is attacked again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import analysis.disclosure
from analysis.datasets.processing.freshness import reading_code
from analysis.exhibits.opening import OpenEdition
from analysis.project import place_whole, processed_folder
from analysis.sources.listing import digest_of

_MEMORY = "cache/editions/attacked.json"
_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def attack_code() -> str:
    """The gate and the attack as they are now, all rooms of both: another attack finds other things."""
    files = [*Path(analysis.disclosure.__file__).parent.rglob("*.py"), *Path(__file__).parent.glob("*.py")]
    return _hash_of(files)


@cache
def code_of_what_leaves() -> str:
    """The code of all that is worked out before the attack, beside its own."""
    files = [
        *_PACKAGE.glob("*.py"),
        *(path for layer in ("exhibits", "measures") for path in (_PACKAGE / layer).rglob("*.py")),
    ]
    return digest(attack_code(), _hash_of(files))


def _hash_of(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sorted(files))).hexdigest()


def digest(*known: str) -> str:
    return hashlib.sha256("\0".join(known).encode()).hexdigest()


class AttackMemory:
    """What the attack found of a group, by all that it depends on."""

    def __init__(self, network_name: str) -> None:
        self._path = processed_folder(network_name) / _MEMORY
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # no memory, or one that a person spoiled: all is attacked again
            known = {}
        self._known: dict[str, Any] = known if isinstance(known, dict) else {}
        self._used: dict[str, Any] = {}

    def of(self, key: str, attack: Callable[[], Any]) -> Any:
        if key not in self._used:
            self._used[key] = self._known[key] if key in self._known else attack()
        return self._used[key]

    def of_tables(self, edition: OpenEdition, left: str, attack: Callable[[], Any]) -> Any:
        """What an attack found that reads whole tables, by those that it read: what else changed is nothing to it.

        left: a digest of what left before. What it reads of other networks, or other than tables, is not followed: then it is
        attacked again.
        """
        key = digest(code_of_what_leaves(), reading_code(), repr(edition.network), edition.period.label, left)
        kept = self._known.get(key)
        if isinstance(kept, dict) and kept.get("read") == _states(edition, kept.get("read") or {}):
            self._used[key] = kept
            return kept["found"]
        before = len(edition.readings)
        found = attack()
        read = edition.readings[before:]
        states = _states(edition, {each["table"] for each in read})
        if states is not None and not any(each.get("network") for each in read):
            self._used[key] = {"read": states, "found": found}
        return found

    def keep(self) -> None:
        """Write it where something was attacked; what other editions used stays, until there is far more of it."""
        if all(key in self._known and self._known[key] == found for key, found in self._used.items()):
            return
        kept = self._known if len(self._known) < 4 * len(self._used) + 200 else {}
        place_whole(self._path, json.dumps(kept | self._used, sort_keys=True).encode())


def _states(edition: OpenEdition, tables: Iterable[str]) -> dict[str, str] | None:
    """By table the sha256 of its file; None where one of them is no file, or there are none."""
    folder = processed_folder(edition.network.name)
    try:
        return {name: digest_of(folder / f"{name}.parquet") for name in sorted(tables)} or None
    except OSError:
        return None
