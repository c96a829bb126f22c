"""A small edition as the engine leaves it: executed notebooks with exhibits of every kind, before publishing."""

from __future__ import annotations

import csv
import html
import json
from pathlib import Path
from typing import Any

from analysis.disclosure_settings import DisclosureSettings
from analysis.handover import About, Handover
from analysis.networks import Network
from analysis.periods import Period

QUARTERS = [f"{year}-{(year + 1) % 100:02d} Q{quarter}" for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)]
VISITS = [5210, 5390, 5480, 5620, 5710, 5980, 6050, 6110, 6320, 6480, 6590, 6700]
HUBS = {"abbey-road": "Abbey Road Hub", "brook-house": "Brook House", "canal-side": "Canal Side Centre"}
PERIOD = Period.parse("2024-25")
STATEMENT = "Invented for demonstration: no hub, person or award on this page is real."
FONT = "Source Sans Pro, system-ui, sans-serif"


def sample_network(folder: Path) -> Network:
    return Network(
        name="sample",
        title="Sample Valleys community hubs",
        demonstration=True,
        statement=STATEMENT,
        place="Sample Valleys",
        research_partner="Sample Research Partnership",
        first=Period.parse("2022-23 Q1"),
        last=Period.parse("2024-25 Q4"),
        due_days=28,
        disclosure=DisclosureSettings(7, 5, "a sample rule"),
        price_base="2024-25",
        folder=folder,
    )


