"""What notebooks of a build need not work out by themselves: what most of them need, worked out once and laid down for all; and what was
worked out before from the very same numbers.

The build gives both to the processes that run its notebooks. A notebook that a person runs works everything out by itself.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from analysis.project import place_whole

Kept = tuple[Any, list[dict[str, Any]]]  # a value, and what was read to work it out
Value = TypeVar("Value")
_given: list[Path] = []
_memory: list[Path] = []


def lay_down(path: Path, network: str, period: str, values: Mapping[str, Kept]) -> None:
    """What the edition's notebooks have in common, at a path that take_from is told."""
    path.write_bytes(pickle.dumps((network, period, dict(values))))


def lay_down_for_hubs(
    path: Path, network: str, period: str, values: Mapping[str, Kept], own: Mapping[str, Mapping[str, Kept]]
) -> None:
    """Likewise what the pages of all hubs have in common, and what each has that was worked out for all hubs together. own: by hub."""
    lay_down(path, network, period, values)
    for hub, kept in own.items():
        _of_hub(path, hub).write_bytes(pickle.dumps(dict(kept)))


def _of_hub(path: Path, hub: str) -> Path:
    return path.with_name(f"{path.name}.{hub}")


def take_from(path: str, memory: str) -> None:
    """From now on, in this process, editions begin with what is laid down at the path, and `of_these` remembers in the folder `memory`.
    Neither for an empty text."""
    _given[:] = [Path(path)] if path else []
    _memory[:] = [Path(memory)] if memory else []


def laid_down_for(network: str, period: str, hub: str | None = None) -> dict[str, Kept]:
    """What was laid down for the edition, or for a hub's page of it, by name; nothing where that was for another, or for none."""
    for path in _given:
        whose, when, values = _in_common(path)
        own = _of_hub(path, hub) if hub is not None else path
        if (whose, when) == (network, period) and own.exists():
            return (
                dict(values) if hub is None else {**values, **pickle.loads(own.read_bytes())}
            )  # written by this build
    return {}


@lru_cache(maxsize=1)
def _in_common(path: Path) -> tuple[str, str, dict[str, Kept]]:
    """Read once by a process, which may make the pages of many hubs."""
    told: tuple[str, str, dict[str, Kept]] = pickle.loads(path.read_bytes())  # written by this build
    return told


def of_these(name: str, numbers: object, make: Callable[[], Value]) -> Value:
    """What `make` gives, or gave before for the same numbers, by the same code. numbers: all that it is made of, as JSON holds it.

    For what takes long and rests on little: after a change elsewhere it is the same, though the tables that it was read from changed.
    """
    if not _memory:
        return make()
    key = hashlib.sha256(json.dumps([name, numbers], sort_keys=True).encode()).hexdigest()[:32]
    path = _memory[0] / key
    try:
        kept: Value = pickle.loads(path.read_bytes())  # written below, by the same code
    except (OSError, ValueError, EOFError, AttributeError, LookupError, ImportError, pickle.UnpicklingError):
        kept = make()
        place_whole(path, pickle.dumps(kept))
    return kept
