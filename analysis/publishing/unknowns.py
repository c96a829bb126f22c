"""What is not known is said once on a page: the same reason twenty times over hides what is known.

Exhibits for which nothing is known leave a notice with a reason and what would be needed, and hand it on as `Unknown` beside its words.
In the notebooks each stands in its place. On a published page a reason is given where it first comes up, with everything that is not
known because of it; a section that would only say the same again is left out, and so is one that shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from analysis.exhibits.exhibit import NEEDED
from analysis.exhibits.facts import in_markdown
from analysis.handover import Unknown

LIMITS = "limits"  # the tag of a cell that says what its section does not show
_HEADING = re.compile(r"(#{2,3}) ")
_REFERENCE = re.compile(r"\{#(sec-[\w-]+)")

Cell = dict[str, Any]
Notice = tuple[dict[str, Any], Unknown]  # an output, and what it says is not known


@dataclass
class _Reason:
    """One reason: what it leaves unknown, and the output that gives it (none where an output gives it among other things)."""

    subjects: list[str]
    output: dict[str, Any] | None
    more: list[str] = field(default_factory=list)


def tell_unknowns_once(cells: list[Cell]) -> list[Cell]:
    """Render copies of a page's cells, their outputs markdown beside its `handover`, with each reason given once.

    A page on which nothing at all is known says so in one list.
    """
    head, *groups = _groups(cells)
    if groups and all(_only_unknown(section) or _shows_nothing(section) for group in groups for section in group):
        return [*head[0], _one_list([notice for group in groups for section in group for notice in _notices(section)])]
    text = "\n".join(_texts(cells))
    told: dict[str, _Reason] = {}
    _note_in_passing(head[0], told)
    kept: list[Cell] = list(head[0])
    for group in groups:
        left = []
        for section in group:
            left.append(_section_once(section, told, text))
            _note_in_passing(left[-1], told)
        if any(left[1:]) and not left[0]:
            left[0] = group[0][:1]  # a heading whose own section says nothing new still stands above what is under it
        kept += [cell for section in left for cell in section]
    for reason in told.values():
        _add_subjects(reason)
    for cell in kept:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output for output in cell["outputs"] if output["data"]["text/markdown"]]
    return kept


def _section_once(section: list[Cell], told: dict[str, _Reason], text: str) -> list[Cell]:
    """The section without what the page has said before; nothing where that is all of it, or where it shows nothing at all."""
    if _shows_nothing(section):
        return []
    notices = list(_notices(section))
    before = all(unknown.reason in told for _, unknown in notices)
    empty = _only_unknown(section)
    _brief(notices, told)
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


def _one_list(notices: list[Notice]) -> Cell:
    reasons: dict[str, tuple[list[str], list[str]]] = {}
    for _, unknown in notices:
        subjects, needs = reasons.setdefault(unknown.reason, ([], []))
        subjects += [unknown.subject] if unknown.subject not in subjects else []
        needs += [unknown.needed] if unknown.needed not in needs else []
    lines: list[str] = []
    wanted: list[str] = []
    for reason, (subjects, needs) in reasons.items():
        lines.append(f"- **{_capital(_in_prose('; '.join(subjects)))}.** {in_markdown(reason)}")
        lines[-1] += " The same would be needed." if needs == wanted else f" *{NEEDED}* {in_markdown(' '.join(needs))}"
        wanted = needs
    text = '::: {.callout-note title="Nothing of this is known yet"}\n' + "\n".join(lines) + "\n:::"
    return {"cell_type": "markdown", "id": "not-known", "metadata": {}, "source": text}


def _in_prose(subject: str) -> str:
    """A subject escaped, but for its apostrophes, which pandoc then sets as the rest of the page has them."""
    return in_markdown(subject).replace("\\'", "'")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _notices(section: list[Cell]) -> Iterator[Notice]:
    """Each output that is a notice, with what it says is not known."""
    for cell in section:
        for output in cell.get("outputs", []):
            if _is_notice(output):
                yield from ((output, unknown) for unknown in output["handover"].unknown)


def _is_notice(output: dict[str, Any]) -> bool:
    return bool(output["handover"] and output["handover"].is_notice)


def _only_unknown(section: list[Cell]) -> bool:
    """Whether all that a section has to show are notices of what is not known."""
    outputs = [output for cell in section for output in cell.get("outputs", [])]
    return bool(outputs) and all(_is_notice(output) for output in outputs)


def _shows_nothing(section: list[Cell]) -> bool:
    """Whether what runs under the heading shows nothing, as where a network does not ask what would stand there.

    A render copy has no output at all in place of an empty one.
    """
    outputs = [output["data"]["text/markdown"] for cell in section for output in cell.get("outputs", [])]
    return bool(_level(section[0])) and any(cell["cell_type"] == "code" for cell in section) and not any(outputs)


def _is_limits(cell: Cell) -> bool:
    return LIMITS in cell["metadata"].get("tags", [])


def _brief(notices: list[Notice], told: dict[str, _Reason]) -> None:
    """Take out each notice whose reason stands already; note what it leaves unknown where the reason is given."""
    for output, unknown in notices:
        if unknown.reason in told:
            told[unknown.reason].more.append(unknown.subject)
            output["data"]["text/markdown"] = ""
        else:
            told[unknown.reason] = _Reason([unknown.subject], output)


def _note_in_passing(section: list[Cell], told: dict[str, _Reason]) -> None:
    """Reasons that an output gives among other things, as the first screen does: they stand there, with all they leave unknown."""
    for cell in section:
        for output in cell.get("outputs", []):
            handed = output["handover"]
            for unknown in handed.unknown if handed and not handed.is_notice else ():
                told.setdefault(unknown.reason, _Reason([unknown.subject], None))


def _add_subjects(reason: _Reason) -> None:
    others = [subject for subject in dict.fromkeys(reason.more) if subject not in reason.subjects]
    if reason.output is None or not others:
        return
    notice = reason.output["data"]["text/markdown"].rstrip()
    words = others[0] if len(others) == 1 else f"{'; '.join(others[:-1])}; {others[-1]}"
    extra = f"**For the same reason not known:** {_in_prose(words)}."
    reason.output["data"]["text/markdown"] = f"{notice.removesuffix(':::').rstrip()}\n\n{extra}\n:::"


def _texts(cells: list[Cell]) -> list[str]:
    outputs = [output["data"]["text/markdown"] for cell in cells for output in cell.get("outputs", [])]
    return [cell["source"] for cell in cells if cell["cell_type"] == "markdown"] + outputs
