"""Each number of the report as a numbered note, for PDF and Word: a paper has no cards to open.

The number of its note stands raised beside each number; the notes stand at the end, with how it was worked out, how exact it is, from
which files, and the id under which the ledger holds it. Numbers in a table or a figure are led back by the column that they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analysis.exhibits.facts import in_markdown
from analysis.handover import Handover
from analysis.publishing.numbers.cards import Card, Ledger, card_of

_FACT = re.compile(r"""\{\.fact data-fact=["']([^"']+)["']\}""")
_LONG = 60  # characters of a way of working out that are worth a look at another note
_WORDS, _QUOTE = 6, "quote"
_HEAD = (
    "The small raised number in brackets beside a number of this report is that of its note here: how the number was worked out, how exact it is, "
    "and from which files. The report's web pages lead further, to each cell."
)

Cell = dict[str, Any]


def with_notes(cells: list[Cell], ledger: Ledger) -> list[Cell]:
    """Render copies of the report's cells, their outputs markdown beside its `handover`, with the notes' numbers and the notes themselves.

    A page that states no number of the ledger stays as it is.
    """
    numbers: dict[str, int] = {}

    def numbered(fact: re.Match[str]) -> str:
        if fact[1] not in ledger.facts:
            return fact[0]
        number = numbers.setdefault(fact[1], len(numbers) + 1)
        return f'{{.fact data-fact="{fact[1]}" data-note="{number}"}}'

    for cell in cells:
        for output in cell.get("outputs", []):
            output["data"]["text/markdown"] = _FACT.sub(numbered, output["data"]["text/markdown"])
    if not numbers:
        return cells
    return [*cells, {"cell_type": "markdown", "id": "notes", "metadata": {}, "source": _notes(cells, numbers, ledger)}]


def _notes(cells: list[Cell], numbers: dict[str, int], ledger: Ledger) -> str:
    cards = {number: card_of(ledger, ledger.facts[fact]) for fact, number in numbers.items()}
    first = _first_told(cards)
    listed = "\n".join(
        f"{number}. {_note(cards[number], ledger.facts[fact], first.get(number))}" for fact, number in numbers.items()
    )
    exhibits = "\n".join(_exhibit_notes(cells, ledger))
    columns = (
        f"\n\n### Numbers in tables and figures {{.unnumbered}}\n\n:::: {{.notes}}\n{exhibits}\n::::"
        if exhibits
        else ""
    )
    return (
        '::: {.content-visible unless-format="html"}\n'
        f"## Where each number comes from {{#sec-notes .unnumbered}}\n\n{_HEAD}\n\n:::: {{.notes}}\n{listed}\n::::{columns}\n:::"
    )


def _first_told(cards: Mapping[int, Card]) -> dict[int, int]:
    """Of each note whose long way of working out stands in an earlier one already, the number of that one."""
    seen: dict[str, int] = {}
    for number, card in cards.items():
        if len(_how(card)) > _LONG:
            seen.setdefault(_how(card), number)
    return {number: seen[_how(card)] for number, card in cards.items() if seen.get(_how(card), number) != number}


def _how(card: Card) -> str:
    return " ".join(line.text for name, lines in card.parts if name == "How it was worked out" for line in lines)


def _note(card: Card, fact: Mapping[str, Any], as_in: int | None) -> str:
    """as_in: the number of the note that says already how it was worked out."""
    parts = {name: [line.text for line in lines] for name, lines in card.parts}
    files, exact = "; ".join(_files(fact["sources"])), "; ".join(parts.get("How exact it is", []))
    told = [
        f"{_in_short(card.shown, fact)}: {f'as in note {as_in}' if as_in else _how(card)}",
        exact[:1].upper() + exact[1:],
        f"From {files}" if files else "",
    ]
    return f"{in_markdown('. '.join(part.rstrip('.') for part in told if part))}. `{card.id}`"


def _in_short(shown: str, fact: Mapping[str, Any]) -> str:
    """A number whole; of somebody's words, which stand in the report, the first few."""
    words = shown.split()
    return f"“{' '.join(words[:_WORDS])} …”" if fact.get("unit") == _QUOTE and len(words) > _WORDS else shown


def _files(sources: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """A folder a part, with how many files of it: the ledger names them, and their cells."""
    folders: dict[tuple[str, str], set[str]] = {}
    for source in sources:
        network = f"{source['network']}: " if "network" in source else ""
        folders.setdefault((network, source["file"].partition("/")[0]), set()).add(source["file"])
    for (network, folder), files in sorted(folders.items()):
        yield f"{network}{next(iter(files))}" if len(files) == 1 else f"{network}{folder} ({len(files)} files)"


def _exhibit_notes(cells: list[Cell], ledger: Ledger) -> Iterator[str]:
    """One line a column of each table and figure: what it is of, and the ids of its cells up to the keys of their rows."""
    for cell in cells:
        for output in cell.get("outputs", []):
            handed: Handover | None = output.get("handover")
            if handed is None or handed.exhibit.kind not in ("table", "figure"):
                continue
            kind = "tbl" if handed.exhibit.kind == "table" else "fig"
            columns: dict[str, str] = {}
            for fact in handed.facts:
                name, _, rest = fact.id.partition(".")
                if fact.id in ledger.facts and handed.table is not None and name == handed.table.name and "." in rest:
                    columns.setdefault(f"{name}.{rest.partition('.')[0]}", fact.how)
            if columns:
                told = "; ".join(f"`{column}`: {in_markdown(how)}" for column, how in columns.items())
                yield f"- @{kind}-{handed.exhibit.id}: {told}"
