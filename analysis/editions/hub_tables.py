"""The tables that each hub's page has one of, put under each other: a workbook of five hundred sheets of four rows nobody reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.editions.published_tables import TableOnPage
from analysis.handover import PublishedTable

_HUB_PAGES = "hubs/"


def join_hub_tables(tables: Iterable[TableOnPage]) -> list[TableOnPage]:
    """The tables, those that each hub's page has one of put under each other with the hub's id in front; the others as they are.

    A column that one hub's table lacks is null in its rows.
    """
    plain, of_hubs = list[TableOnPage](), dict[str, list[tuple[str, TableOnPage]]]()
    for each in tables:
        hub = each.page.removeprefix(_HUB_PAGES).removesuffix(".html")
        ending = f"-{hub.lower()}"
        if each.page.startswith(_HUB_PAGES) and each.table.name.endswith(ending):
            of_hubs.setdefault(each.table.name.removesuffix(ending), []).append((hub, each))
        else:
            plain.append(each)
    return [*plain, *(_joined(name, parts) for name, parts in of_hubs.items())]


def _joined(name: str, parts: list[tuple[str, TableOnPage]]) -> TableOnPage:
    columns = {column["name"]: column for _, each in parts for column in each.table.columns}
    rows = [
        (
            hub,
            *(dict(zip((column["name"] for column in each.table.columns), row, strict=True)).get(of) for of in columns),
        )
        for hub, each in parts
        for row in each.table.rows
    ]
    hub_column: Mapping[str, Any] = {"name": "page", "label": "Page of hub", "unit": ""}
    table = PublishedTable(name, (hub_column, *columns.values()), tuple(rows), parts[0][1].table.note)
    return TableOnPage(table, f"{name.replace('-', ' ').capitalize()}, all hubs", f"{_HUB_PAGES}index.html")
