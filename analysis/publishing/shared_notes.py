"""A sign that stands in several tables of a page is explained under the first: a key that comes a dozen times is read not once."""

from __future__ import annotations

import re
from typing import Any

# The key under a table as exhibits write it. What is folded, under a table or behind a figure, is whole each time: few unfold.
_KEY = re.compile(r'(<div class="table-note"><p>)((?:(?!<p>).)*?)( ?<a href="[^"]*" download>)', re.DOTALL)
_SENTENCES = re.compile(r"(?<=[.!?]) +(?=[A-Z\[])")

Cell = dict[str, Any]


def tell_keys_once(cells: list[Cell]) -> list[Cell]:
    """Render copies of a page's cells, their outputs markdown alone, with each sentence of the keys under open tables given once."""
    said: set[str] = set()
    for cell in cells:
        for output in cell.get("outputs", []):
            text = output["data"]["text/markdown"]
            output["data"]["text/markdown"] = _KEY.sub(lambda found: _once(found, said), text)
    return cells


def _once(found: re.Match[str], said: set[str]) -> str:
    sentences = _SENTENCES.split(found[2])
    new = [sentence for sentence in sentences if sentence not in said]
    said.update(sentences)
    return f"{found[1]}{' '.join(new)}{found[3] if new else found[3].lstrip()}"
