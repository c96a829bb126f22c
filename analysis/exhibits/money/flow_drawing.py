"""The drawing of a flow of money: payers on the left, the bodies that lead in the middle, recipients on the right."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import Any, NamedTuple

import plotly.graph_objects as go
import polars as pl

from analysis.exhibits.drawing.theme import INK, LILAC, NAVY, PLUM, TEAL, figure
from analysis.exhibits.facts import in_plot
from analysis.exhibits.money.amounts import amount_in_words
from analysis.measures.money.funding import qualifier_of_sum
from analysis.sources.records import column_letter

Node = tuple[str, str]  # stage, name

COLOURS = {"payer": NAVY, "by way of": PLUM, "led by": LILAC, "recipient": TEAL}
_BANDS = {"payer": "rgba(18,67,109,0.26)", "by way of": "rgba(128,22,80,0.20)", "led by": "rgba(162,133,209,0.40)"}
UNITS = {"in all": "GBP", "a year": "GBP per year"}
_MIDDLE = ("by way of", "led by")
_HEADINGS = {"in all": "Whole awards", "a year": "Awards stated by the year only, to another scale"}
# Pixels: what a recipient's money takes up on average, a line of a label, the least space between nodes, a heading.
_BODY, _LINE, _LEAST, _HEAD = 22, 17, 12, 40
_APART = 6  # between two labels that have no room to spare, so that they read as two
_MOST = 700  # of a drawing's nodes and the space between them: taller ones fit no page in print


def draw_flow(ways: pl.DataFrame) -> go.Figure:
    """A Sankey diagram of ways (analysis.measures.money.flows); whole amounts and amounts a year stand apart, each to its own scale."""
    parts = [_links(part) for basis in _HEADINGS if (part := ways.filter(pl.col("basis") == basis)).height]
    spaces = [_space(part) for part in parts]
    leads = [_lead_lines(part) for part in parts]
    heading = _HEAD if len(parts) > 1 else 0
    heads = [heading + (_LINE * len(lines) + 6 if lines else 0) for lines in leads]
    heights = [head + space.body + space.between for head, space in zip(heads, spaces, strict=True)]
    whole = sum(heights) + 16
    traces, notes, top = [], [], float(whole)
    for part, height, head, space, lines in zip(parts, heights, heads, spaces, leads, strict=True):
        if heading:
            notes.append(_note(_HEADINGS[part["basis"][0]], 0, top / whole, "left", "top", 15))
        if lines:
            one = len(_leads(part)) == 1
            text = "<br>".join(in_plot(line) for line in lines)
            notes.append(
                _note(text, 0.5 if one else 0, (top - head + 4) / whole, "center" if one else "left", "bottom", 13)
                | {"align": "center" if one else "left"}
            )
        traces.append(_sankey(part, space.pad, [max(0.0, (top - height + 12) / whole), (top - head) / whole]))
        top -= height
    return figure(*traces, height=whole, annotations=notes, margin={"l": 4, "r": 4, "t": 8, "b": 8})


def _note(text: str, x: float, y: float, xanchor: str, yanchor: str, size: int) -> dict[str, Any]:
    place = {"x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": xanchor, "yanchor": yanchor}
    return {"text": text, "showarrow": False, "font": {"size": size, "color": INK}, **place}


def _leads(links: pl.DataFrame) -> list[Node]:
    return (
        links.filter(pl.col("target_stage").is_in(_MIDDLE))
        .select("target_stage", "target")
        .unique(maintain_order=True)
        .rows()
    )


def _lead_lines(links: pl.DataFrame) -> list[str]:
    """The labels of the bodies in the middle. They stand above the drawing, where they cannot meet the recipients' labels on a phone.

    One stands above its node; several have a letter each, which stands beside their nodes.
    """
    leads, unit = _leads(links), UNITS[links["basis"][0]]
    if len(leads) == 1:
        return _lines(leads[0], links, unit)
    said = [f"{column_letter(number)}: {' '.join(_words(lead, links, unit))}" for number, lead in enumerate(leads)]
    return [line for text in said for line in textwrap.wrap(text, 46, subsequent_indent="\u2003")]


class Space(NamedTuple):
    """Pixels: what the money takes up in all, what lies between two nodes, and between all of them."""

    body: int
    pad: int
    between: int


def _space(links: pl.DataFrame) -> Space:
    """The space that the nodes of the fuller side need for their labels, and those of the other side for theirs."""
    sides = [_ends(links, "recipient"), _ends(links, "payer")]
    number = max(ends.height for ends in sides)
    body = _BODY * max(number, 3)
    unit = UNITS[links["basis"][0]]
    pad = _LEAST
    for ends in sides:
        money = sum(ends["amount"])
        lacking = sorted(
            (
                _LINE * len(_lines((stage, name), links, unit)) - (body * amount / money if money else 0.0)
                for stage, name, amount in ends.rows()
            ),
            reverse=True,
        )
        pad = max(pad, round(sum(lacking[:2]) / 2) + _APART)
    between = max(number - 1, 1)
    pad = max(_LEAST, min(pad, (_MOST - body) // between))
    return Space(body, pad, pad * between)


def _ends(links: pl.DataFrame, stage: str) -> pl.DataFrame:
    """The nodes of one side: stage, name, amount."""
    side = "source" if stage == "payer" else "target"
    nodes = links.filter(pl.col(f"{side}_stage") == stage).group_by(f"{side}_stage", side, maintain_order=True)
    return nodes.agg(pl.col("amount").sum())


def _links(part: pl.DataFrame) -> pl.DataFrame:
    """From each way its links, those between the same two nodes added; amounts by the year stay apart by award."""
    links: list[tuple[Node, Node, float, float, str, str, str]] = []
    for way in part.iter_rows(named=True):
        stops: list[Node] = [("payer", way["payer"]), ("recipient", way["recipient"])]
        if way["lead"]:
            stops.insert(1, ("by way of" if way["holds"] else "led by", way["lead"]))
        award = way["awards"][0] if way["basis"] == "a year" else ""
        for source, target in pairwise(stops):
            links.append((source, target, way["amount"], way["amount__least"], way["qualifier"], award, way["basis"]))
    rows = [(*source, *target, *about) for source, target, *about in links]
    columns = [
        "source_stage",
        "source",
        "target_stage",
        "target",
        "amount",
        "amount__least",
        "qualifier",
        "award",
        "basis",
    ]
    return (
        pl.DataFrame(rows, schema=columns, orient="row")
        .group_by(
            [name for name in columns if name not in ("amount", "amount__least", "qualifier")], maintain_order=True
        )
        .agg(pl.col("amount", "amount__least").sum(), pl.col("qualifier"))
        .with_columns(pl.col("qualifier").map_elements(qualifier_of_sum, return_dtype=pl.String))
    )


def _sankey(links: pl.DataFrame, pad: int, vertical: list[float]) -> go.Sankey:
    sources, targets = links.select("source_stage", "source").rows(), links.select("target_stage", "target").rows()
    nodes: list[Node] = list(dict.fromkeys([*sources, *targets]))
    places = {node: number for number, node in enumerate(nodes)}
    unit = UNITS[links["basis"][0]]
    said = [
        f"{in_plot(source)}<br>to {in_plot(target)}<br>{amount_in_words(round(amount), unit, *about)}"
        for source, target, amount, *about in links.select(
            "source", "target", "amount", "qualifier", "amount__least"
        ).rows()
    ]
    return go.Sankey(
        domain={"x": [0, 1], "y": vertical},
        arrangement="fixed",
        textfont={"size": 13, "color": INK},
        node={
            "label": [
                _middle_label(node, links)
                if node[0] in _MIDDLE
                else "<br>".join(map(in_plot, _lines(node, links, unit)))
                for node in nodes
            ],
            "color": [COLOURS[stage] for stage, _ in nodes],
            "pad": pad,
            "thickness": 12,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        link={
            "source": [places[node] for node in sources],
            "target": [places[node] for node in targets],
            "value": links["amount"].to_list(),
            "color": [_BANDS[stage] for stage, _ in sources],
            "customdata": said,
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    )


def _middle_label(node: Node, links: pl.DataFrame) -> str:
    leads = _leads(links)
    return column_letter(leads.index(node)) if len(leads) > 1 else ""


def _lines(node: Node, links: pl.DataFrame, unit: str) -> list[str]:
    """A name in short lines with its amount, which is never broken and joins the last line where it fits."""
    name, *amount = _words(node, links, unit)
    whole = " ".join([name, *(text.replace(" ", "\u00a0") for text in amount)])
    return textwrap.wrap(whole, 24, break_long_words=False, break_on_hyphens=False)


def _words(node: Node, links: pl.DataFrame, unit: str) -> list[str]:
    """A name, with what a body in the middle does, and its amount. Amounts by the year are never added: a node of several shows none."""
    stage, name = node
    side = "source" if stage == "payer" else "target"
    ends = links.filter((pl.col(side) == name) & (pl.col(f"{side}_stage") == stage))
    words = [name if stage in ("payer", "recipient") else f"{stage} {name}"]
    if unit == UNITS["in all"] or ends.height == 1:
        whole, least = (round(ends[name].sum()) for name in ("amount", "amount__least"))
        words.append(amount_in_words(whole, unit, qualifier_of_sum(ends["qualifier"]), least))
    return words
