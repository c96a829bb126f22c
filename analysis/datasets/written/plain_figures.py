"""Figures and spaces as people type or paste them, made plain before a number is looked for."""

from __future__ import annotations

import re

import polars as pl

_WIDE = [
    *(chr(0xFF10 + figure) for figure in range(10)),
    "，",
    "．",
    "￡",
    "－",
    "\u202f",
    "\u2009",
    "\u00a0",
    "\u3000",
]
_PLAIN = [*map(str, range(10)), ",", ".", "£", "-", " ", " ", " ", " "]
# The end of a line, or of a cell where several were pasted as one.
_LINE_ENDS = "\\s*[\t\n\r\x0b\x0c\x85\u2028\u2029]\\s*"


def plain_figures(text: pl.Expr) -> pl.Expr:
    """Full-width figures and signs, as some keyboards write them, as plain ones; narrow and fixed spaces as spaces."""
    return text.str.replace_many(_WIDE, _PLAIN)


def on_one_line(text: pl.Expr) -> pl.Expr:
    """Runs of spaces as one space, ends of lines as one end: it parts two numbers, and no thousands as a space may."""
    return text.str.replace_all(_LINE_ENDS, "\n").str.replace_all(r"[^\S\n]+", " ")


def single_spaced(text: str) -> str:
    """The same for one text."""
    return re.sub(r"[^\S\n]+", " ", re.sub(_LINE_ENDS, "\n", text.strip()))
