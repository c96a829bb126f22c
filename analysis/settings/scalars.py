"""One value as its declared kind: read, held against its bounds and choices, and what was probably meant where it does not fit."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

import msgspec
import yaml
from msgspec import inspect as types

from analysis.periods import NotAPeriod, Period
from analysis.settings.field_words import is_period, nearest

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def fits(value: Any, kind: types.Type) -> bool:
    """Whether msgspec takes a value for the type, with its bounds, choices and pattern."""
    held_against: Any = None
    if isinstance(kind, types.IntType | types.FloatType):
        bounds: Any = {name: getattr(kind, name) for name in ("ge", "gt", "le") if getattr(kind, name) is not None}
        held_against = Annotated[int if isinstance(kind, types.IntType) else float, msgspec.Meta(**bounds)]
    elif isinstance(kind, types.StrType) and kind.pattern is not None:
        held_against = Annotated[str, msgspec.Meta(pattern=kind.pattern)]
    elif isinstance(kind, types.LiteralType):
        held_against = Literal[tuple(kind.values)]
    if held_against is None:
        return True
    try:
        msgspec.convert(value, held_against)
    except msgspec.ValidationError:
        return False
    return True


def plain(node: yaml.ScalarNode, text: str, kind: types.Type, only: str) -> Any:
    """The value of a scalar read as its declared kind; None where it is none of that kind."""
    resolved = node.tag.rpartition(":")[2]
    if isinstance(kind, types.IntType):
        return int(text) if resolved == "int" and _WHOLE.fullmatch(text) else None
    if isinstance(kind, types.FloatType):
        return float(text) if resolved in ("int", "float") and _NUMBER.fullmatch(text) else None
    if isinstance(kind, types.BoolType):
        return text.lower() in ("true", "yes", "on") if resolved == "bool" else None
    if isinstance(kind, types.DateType):
        return _day(text)
    if is_period(kind):
        return _period(text, only)
    if isinstance(kind, types.LiteralType):
        known = {str(value).lower(): value for value in kind.values}
        return known.get(" ".join(text.lower().split()), text)
    return text


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2024-07-31") else None
    except ValueError:
        return None


def _period(text: str, only: str) -> Period | None:
    try:
        period = Period.parse(text)
    except NotAPeriod:
        return None
    fits = only == "year" if period.is_year else only == "quarter"
    return period if not only or (fits and period.years == 1) else None


def suggested(node: yaml.ScalarNode, text: str, kind: types.Type) -> str:
    """What was probably meant, where that can be told."""
    if isinstance(kind, types.LiteralType):
        return nearest(text, (str(value) for value in kind.values))
    if isinstance(kind, types.IntType | types.FloatType | types.BoolType) and node.style in ("'", '"'):
        return " It stands in quotation marks: take them away."
    if (
        isinstance(kind, types.IntType | types.FloatType)
        and (numbers := re.findall(r"[0-9]+", text))
        and len(numbers) == 1
    ):
        return f" Write a number alone, as {int(numbers[0])}." if not _NUMBER.fullmatch(text) else ""
    if (
        isinstance(kind, types.DateType)
        and (found := _DAY_FIRST.fullmatch(text))
        and int(found[1]) > 12 >= int(found[2])
    ):
        return f" Write {found[3]}-{int(found[2]):02d}-{int(found[1]):02d}."
    return ""
