"""What may stand in a field, in words, and the nearest of the names that there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import inspect as types

from analysis.periods import Period

# In both calendars: what a file may hold is told before it is known which of them its network goes by.
_PERIODS = {
    "quarter": "a quarter such as 2024-25 Q3, or 2024 Q3 of calendar years",
    "year": "a year such as 2024-25, or 2024 of calendar years",
    "": "a year or a quarter such as 2024-25 and 2024-25 Q3, or 2024 and 2024 Q3 of calendar years",
}


def bare(kind: types.Type) -> tuple[types.Type, dict[str, Any], bool]:
    """A type without what is said about it; what is said; and whether it may be left blank (`null`)."""
    told: dict[str, Any] = {}
    blank = False
    while True:
        if isinstance(kind, types.Metadata):
            told = {**(kind.extra or {}), **told}
            kind = kind.type
        elif isinstance(kind, types.UnionType) and any(isinstance(each, types.NoneType) for each in kind.types):
            blank = True
            others = tuple(each for each in kind.types if not isinstance(each, types.NoneType))
            kind = others[0] if len(others) == 1 else types.UnionType(others)
        else:
            return kind, told, blank


def is_period(kind: types.Type) -> bool:
    return isinstance(kind, types.DataclassType) and kind.cls is Period


def wanted(kind: types.Type) -> str:
    """As `a whole number of 1 or more`, `one of case, paragraph, overlap`, `a day such as 2024-07-31`."""
    kind, told, _ = bare(kind)
    if isinstance(kind, types.IntType | types.FloatType):
        return ("a whole number" if isinstance(kind, types.IntType) else "a number") + _bounds(kind)
    if isinstance(kind, types.BoolType):
        return "true or false, without quotation marks"
    if isinstance(kind, types.DateType):
        return "a day such as 2024-07-31"
    if isinstance(kind, types.LiteralType):
        return "one of " + ", ".join(f"`{value}`" for value in kind.values)
    if is_period(kind):
        return _PERIODS[told.get("only", "")]
    if isinstance(kind, types.VarTupleType):
        return "a list"
    if isinstance(kind, types.DictType):
        return (
            f"lines of `key: value`, where the key is {wanted(kind.key_type)} and the value {wanted(kind.value_type)}"
        )
    if isinstance(kind, types.DataclassType):
        return "lines of `key: value` with " + ", ".join(key_of(field) for field in kind.fields)
    if isinstance(kind, types.UnionType):
        return " or ".join(wanted(each) for each in kind.types)
    return _words(kind)


def _words(kind: types.Type) -> str:
    if isinstance(kind, types.StrType) and kind.pattern is not None:  # declaration.ShortName
        return "a name of the letters A to Z, digits, hyphens, underscores and full stops"
    return "words"


def _bounds(kind: types.IntType | types.FloatType) -> str:
    low, high = kind.ge if kind.ge is not None else kind.gt, kind.le
    above = " above" if kind.gt is not None else ""
    if low is not None and high is not None:
        return f" above {low:g}, at most {high:g}" if above else f" between {low:g} and {high:g}"
    if low is not None:
        return f"{above} {low:g}" if above else f" of {low:g} or more"
    return f" of {high:g} or less" if high is not None else ""


def key_of(field: types.Field) -> str:
    """What a field is called in the file."""
    return str(bare(field.type)[1].get("key") or field.encode_name)


def nearest(written: str, known: Iterable[str]) -> str:
    """` Did you mean `published`?`, or nothing where none is near."""
    meant = nearest_of(written, known)
    return f" Did you mean `{meant}`?" if meant else ""


def nearest_of(written: str, known: Iterable[str], alike: float = 0.6) -> str:
    """The name that is nearest, or nothing. alike: how much of the two has to be the same, as difflib measures it."""
    from difflib import get_close_matches  # only where something is wrong

    names = {name.lower(): name for name in known}
    close = get_close_matches(written.lower(), names, 1, alike)
    return names[close[0]] if close else ""
