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
    r'^::: \{\.callout-note title="Not known: ([^"]*)"\}\n(.*?)\n\n\*\*What would be needed:\*\* (.*?)\n:::', re.DOTALL
)
_HEADING = re.compile(r"(#{2,3}) ")
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
    """Render copies of a page's cells, their outputs markdown alone, with each reason given once.

    A page on which nothing at all is known says so in one list.
    """
    head, *groups = _groups(cells)
    if groups and all(_only_unknown(section) for group in groups for section in group):
        return [*head[0], _one_list([notice for group in groups for section in group for notice in _notices(section)])]
    text, said = "\n".join(_texts(cells)), "\n".join(_texts(head[0]))
    told: dict[str, _Told] = {}
    kept: list[Cell] = list(head[0])
    for group in groups:
        left = []
        for section in group:
            left.append(_section_once(section, told, said, text))
            said += "\n".join(_texts(left[-1]))
        if any(left[1:]) and not left[0]:
            left[0] = group[0][:1]  # a heading whose own section says nothing new still stands above what is under it
        kept += [cell for section in left for cell in section]
    for reason in told.values():
        _add_subjects(reason)
    for cell in kept:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output for output in cell["outputs"] if output["data"]["text/markdown"]]
    return kept


def _section_once(section: list[Cell], told: dict[str, _Told], said: str, text: str) -> list[Cell]:
    """The section without what the page has said before; nothing where that is all of it."""
    notices = list(_notices(section))
    before = all(reason in told or reason in said for _, (_, reason, _) in notices)
    empty = _only_unknown(section)
    _brief(notices, told, said)
    if empty and before and not any(f"@{name}" in text for name in _REFERENCE.findall(section[0]["source"])):
        return []
    return [cell for cell in section if not _is_limits(cell)] if empty else section


def _groups(cells: list[Cell]) -> list[list[list[Cell]]]:
    """The page's head as a group of one section, then for each heading its section and those of the headings under it."""
    groups: list[list[list[Cell]]] = [[[]]]
    for cell in cells:
        level = _level(cell)
        if level == 2:
            groups.append([[]])
        elif level == 3 and len(groups) > 1:
            groups[-1].append([])
        groups[-1][-1].append(cell)
    return groups


def _level(cell: Cell) -> int:
    heading = _HEADING.match(cell["source"]) if cell["cell_type"] == "markdown" else None
    return len(heading[1]) if heading else 0


def _one_list(notices: list[tuple[dict[str, Any], tuple[str, str, str]]]) -> Cell:
    reasons: dict[str, tuple[list[str], list[str]]] = {}
    for _, (subject, reason, needed) in notices:
        subjects, needs = reasons.setdefault(reason, ([], []))
        subjects += [subject] if subject not in subjects else []
        needs += [needed] if needed not in needs else []
    lines: list[str] = []
    wanted: list[str] = []
    for reason, (subjects, needs) in reasons.items():
        lines.append(f"- **{_capital('; '.join(subjects))}.** {reason}")
        lines[-1] += " The same would be needed." if needs == wanted else f" *What would be needed:* {' '.join(needs)}"
        wanted = needs
    text = '::: {.callout-note title="Nothing of this is known yet"}\n' + "\n".join(lines) + "\n:::"
    return {"cell_type": "markdown", "id": "not-known", "metadata": {}, "source": text}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _notices(section: list[Cell]) -> Iterator[tuple[dict[str, Any], tuple[str, str, str]]]:
    """Each output that is a notice, with (what is not known, why, what would be needed)."""
    for cell in section:
        for output in cell.get("outputs", []):
            found = _NOTICE.match(output["data"]["text/markdown"])
            if found:
                yield output, (found[1], found[2], found[3])


def _only_unknown(section: list[Cell]) -> bool:
    """Whether all that a section has to show are notices of what is not known."""
    outputs = [output["data"]["text/markdown"] for cell in section for output in cell.get("outputs", [])]
    return bool(outputs) and all(_NOTICE.match(output) for output in outputs)


def _is_limits(cell: Cell) -> bool:
    return cell["cell_type"] == "markdown" and cell["source"].startswith(_LIMITS)


def _brief(notices: list[tuple[dict[str, Any], tuple[str, str, str]]], told: dict[str, _Told], said: str) -> None:
    """Take out each notice whose reason stands already; note what it leaves unknown where the reason is given."""
    for output, (subject, reason, _) in notices:
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
