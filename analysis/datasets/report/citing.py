"""What entries that people write may name: codes by name or identifier, passages and awards by the beginning of theirs, others by id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

import polars as pl

from analysis.datasets.cases.shared_codebook import read_shared_codebook
from analysis.datasets.written.numbers_and_days import plain_words

Find = Callable[[str], tuple[str | None, str]]
"""What was called gives its identifier, or none, and the nearest there is."""

_LEAST = 8  # characters of an identifier's beginning that may stand for it


def named_in(joined: str | None) -> list[str]:
    """What a cell that holds several names, parted by ;."""
    return [part.strip() for part in (joined or "").split(";") if part.strip()]


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
