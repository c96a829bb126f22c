"""Where in a file something stands, as a person would say it: programs name places by JSON pointers and by paths into XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ELEMENT = re.compile(r"^(.+?)(?:\[(\d+)\])?$")
_RUN = 3  # numbers in a row that are said by their ends
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def place_in_words(cells: str) -> str:
    """The cells of a source in a ledger, several parted by commas; what is a cell already stays as it is.

    >>> place_in_words("C11:C13, D4")
    'C11:C13, D4'
    >>> place_in_words("/7, /9"), place_in_words("/grants/0/recipientOrganization/0/id")
    ('entries 8 and 10', 'grants 1, recipient organization 1, id')
    >>> place_in_words("Sources/TextSource[10]/PlainTextSelection[1]")
    'sources, text source 10, plain text selection 1'
    """
    alike: dict[tuple[str, ...], list[int]] = {}
    for cell in cells.split(", "):
        words = tuple(_words(cell))
        named, _, number = words[-1].rpartition(" ") if words else ("", "", "")
        if "/" in cell and named and number.isdigit():
            alike.setdefault((*words[:-1], named), []).append(int(number))
        else:
            alike[words] = []
    parts = [", ".join([*path[:-1], _numbered(path[-1], numbers)]) for path, numbers in alike.items() if path]
    return ("; " if any("/" in cell for cell in cells.split(", ")) else ", ").join(parts)


def _numbered(name: str, numbers: list[int]) -> str:
    """`grants 1`, `entries 8 and 10`."""
    if not numbers:
        return name
    *before, last = _runs(sorted(numbers))
    several = "entries" if name == "entry" and len(numbers) > 1 else name
    return f"{several} {', '.join(before)} and {last}" if before else f"{several} {last}"


def _runs(numbers: list[int]) -> list[str]:
    """`1 to 6` for three or more that follow each other."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        told
        for run in runs
        for told in ([f"{run[0]} to {run[-1]}"] if len(run) >= _RUN else map(str, run))
    ]  # fmt: skip


def _words(cell: str) -> Iterator[str]:
    """Step by step: what a pointer counts from nought is counted from one, as people do and XML paths do."""
    if not cell.startswith("/"):
        for step in cell.split("/"):
            found = _ELEMENT.match(step) if "/" in cell else None
            yield _plain(found[1], found[2]) if found else step
        return
    steps = [step.replace("~1", "/").replace("~0", "~") for step in cell[1:].split("/")]
    for place, step in enumerate(steps):
        counted = step.isdigit() and (place == 0 or not steps[place - 1].isdigit())
        if place + 1 < len(steps) and steps[place + 1].isdigit() and not step.isdigit():
            continue  # said with its number
        name = steps[place - 1] if place and counted else "entry"
        yield _plain(name, str(int(step) + 1)) if step.isdigit() else _plain(step, None)


def _plain(name: str, number: str | None) -> str:
    words = _HUMP.sub(" ", name).replace("_", " ")
    words = words if words.isupper() else words.lower()
    return f"{words} {number}" if number else words
