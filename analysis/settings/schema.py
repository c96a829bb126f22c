"""The JSON Schema of a declared file, for editors: what they offer, underline and explain while somebody types.

Written from the types that msgspec reads, not by msgspec itself: a Period is written as text here, a key of a mapping may be one, and
words may stand without quotation marks where YAML would take them for a number.
"""

from __future__ import annotations

from typing import Any

from msgspec import inspect as types

from analysis.settings.declaration import SettingsFile
from analysis.settings.field_words import bare, is_period, key_of
from analysis.settings.reading import type_of

DIALECT = "http://json-schema.org/draft-07/schema#"
_YEARS = r"^\d{4}(\s*[-/–]\s*(\d{2}|\d{4}))?"
_QUARTER = _YEARS + r"[\s,-]*[Qq][1-4]$"
_YEAR = _YEARS + "$"
_SEVERAL = rf"{_YEAR[:-1]}\s+to\s+{_YEAR[1:]}"
_PATTERNS = {"quarter": _QUARTER, "year": _YEAR}


def schema_of(file: SettingsFile) -> dict[str, Any]:
    """The schema of one kind of file, draft 7, which every editor knows."""
    groups: dict[str, Any] = {}
    held = _schema(type_of(file.content), groups)
    return {"$schema": DIALECT, "title": file.file, "description": file.meaning, **held, "definitions": groups}


def _schema(declared: types.Type, groups: dict[str, Any]) -> dict[str, Any]:
    kind, told, blank = bare(declared)
    if is_period(kind):
        pattern = _PATTERNS.get(told.get("only", ""), f"{_QUARTER}|{_YEAR}|{_SEVERAL}")
        # A calendar year without quotation marks is a number to editors.
        return {"type": "string" if told.get("only") == "quarter" else ["string", "integer"], "pattern": pattern}
    if isinstance(kind, types.DataclassType):
        if kind.cls.__name__ not in groups:
            groups[kind.cls.__name__] = {}  # a group may hold itself
            groups[kind.cls.__name__] = _group(kind, groups)
        return {"$ref": f"#/definitions/{kind.cls.__name__}"}
    if isinstance(kind, types.VarTupleType):
        return _or_nothing({"type": "array", "items": _schema(kind.item_type, groups)}, blank)
    if isinstance(kind, types.DictType):
        return {
            "type": "object",
            "propertyNames": _schema(kind.key_type, groups) | {"type": "string"},
            "additionalProperties": _schema(kind.value_type, groups),
        }
    if isinstance(kind, types.UnionType):
        return {"anyOf": [_schema(each, groups) for each in kind.types]}
    return _scalar(kind)


def _scalar(kind: types.Type) -> dict[str, Any]:
    if isinstance(kind, types.IntType | types.FloatType):
        bounds = {"minimum": kind.ge, "exclusiveMinimum": kind.gt, "maximum": kind.le}
        held = {name: value for name, value in bounds.items() if value is not None}
        return {"type": "integer" if isinstance(kind, types.IntType) else "number", **held}
    if isinstance(kind, types.BoolType):
        return {"type": "boolean"}
    if isinstance(kind, types.DateType):
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if isinstance(kind, types.LiteralType):
        return {"type": "string", "enum": list(kind.values)}
    words: dict[str, Any] = {"type": ["string", "number", "boolean"]}
    return {**words, "pattern": kind.pattern} if isinstance(kind, types.StrType) and kind.pattern else words


def _group(kind: types.DataclassType, groups: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for field in kind.fields:
        told = bare(field.type)[1]
        held = _schema(field.type, groups)
        if not field.required:
            held = _or_nothing(held, True)
        words = " ".join(part for part in (f"{told.get('meaning', '')}.", told.get("why", "")) if part.strip("."))
        # Beside a $ref, editors of draft 7 read nothing else.
        held = {"allOf": [held]} if "$ref" in held else held
        properties[key_of(field)] = held | ({"description": words[:1].upper() + words[1:]} if words else {})
    required = [key_of(field) for field in kind.fields if field.required]
    return {
        "type": "object",
        "description": " ".join((kind.cls.__doc__ or "").split()),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _or_nothing(held: dict[str, Any], blank: bool) -> dict[str, Any]:
    """The same, or null: a key whose value is left blank is one that is left out."""
    if not blank:
        return held
    if "enum" in held:
        return {**held, "type": [held["type"], "null"], "enum": [*held["enum"], None]}
    if "type" in held:
        types_of = held["type"] if isinstance(held["type"], list) else [held["type"]]
        return {**held, "type": [*types_of, "null"]}
    return {"anyOf": [held, {"type": "null"}]}
