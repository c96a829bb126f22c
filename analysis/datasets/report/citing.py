"""What entries that people write may name: codes by name or identifier, passages and awards by the beginning of theirs, others by id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import polars as pl

from analysis.datasets.cases.shared_codebook import read_shared_codebook
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.findings import Finding, Place, Rule

Find = Callable[[str], tuple[str | None, str]]
"""What was called gives its identifier, or none, and the nearest there is."""

_LEAST = 8  # characters of an identifier's beginning that may stand for it


def named_in(joined: str | None) -> list[str]:
    """What a cell that holds several names, parted by ;."""
    return [part.strip() for part in (joined or "").split(";") if part.strip()]


def settle_names(
    row: dict[str, Any], kinds: Mapping[str, tuple[str, Find]], table: str, gone: Rule
) -> Iterator[Finding]:
    """What the cells of a row name, put there by identifier. A finding for each thing that is not there, which is left out of its cell.

    kinds: column -> what it names, and how that is found. gone: a rule with the fields kind and near.
    """
    for column, (kind, find) in kinds.items():
        known = []
        for called in named_in(row[column]):
            found, near = find(called)
            if found is None:
                place = Place(row["source_file"], cell=row["source_cell"], table=table, column=column, value=called)
                yield gone.at(place, kind=kind, near=f"; the nearest is `{near}`" if near else "")
            else:
                known.append(found)
        row[column] = ";".join(known) or None


def codes_of_network(tables: dict[str, pl.DataFrame]) -> Find:
    return _codes(tables["codebook"].select("code_id", "name").rows())


def codes_shared() -> Find:
    return _codes([(code.code_id, code.name) for code in read_shared_codebook()])


def _codes(codes: Sequence[tuple[str, str]]) -> Find:
    names = {plain_words(name): code for code, name in codes}
    known = {code for code, _ in codes}
    shown = {plain_words(name): name for _, name in codes}

    def find(called: str) -> tuple[str | None, str]:
        plain = plain_words(called)
        near = get_close_matches(plain, list(names), 1)
        return (called if called in known else names.get(plain)), shown[near[0]] if near else ""

    return find


def identifiers(frame: pl.DataFrame, column: str) -> Find:
    """By the whole identifier, or by its beginning where that is long enough and of one alone."""
    known = frame[column].to_list()

    def find(called: str) -> tuple[str | None, str]:
        if called in known:
            return called, ""
        found = [each for each in known if len(called) >= _LEAST and each.startswith(called)]
        near = get_close_matches(called, known, 1)
        return (found[0] if len(found) == 1 else None), near[0] if near else ""

    return find