def write_sample(work: Path) -> Path:
    """WORK as editions leaves it before publishing: notebooks, data and the evidence ledger."""
    (work / "notebooks" / "hubs").mkdir(parents=True)
    (work / "data").mkdir()
    notebooks = {
        "annual-learning-report": _report(),
        "00-data-quality": _analysis("What came in, and what is doubtful", "data/", "returns-received"),
        "20-activity": _analysis("What hubs did", "data/", "sessions-by-hub"),
        **{f"hubs/{hub}": _hub(name) for hub, name in HUBS.items()},
    }
    for name, cells in notebooks.items():
        notebook = {
            "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)],
            "metadata": {"language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        (work / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    for name in ("visits-by-quarter", "visits-by-day", "money-flow", "awards", "sessions-by-hub", "returns-received"):
        with (work / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["quarter", "visits"], ["2024-25 Q4", 6700]])
    for name in ("all-tables.xlsx", "all-tables.ods"):
        (work / "data" / name).write_bytes(b"linked to on every page, and only there")
    (work / "evidence.json").write_text("{}\n", encoding="utf-8")
    return work


def _report() -> list[dict[str, Any]]:
    cards = [
        ("What changed", "[[+12%]{.fact data-fact='visits.change'}]{.headline-number}",
         "Visits rose from 23,850 to [26,090]{.fact data-fact='visits.total'} against the year before."),
        ("How sure we are", "[[38 of 40]{.fact data-fact='returns.received'}]{.headline-number}",
         "Returns came in from nearly every hub; two counts are doubtful and left out."),
        ("Where the money went", "[£275,000]{.headline-number}",
         "Most of it reached ten hubs through one lead body ([@fig-money-flow])."),
        ("What is recommended", "[3 actions]{.headline-number}",
         "Keep the area facilitators; agree a shared count of people; fund winter opening."),
    ]  # fmt: skip
    headlines = "\n".join(
        f"::: {{.headline}}\n**{label}**\n\n{number}\n\n{words}\n:::\n" for label, number, words in cards
    )
    return [
        _markdown("# Annual learning report {.unnumbered}\n\nWhat was learned from ten community hubs."),
        _code("network = 'sample'\nperiod = '2024-25'", [], tags=["parameters"]),
        _code("edition.headlines()", [_shown(f":::: {{.headlines}}\n{headlines}\n::::")]),
        _markdown("## What changed {#sec-change}\n\nSee @fig-visits-by-quarter, @tbl-awards and @sec-money."),
        _code("exhibits.visits()", [_figure("visits-by-quarter", _line(), "Visits rose in every quarter of the year")]),
        _code("say()", [_shown("In 2024-25 hubs counted [26,090]{.fact data-fact='visits.total'} visits, *about* 8% more.")]),
        _code("exhibits.days()", [_figure("visits-by-day", _heatmap(), "Tuesdays and Thursdays are busiest")]),
        _markdown('::: {.callout-warning title="What this does not show"}\nVisits are not people: one person may come often.\n:::'),
        _markdown("### By area {#sec-area}\n\n::: {.panel-tabset}\n## North\n\nSteady.\n\n## South\n\nRising.\n:::"),
        _markdown("## Where the money went {#sec-money}\n\nMoney passes through a lead body ([-@fig-money-flow] shows how)."),
        _code("exhibits.flow()", [_figure("money-flow", _sankey(), "Four pounds in five reach hubs through the lead body")]),
        _code("exhibits.awards()", [_table("awards", "Three funders gave nine tenths of the money")]),
        _markdown("## What is recommended\n\n1. Keep the *area facilitators*.\n2. Agree one count of people.\n"
                  "3. Read [the activity pages](20-activity.html) first.\n\n"
                  '::: {.callout-note collapse="true" title="How this was made"}\nFrom returns, by one command.\n:::'),
    ]  # fmt: skip


def _analysis(title: str, data: str, name: str) -> list[dict[str, Any]]:
    return [
        _markdown(f"# {title}\n\nThe question of this page."),
        _code("network = 'sample'", [], tags=["parameters"]),
        _code("edition = open_edition(network, period)\nedition", [_shown(_opening())]),
        _markdown(f"## The count {{#sec-count}}\n\nIt stands in @fig-{name}."),
        _code(f"exhibits.{name.replace('-', '_')}()", [_figure(name, _bars(), "Brook House held most sessions", data)]),
        _code("frame", [{"output_type": "execute_result", "metadata": {}, "data": {"text/plain": "3 rows"}}]),
        _markdown("### What this does not show\n\nSessions differ in length."),
    ]


def _opening() -> str:
    """What an edition says of itself first, in the notebook: the statement as a callout, with pandoc's escapes."""
    said = STATEMENT.replace(".", "\\.")
    return f'::: {{.callout-warning title="Invented data"}}\n{said}\n:::\n\n**Sample Valleys**, 2024\\-25.'


def _hub(name: str) -> list[dict[str, Any]]:
    return [
        _markdown("# One hub's page"),
        _code("hub_pages.name(edition)", [_shown(f"## {name} {{.unnumbered}}\n\nA hub in the sample valleys.")]),
        _markdown("## Your year"),
        _code("exhibits.hub()", [_figure("visits-by-quarter", _line(), f"Visits to {name} rose", "../data/")]),
    ]


# ---- exhibits, as the contract between exhibits and publishing has them ----


def _figure(name: str, figure: dict[str, Any], title: str, data: str = "data/") -> dict[str, Any]:
    alt = f'{title}: a drawing of "{name}", with its numbers in the table below.'
    drawing = json.dumps(figure).replace("<", "\\u003c")
    markdown = f"""::: {{#fig-{name}}}
::: {{.content-visible when-format="html"}}
```{{=html}}
<div class="exhibit-plot" role="img" aria-label="{html.escape(alt)}" data-exhibit="{name}"><script type="application/json">{drawing}</script></div>
```
:::
::: {{.content-visible unless-format="html"}}
![](figures/{name}.png){{fig-alt="{alt.replace('"', "'")}"}}
:::

{title}, by *quarter*
:::

::: {{.content-visible when-format="html"}}
```{{=html}}
<details class="exhibit-data"><summary>Data behind this figure<span class="visually-hidden">: {title}</span></summary>{_html_table("data-" + name)}<p>Rounded to 5. <a href="{data}{name}.csv" download>Download as CSV</a></p></details>
```
:::"""
    return _shown(markdown, {"exhibit": {"id": name, "kind": "figure", "title": title, "alt": alt}, "figure": figure})


def _table(name: str, title: str) -> dict[str, Any]:
    markdown = f"""::: {{#tbl-{name}}}
::: {{.content-visible when-format="html"}}
```{{=html}}
{_html_table("table-" + name)}
```
:::
::: {{.content-visible unless-format="html"}}
| Quarter    | Visits | What was said of it in the return        |
|:-----------|-------:|:-----------------------------------------|
| 2024-25 Q3 |  6,590 | Warm space opened early                  |
| 2024-25 Q4 |  6,700 | [c] withheld where fewer than 8          |
:::

{title}
:::"""
    return _shown(
        markdown, {"exhibit": {"id": name, "kind": "table", "title": title, "alt": "Two rows"}, "figure": None}
    )


def _html_table(table_id: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{q}</th><td class="gt_right">{v:,}</td></tr>'
        for q, v in zip(QUARTERS, VISITS, strict=True)
    )
    return (
        f'<div class="table-frame" id="{table_id}"><table><thead><tr><th scope="col">Quarter</th>'
        f'<th scope="col" class="gt_right">Visits</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _layout(**more: Any) -> dict[str, Any]:
    frame = {"height": 340, "margin": {"l": 8, "r": 12, "t": 12, "b": 8}, "font": {"family": FONT, "size": 15}}
    axes = {"xaxis": {"automargin": True}, "yaxis": {"automargin": True, "gridcolor": "#E6EAEE", "rangemode": "tozero"}}
    return {
        **frame,
        **axes,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        **more,
    }


def _line() -> dict[str, Any]:
    mark = {"color": "#12436D", "width": 3}
    return {
        "data": [{"type": "scatter", "mode": "lines+markers", "x": QUARTERS, "y": VISITS, "line": mark}],
        "layout": _layout(),
    }


def _bars() -> dict[str, Any]:
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(HUBS.values()),
        "x": [120, 180, 95],
        "marker": {"color": "#28A197"},
    }
    return {"data": [bars], "layout": _layout(height=240)}


def _heatmap() -> dict[str, Any]:
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    cells = {"type": "heatmap", "x": days, "y": list(HUBS.values()), "z": [[1, 5, 2, 6, 1], [2, 7, 3, 8, 2], [0, 4, 1, 5, 1]],
             "colorscale": [[0, "#F3F6F9"], [1, "#12436D"]]}  # fmt: skip
    return {"data": [cells], "layout": _layout(height=260)}


def _sankey() -> dict[str, Any]:
    nodes = {"label": ["County council", "Health board", "Lead body", "Hubs", "Facilitators"], "pad": 18, "thickness": 16,
             "color": ["#12436D", "#28A197", "#801650", "#3D3D3D", "#A285D1"]}  # fmt: skip
    links = {"source": [0, 1, 2, 2], "target": [2, 2, 3, 4], "value": [150, 125, 220, 55],
             "color": "rgba(18, 67, 109, 0.25)"}  # fmt: skip
    return {"data": [{"type": "sankey", "node": nodes, "link": links}], "layout": _layout()}


# ---- cells ----


def _shown(markdown: str, about: dict[str, Any] | None = None) -> dict[str, Any]:
    metadata = Handover(About(**about["exhibit"]), figure=about["figure"]).as_metadata() if about else {}
    data = {"text/markdown": markdown, "text/html": "<p>for the laboratory</p>", "text/plain": "plain"}
    return {"output_type": "display_data", "metadata": metadata, "data": data}


def _markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source: str, outputs: list[dict[str, Any]], tags: list[str] | None = None) -> dict[str, Any]:
    metadata = {"tags": tags} if tags else {}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": outputs, "execution_count": 1}
