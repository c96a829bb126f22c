"""What stands under several tables of a page is said under the first: a note that comes a dozen times is read not once."""

from __future__ import annotations

import re
from typing import Any

# The note under a table as exhibits write it, or in the folded data behind a figure, where nothing opens it.
_NOTE = re.compile(r'(<div class="table-note">)?(<p>)((?:(?!<p>).)*?)( ?<a href="[^"]*" download>)', re.DOTALL)
_SENTENCES = re.compile(r"(?<=[.!?]) +(?=[A-Z\[])")

Cell = dict[str, Any]


def tell_notes_once(cells: list[Cell]) -> list[Cell]:
    """Render copies of a page's cells, their outputs markdown alone, with each sentence of the notes given once.

    What only folded data have said is said again under the first table that is open: few unfold.
    """
    said: set[str] = set()
    in_the_open: set[str] = set()
    for cell in cells:
        for output in cell.get("outputs", []):
            text = output["data"]["text/markdown"]
            output["data"]["text/markdown"] = _NOTE.sub(lambda found: _once(found, said, in_the_open), text)
    return cells


def _once(found: re.Match[str], said: set[str], in_the_open: set[str]) -> str:
    opens = found[1] or ""
    sentences = _SENTENCES.split(found[3])
    new = [sentence for sentence in sentences if sentence not in (in_the_open if opens else said)]
    said.update(sentences)
    if opens:
        in_the_open.update(sentences)
    return f"{opens}{found[2]}{' '.join(new)}{found[4] if new else found[4].lstrip()}"
