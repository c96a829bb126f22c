"""A still drawing as it stands in a page: ids of its own, sized by the page, and a link on each mark that shows a published number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SVG = "{http://www.w3.org/2000/svg}"
_REFERENCE = re.compile(r"#(p\d+)\b")
_TRACES = {"scatter": "scatter", "bar": "bars"}  # plotly's kinds, as its drawings class them
_REACH = "12"  # CSS pixels around a mark that a finger may miss it by


@dataclass(frozen=True)
class Mark:
    """One point or bar that shows a fact: the number of its trace and its place in it, and what it is called there."""

    trace: int
    place: int
    fact: str
    where: str


def marks_of(spec: dict[str, Any]) -> list[Mark]:
    """The marks whose facts the figure names: plotly's `ids` of a trace, one a datum, empty where there is none."""
    found = []
    for number, trace in enumerate(spec["data"]):
        ids = trace.get("ids") or []
        labels = trace.get("y" if trace.get("orientation") == "h" else "x")
        for place, name in enumerate(ids if isinstance(ids, list) else []):
            if name:
                label = labels[place] if isinstance(labels, list) and isinstance(labels[place], str) else ""
                where = ", ".join(part for part in (str(trace.get("name") or ""), label) if part)
                found.append(Mark(number, place, name, where))
    return found


def inline_drawing(svg: str, name: str, kind: str, spec: dict[str, Any], links: dict[str, tuple[str, str]]) -> str:
    """The drawing as an element of a page.

    name: a prefix that no other drawing of the page has. kind: a class. links: fact -> (address, what is shown of it).
    """
    from lxml import etree

    drawing = etree.fromstring(svg.encode())
    _link_marks(drawing, spec, links)
    _with_own_ids(drawing, name)
    for element in list(drawing.iter(f"{_SVG}*")):
        if element.tag != f"{_SVG}a":
            element.attrib.pop("class", None)
        if element.tag == f"{_SVG}text":
            element.set("aria-hidden", "true")  # the drawing's alternative says it in order
    _drop_empty(drawing)
    drawing.set("viewBox", f"0 0 {drawing.attrib.pop('width')} {drawing.attrib.pop('height')}")
    drawing.set("class", f"drawing drawing-{kind}")
    drawing.set("focusable", "false")
    return str(etree.tostring(drawing, encoding="unicode"))


def _link_marks(drawing: Any, spec: dict[str, Any], links: dict[str, tuple[str, str]]) -> None:
    marks: dict[int, list[Mark]] = {}
    for mark in marks_of(spec):
        marks.setdefault(mark.trace, []).append(mark)
    for number, points in _points(drawing, spec):
        for mark in marks.get(number, []):
            if mark.fact in links and mark.place in points:
                _link(points[mark.place], mark, *links[mark.fact])


def _points(drawing: Any, spec: dict[str, Any]) -> Iterator[tuple[int, dict[int, Any]]]:
    """Each trace's number with its elements by place in the data; none where they cannot be told apart."""
    for kind, css in _TRACES.items():
        numbers = [
            number
            for number, trace in enumerate(spec["data"])
            if trace.get("type", "scatter") == kind and trace.get("visible", True) is True
        ]
        traces = [group for group in drawing.iter(f"{_SVG}g") if (group.get("class") or "").startswith(f"trace {css}")]
        if len(traces) != len(numbers):
            continue
        for number, group in zip(numbers, traces, strict=True):
            there = _places(spec["data"][number])
            points = [element for element in group.iter() if element.get("class") == "point"]
            if len(points) == len(there):
                yield number, dict(zip(there, points, strict=True))


def _places(trace: dict[str, Any]) -> list[int]:
    """Where in a trace something is drawn: both its values are there."""
    x, y = trace.get("x"), trace.get("y")
    if not isinstance(x, list) or not isinstance(y, list):
        return []
    return [place for place, pair in enumerate(zip(x, y, strict=False)) if None not in pair]


def _link(point: Any, mark: Mark, address: str, shown: str) -> None:
    """Put the element into a link; a point gets an unseen ring around it that a finger can hit."""
    from lxml import etree

    link = etree.Element(
        f"{_SVG}a",
        {
            "class": "fact mark",
            "data-fact": mark.fact,
            "href": address,
            "aria-label": f"{mark.where}: {shown}" if mark.where else shown,
        },
    )
    point.addprevious(link)
    link.append(point)
    if point.get("transform"):
        ring = {"r": _REACH, "transform": point.get("transform"), "fill": "transparent"}
        etree.SubElement(link, f"{_SVG}circle", ring)


def _with_own_ids(drawing: Any, name: str) -> None:
    """Ids with the name before them. Plotly leaves earlier sizes of a frame behind under the same id: the last is the one in use."""
    last = {element.get("id"): element for element in drawing.iter() if element.get("id")}
    for element in list(drawing.iter()):
        known = element.get("id")
        if known and last[known] is not element:
            element.getparent().remove(element)
            continue
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set("id", f"{name}-{value}")
            elif "#p" in value:
                element.set(attribute, _REFERENCE.sub(rf"#{name}-\1", value))


def _drop_empty(drawing: Any) -> None:
    """Groups without anything in them, which are half of what plotly writes."""
    for element in reversed(list(drawing.iter(f"{_SVG}g", f"{_SVG}defs"))):
        if len(element) == 0 and not (element.text or "").strip():
            element.getparent().remove(element)
