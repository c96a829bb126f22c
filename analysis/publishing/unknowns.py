"""What is not known is said once on a page: the same reason twenty times over hides what is known.

Exhibits for which nothing is known leave a notice with a reason and what would be needed. In the notebooks each stands in its place.
On a published page a reason is given where it first comes up, with everything that is not known because of it; a section that would
only say the same again is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_NOTICE = re.compile(
    r'^::: \{\.callout-note title="Not known: ([^"]*)"\}\n(.*?)\n\n\*\*What would be needed:\*\*', re.DOTALL
)
_REFERENCE = re.compile(r"\{#(sec-[\w-]+)")
_LIMITS = "**What this does not show.**"

Cell = dict[str, Any]


@dataclass
class _Told:
    """One reason: what it leaves unknown, and the output that gives it (none where the page's first screen does)."""

    subjects: list[str]
    output: dict[str, Any] | None
    more: list[str] = field(default_factory=list)


def tell_unknowns_once(cells: list[Cell]) -> list[Cell]:
    """Render copies of a page's cells, their outputs markdown alone, with each reason given once."""
    text = "\n".join(_texts(cells))
    told: dict[str, _Told] = {}
    kept: list[Cell] = []
    said = ""
    for section in _sections(cells):
        notices = [(output, found) for output, found in _notices(section)]
        empty = bool(notices) and not _says_more(section)
        referred = any(f"@{name}" in text for name in _REFERENCE.findall("\n".join(_texts(section[:1]))))
        before = {reason for _, (_, reason) in notices if reason in told or reason in said}
        _brief(notices, told, said)
        if empty and not referred and all(reason in before for _, (_, reason) in notices):
            continue
        if empty:
            section = [cell for cell in section if not _is_limits(cell)]
        kept += section
        said += "\n".join(_texts(section))
    for reason in told.values():
        _add_subjects(reason)
    for cell in kept:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output for output in cell["outputs"] if output["data"]["text/markdown"]]
    return kept


def _sections(cells: list[Cell]) -> Iterator[list[Cell]]:
    """The cells up to the first heading, then each heading with the cells under it."""
    section: list[Cell] = []
    for cell in cells:
        if cell["cell_type"] == "markdown" and cell["source"].startswith("## ") and section:
            yield section
            section = []
        section.append(cell)
    if section:
        yield section


def _notices(section: list[Cell]) -> Iterator[tuple[dict[str, Any], tuple[str, str]]]:
    """Each output that is a notice, with (what is not known, why)."""
    for cell in section:
        for output in cell.get("outputs", []):
            found = _NOTICE.match(output["data"]["text/markdown"])
            if found:
                yield output, (found[1], found[2])


def _says_more(section: list[Cell]) -> bool:
    """Whether a section has anything but its heading, notices, and what exhibits do not show; the page's head always has."""
    if not section[0]["source"].startswith("## ") or section[0]["cell_type"] != "markdown":
        return True
    outputs = [output["data"]["text/markdown"] for cell in section for output in cell.get("outputs", [])]
    texts = [cell for cell in section[1:] if cell["cell_type"] == "markdown" and not _is_limits(cell)]
    return bool(texts) or any(not _NOTICE.match(output) for output in outputs)


def _is_limits(cell: Cell) -> bool:
    return cell["cell_type"] == "markdown" and cell["source"].startswith(_LIMITS)


def _brief(notices: list[tuple[dict[str, Any], tuple[str, str]]], told: dict[str, _Told], said: str) -> None:
    """Take out each notice whose reason stands already; note what it leaves unknown where the reason is given."""
    for output, (subject, reason) in notices:
        if reason in told:
            told[reason].more.append(subject)
            output["data"]["text/markdown"] = ""
        elif reason in said:  # the first screen gives the reason, and all that it leaves unknown
            told[reason] = _Told([subject], None)
            output["data"]["text/markdown"] = ""
        else:
            told[reason] = _Told([subject], output)


def _add_subjects(reason: _Told) -> None:
    others = [subject for subject in dict.fromkeys(reason.more) if subject not in reason.subjects]
    if reason.output is None or not others:
        return
    notice = reason.output["data"]["text/markdown"].rstrip()
    words = others[0] if len(others) == 1 else f"{'; '.join(others[:-1])}; {others[-1]}"
    extra = f"**For the same reason not known:** {words}."
    reason.output["data"]["text/markdown"] = f"{notice.removesuffix(':::').rstrip()}\n\n{extra}\n:::"


def _texts(cells: list[Cell]) -> list[str]:
    outputs = [output["data"]["text/markdown"] for cell in cells for output in cell.get("outputs", [])]
    return [cell["source"] for cell in cells if cell["cell_type"] == "markdown"] + outputs
