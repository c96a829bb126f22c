"""The drawing of a flow of money: payers on the left, the bodies that lead in the middle, recipients on the right."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.exhibits.facts import in_plot
from analysis.exhibits.money import amount_in_words
from analysis.exhibits.theme import INK, LILAC, NAVY, PLUM, TEAL, figure
from analysis.measures.funding import qualifier_of_sum

Node = tuple[str, str]  # stage, name

COLOURS = {"payer": NAVY, "by way of": PLUM, "led by": LILAC, "recipient": TEAL}
_BANDS = {"payer": "rgba(18,67,109,0.26)", "by way of": "rgba(128,22,80,0.20)", "led by": "rgba(162,133,209,0.40)"}
UNITS = {"in all": "GBP", "a year": "GBP per year"}
_HEADINGS = {"in all": "Whole awards", "a year": "Awards stated by the year only, to another scale"}
# Pixels: what a recipient's money takes up on average, a line of a label, the least space between nodes, a heading.
_BODY, _LINE, _LEAST, _HEAD = 28, 17, 12, 40


def draw_flow(ways: pl.DataFrame) -> go.Figure:
    """A Sankey diagram of ways (analysis.measures.flows); whole amounts and amounts a year stand apart, each to its own scale."""
    parts = [_links(part) for basis in _HEADINGS if (part := ways.filter(pl.col("basis") == basis)).height]
    spaces = [_space(part) for part in parts]
    head = _HEAD if len(parts) > 1 else 0
    heights = [head + body + space for body, _, space in spaces]
    whole = sum(heights) + 16
    traces, notes, top = [], [], float(whole)
    for part, height, (_, pad, _) in zip(parts, heights, spaces, strict=True):
        if head:
            notes.append(_heading(_HEADINGS[part["basis"][0]], top / whole))
        traces.append(_sankey(part, pad, [max(0.0, (top - height + 12) / whole), (top - head) / whole]))
        top -= height
    return figure(*traces, height=whole, annotations=notes, margin={"l": 4, "r": 4, "t": 8, "b": 8})


def _space(links: pl.DataFrame) -> tuple[int, int, int]:
    """How high the nodes of the fuller side are, how far apart they must be for their labels, and what that adds up to."""
    most = max((_ends(links, "recipient"), _ends(links, "payer")), key=lambda ends: ends.height)
    body = _BODY * max(most.height, 3)
    money = sum(most["amount"])
    unit = UNITS[links["basis"][0]]
    lacking = sorted(
        (
            _LINE * len(_lines((stage, name), links, unit)) - body * amount / money
            for stage, name, amount in most.rows()
        ),
        reverse=True,
    )
    pad = max(_LEAST, round(sum(lacking[:2]) / 2))
    return body, pad, pad * max(most.height - 1, 1)


def _ends(links: pl.DataFrame, stage: str) -> pl.DataFrame:
    """The nodes of one side: stage, name, amount."""
    side = "source" if stage == "payer" else "target"
    nodes = links.filter(pl.col(f"{side}_stage") == stage).group_by(f"{side}_stage", side, maintain_order=True)
    return nodes.agg(pl.col("amount").sum())


def _heading(text: str, y: float) -> dict[str, Any]:
    place = {"x": 0, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}
    return {"text": f"<b>{text}</b>", "showarrow": False, "font": {"size": 15, "color": INK}, **place}


def _links(part: pl.DataFrame) -> pl.DataFrame:
    """From each way its links, those between the same two nodes added; amounts by the year stay apart by award."""
    links: list[tuple[Node, Node, float, str, str, str]] = []
    for way in part.iter_rows(named=True):
        stops: list[Node] = [("payer", way["payer"]), ("recipient", way["recipient"])]
        if way["lead"]:
            stops.insert(1, ("by way of" if way["holds"] else "led by", way["lead"]))
        award = way["awards"][0] if way["basis"] == "a year" else ""
        for source, target in pairwise(stops):
            links.append((source, target, way["amount"], way["qualifier"], award, way["basis"]))
    rows = [(*source, *target, *about) for source, target, *about in links]
    columns = ["source_stage", "source", "target_stage", "target", "amount", "qualifier", "award", "basis"]
    return (
        pl.DataFrame(rows, schema=columns, orient="row")
        .group_by([name for name in columns if name not in ("amount", "qualifier")], maintain_order=True)
        .agg(pl.col("amount").sum(), pl.col("qualifier"))
        .with_columns(pl.col("qualifier").map_elements(qualifier_of_sum, return_dtype=pl.String))
    )


def _sankey(links: pl.DataFrame, pad: int, vertical: list[float]) -> go.Sankey:
    sources, targets = links.select("source_stage", "source").rows(), links.select("target_stage", "target").rows()
    nodes: list[Node] = list(dict.fromkeys([*sources, *targets]))
    places = {node: number for number, node in enumerate(nodes)}
    unit = UNITS[links["basis"][0]]
    amounts = [
        amount_in_words(round(amount), unit, sure) for amount, sure in links.select("amount", "qualifier").rows()
    ]
    return go.Sankey(
        domain={"x": [0, 1], "y": vertical},
        arrangement="fixed",
        textfont={"size": 13, "color": INK},
        node={
            "label": ["<br>".join(in_plot(text) for text in _lines(node, links, unit)) for node in nodes],
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
            "customdata": amounts,
            "hovertemplate": "%{source.label}<br>to %{target.label}<br>%{customdata}<extra></extra>",
        },
    )


def _lines(node: Node, links: pl.DataFrame, unit: str) -> list[str]:
    """A name in short lines with its amount. Amounts by the year are never added: a node of several shows none."""
    stage, name = node
    side = "source" if stage == "payer" else "target"
    ends = links.filter((pl.col(side) == name) & (pl.col(f"{side}_stage") == stage))
    lines = textwrap.wrap(name if stage in ("payer", "recipient") else f"{stage} {name}", 30, break_long_words=False)
    if unit == UNITS["in all"] or ends.height == 1:
        lines.append(amount_in_words(round(ends["amount"].sum()), unit, qualifier_of_sum(ends["qualifier"])))
    return lines
