"""An evidence ledger as files: one for most editions; of a large network an index, and slices that a browser or an editor still opens.

One fact stands on one line in all of them. What is longer than WHOLE names long lists of cells once, under `sources`, which facts then give
the name of: of a network of hundreds of hubs thousands of numbers rest on the same thousands of cells.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

NAME, FOLDER = "evidence.json", "evidence"  # of an edition's folder; the slices lie in the folder beside the file
WHOLE = (
    8_000_000  # letters up to which a ledger stays one file: twice what 72 hubs need, and what an editor opens at once
)
SLICE = 2_000_000  # letters of one slice, about, with the lists of cells that its facts share
_LONG = 400  # letters of a list of cells from which on it is told once

Record = Mapping[str, Any]


def write_ledger(folder: Path, about: Mapping[str, str], facts: Sequence[Record], written: Sequence[Record]) -> None:
    """Write FOLDER/evidence.json and, where that would be longer than WHOLE, FOLDER/evidence/1.json and on.

    about: network and period. facts: each with `id` and `sources`. written: the narrative's sentences.
    """
    lines = [_as_json(fact) for fact in facts]
    if sum(map(len, lines)) <= WHOLE:
        return _write(folder / NAME, as_text(about, lines, written))
    slices = list(_slices(facts))
    (folder / FOLDER).mkdir(exist_ok=True)
    for number, held in enumerate(slices, start=1):
        _write(folder / FOLDER / f"{number}.json", held)
    names = [f"{FOLDER}/{number}.json" for number in range(1, len(slices) + 1)]
    return _write(folder / NAME, as_text({**about, "slices": names}, [], written))


def one_text(about: Mapping[str, str], facts: Sequence[Record], written: Sequence[Record]) -> str:
    """The whole ledger as one text, long lists of cells told once where it is longer than WHOLE."""
    lines = [_as_json(fact) for fact in facts]
    if sum(map(len, lines)) <= WHOLE:
        return as_text(about, lines, written)
    shared = _Shared()
    lines = [shared.line(fact)[0] for fact in facts]
    return as_text({**about, "sources": shared.lists}, lines, written)


def as_text(about: Mapping[str, Any], facts: Iterable[str], written: Iterable[Record] = ()) -> str:
    """One ledger file: what it is about, a fact a line, a sentence of the narrative a line."""
    told = ",\n".join(_as_json(sentence) for sentence in written)
    narrative = f', "narrative": [\n{told}\n]' if told else ""
    lines = ",\n".join(facts)
    return f'{_as_json(about)[:-1]}, "facts": [\n{lines}\n]{narrative}}}\n'


def read_facts(path: Path) -> list[dict[str, Any]]:
    """The facts of a ledger with all their sources, from its one file or from its slices. OSError, ValueError, KeyError or TypeError
    where it does not read."""
    told = json.loads(path.read_text(encoding="utf-8"))
    files = [told, *(json.loads((path.parent / name).read_text(encoding="utf-8")) for name in told.get("slices", ()))]
    return [_resolved(fact, file.get("sources", {})) for file in files for fact in file.get("facts", ())]


def text_of_ledger(path: Path) -> str:
    """All that a ledger's files hold, one after another, for who looks for words or lines in it. OSError where one is missing."""
    text = path.read_text(encoding="utf-8")
    head = text.partition(', "facts": [')[0] + "}"
    try:
        names = json.loads(head).get("slices", ()) if '"slices"' in head else ()
    except ValueError:
        names = ()
    return "".join([text, *((path.parent / name).read_text(encoding="utf-8") for name in names)])


def copy_ledger(home: Path, folder: Path) -> None:
    """Lay the ledger of one folder into another."""
    shutil.copyfile(home / NAME, folder / NAME)
    if (home / FOLDER).is_dir():
        shutil.copytree(home / FOLDER, folder / FOLDER, dirs_exist_ok=True)


class _Shared:
    """Lists of cells by the name that facts give them in one file."""

    def __init__(self) -> None:
        self.lists: dict[str, list[Any]] = {}
        self._names: dict[str, str] = {}

    def line(self, fact: Record) -> tuple[str, int]:
        """The fact as it stands in the file, and how many letters the file grows by."""
        cells = _as_json(fact["sources"])
        if len(cells) < _LONG:
            told = _as_json(fact)
            return told, len(told)
        new = 0 if cells in self._names else len(cells)
        name = self._names.setdefault(cells, f"s{len(self._names) + 1}")
        self.lists[name] = fact["sources"]
        told = _as_json({**fact, "sources": name})
        return told, len(told) + new


def _slices(facts: Sequence[Record]) -> Iterator[str]:
    shared, lines, size = _Shared(), list[str](), 0
    for fact in facts:
        line, grown = shared.line(fact)
        if lines and size + grown > SLICE:
            yield as_text({"sources": shared.lists}, lines)
            shared, lines, size = _Shared(), [], 0
            line, grown = shared.line(fact)
        lines.append(line)
        size += grown
    yield as_text({"sources": shared.lists}, lines)


def _resolved(fact: dict[str, Any], lists: Mapping[str, list[Any]]) -> dict[str, Any]:
    named = fact.get("sources")
    return {**fact, "sources": lists[named]} if isinstance(named, str) else fact


def _as_json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
