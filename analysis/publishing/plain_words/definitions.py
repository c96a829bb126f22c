"""Of the words that a network defines, a page explains those that it uses: a meaning of a word that stands nowhere else is one more thing to read."""

from __future__ import annotations

import re
from typing import Any

from analysis.exhibits.report.summary.definitions import WORDS_OF_OUR_OWN

Cell = dict[str, Any]
_ENTRY = re.compile(r"^- \*\*(.+?):\*\* ")


def keep_terms_used(cells: list[Cell]) -> list[Cell]:
    """Render copies of a page's cells, where the list of the network's own words keeps those that another cell of the page says."""
    lists = [(cell, output) for cell in cells for output in cell.get("outputs", []) if _is_list(output)]
    if not lists:
        return cells
    said = "\n".join(_said(cell) for cell in cells if not any(cell is each for each, _ in lists)).casefold()
    for _, output in lists:
        lines = output["data"]["text/markdown"].splitlines()
        kept = [line for line in lines if not (found := _ENTRY.match(line)) or found[1].casefold() in said]
        none = not any(map(_ENTRY.match, kept))
        output["data"]["text/markdown"] = "" if none else "\n".join(kept)
    return cells


def _is_list(output: dict[str, Any]) -> bool:
    handed = output["handover"]
    return bool(handed and handed.exhibit.id == WORDS_OF_OUR_OWN)


def _said(cell: Cell) -> str:
    return "\n".join([str(cell["source"]), *(output["data"]["text/markdown"] for output in cell.get("outputs", []))])
