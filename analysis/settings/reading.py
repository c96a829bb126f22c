"""Reading what people wrote against its declaration: all that is wrong at once, each with its line and key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import yaml
from msgspec import inspect as types

from analysis.settings.field_words import bare, is_period, key_of, nearest_of, wanted
from analysis.settings.scalars import fits, plain, suggested
from analysis.settings.text import Fault, compose

_DEEPEST = 40
_SHOWN = 60
_NOTHING = object()


class Entry(NamedTuple):
    """What one group of `key: value` lines says, as far as it fits: the whole file, or one entry of a list, counted from nought."""

    kind: type
    number: int
    line: int
    values: dict[str, Any]
    lines: dict[str, int]  # of every key that is known, also where its value is blank or does not fit
    pointer: str  # JSON pointer
    misspelt: dict[str, str]  # a key that is left out -> the unknown one that was meant for it


@dataclass
class Settings:
    """What a file says. value: as declared; None where anything is wrong. entries: its parts, as far as they fit."""

    value: Any = None
    faults: list[Fault] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    empty: bool = False


@cache
def type_of(content: Any) -> types.Type:
    return types.type_info(content)


def read_settings(text: str, content: Any) -> Settings:
    """Read a text as the declared type. An empty text is empty and has no faults; its reader knows what that means."""
    node, faults = compose(text)
    read = Settings(faults=faults, empty=node is None and not faults)
    if node is not None:
        walk = _Walk(read)
        value = walk.value(node, type_of(content), "", 0)
        read.value = None if read.faults else value
        read.empty = value is None and not read.faults
    return read


@dataclass
class _Walk:
    """The tree of a text held against a type. What does not fit is told in `read.faults` and left out."""

    read: Settings

    def value(self, node: yaml.Node, declared: types.Type, key: str, depth: int) -> Any:
        kind = bare(declared)[0]
        if depth > _DEEPEST:
            return self.tell(node, key, "It is nested too deep.", "")
        if isinstance(kind, types.UnionType):
            kind = self._branch(node, kind)
        if _is_null(node):
            return None
        if isinstance(kind, types.DataclassType) and not is_period(kind):
            return self.group(node, kind, key, depth)
        if isinstance(kind, types.VarTupleType):
            return self.listed(node, kind, key, depth)
        if isinstance(kind, types.DictType):
            return self.lines(node, kind, key, depth)
        if not isinstance(node, yaml.ScalarNode):
            shape = "a list" if isinstance(node, yaml.SequenceNode) else "lines of `key: value`"
            return self.tell(node, key, f"{_named(key)} is {shape}; it must be {wanted(declared)}.", "")
        return self.scalar(node, declared, key)

    def group(self, node: yaml.Node, kind: types.DataclassType, key: str, depth: int) -> Any:
        """The fields of a class. A key that is unknown, given twice or left out is told."""
        if not isinstance(node, yaml.MappingNode):
            return self.tell(node, key, f"{_named(key)} is {_shape(node)}; it must be {wanted(kind)}.", "")
        fields = {key_of(each): each for each in kind.fields}
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        misspelt: dict[str, str] = {}
        before = len(self.read.faults)
        left_out = fields.keys() - {name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)}
        for name, child in node.value:
            called = name.value if isinstance(name, yaml.ScalarNode) else ""
            if called not in fields:
                meant = self.unknown(name, called, key, fields, left_out - misspelt.keys())
                misspelt |= {meant: called[:_SHOWN]} if meant in left_out else {}
            elif called in lines:
                problem = f"`{called}` is given twice; the first stands in line {lines[called]}."
                self.tell(name, _below(key, called), problem, "Delete one of them.")
            else:
                lines[called] = _line(name)
                value = self.value(child, fields[called].type, _below(key, called), depth + 1)
                if value is not None and value is not _NOTHING and value != "":
                    values[called] = value
        self.missing(node, kind, key, values.keys() | misspelt.keys() | fields.keys() - left_out - lines.keys(), lines)
        last = key.rpartition(".")[2]
        number = int(last[1:]) - 1 if last.startswith("#") else 0
        pointer = Fault(None, key, "").pointer
        self.read.entries.append(Entry(kind.cls, number, _line(node), values, lines, pointer, misspelt))
        if len(self.read.faults) > before:
            return _NOTHING
        given = {each.name: values[called] for called, each in fields.items() if called in values}
        unfit = getattr(kind.cls, "unfit", None)
        if unfit is not None and (found := unfit(given)):
            at, problem = found
            self.read.faults.append(Fault(self.line_of(_below(key, at), _line(node)), _below(key, at), problem))
            return _NOTHING
        return kind.cls(**given)

    def line_of(self, key: str, otherwise: int) -> int:
        """The line of a key, as `links.#2.to` of what was read: the class that refuses it may have found it some groups further in."""
        group, _, last = key.rpartition(".")
        held = Fault(None, group, "").pointer
        return next(
            (each.lines[last] for each in reversed(self.read.entries) if each.pointer == held and last in each.lines),
            otherwise,
        )

    def missing(
        self, node: yaml.Node, kind: types.DataclassType, key: str, there: Collection[str], lines: dict[str, int]
    ) -> None:
        """Tells the needed fields that are left out. there: those that are not, or that a misspelt key was meant for."""
        for each in kind.fields:
            called = key_of(each)
            full = _below(key, called)
            if (
                not each.required
                or called in there
                or any(f.key == full or f.key.startswith(f"{full}.") for f in self.read.faults)
            ):
                continue
            told = bare(each.type)[1]
            what = ", ".join(part for part in (told.get("meaning", ""), wanted(each.type)) if part and part != "words")
            problem = f"`{called}` is blank." if called in lines else f"There is no `{called}`{_inside(key)}."
            self.read.faults.append(Fault(lines.get(called, _line(node)), full, problem, f"Write {what}.", True))

    def unknown(self, name: yaml.Node, called: str, key: str, known: Collection[str], left_out: Collection[str]) -> str:
        """Tells a key that is not read. The field that it was meant for, of those that are left out; nothing where none is near."""
        meant = nearest_of(called, left_out) or nearest_of(called, known)
        problem = f"`{called[:_SHOWN]}` is not read{_inside(key)}.{f' Did you mean `{meant}`?' if meant else ''}"
        remedy = "" if meant else f"What may stand there: {', '.join(known)}."
        self.tell(name, _below(key, called[:_SHOWN]), problem, remedy)
        return meant

    def listed(self, node: yaml.Node, kind: types.VarTupleType, key: str, depth: int) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self.tell(
                node, key, f"{_named(key)} is {_shape(node)}; it must be a list, each entry after a dash.", ""
            )
        values = []
        for number, child in enumerate(node.value, start=1):
            value = self.value(child, kind.item_type, _below(key, f"#{number}"), depth + 1)
            if value is None:
                self.tell(child, _below(key, f"#{number}"), f"Entry {number} is blank.", "Fill it in, or delete it.")
            elif value is not _NOTHING:
                values.append(value)
        return tuple(values)

    def lines(self, node: yaml.Node, kind: types.DictType, key: str, depth: int) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.tell(node, key, f"{_named(key)} is {_shape(node)}; it must be {wanted(kind)}.", "")
        values: dict[Any, Any] = {}
        for name, child in node.value:
            called = name.value[:_SHOWN] if isinstance(name, yaml.ScalarNode) else ""
            at = self.value(name, kind.key_type, _below(key, called), depth + 1)
            if at is None:
                self.tell(name, key, "A line has no key before its colon.", "Write one, or delete the line.")
            elif at is not _NOTHING and at in values:
                self.tell(name, _below(key, called), f"`{called}` is given twice.", "Delete one of them.")
            elif at is not _NOTHING:
                values[at] = self.value(child, kind.value_type, _below(key, called), depth + 1)
        return {at: value for at, value in values.items() if value is not _NOTHING and value is not None}

    def scalar(self, node: yaml.ScalarNode, declared: types.Type, key: str) -> Any:
        kind, told, _ = bare(declared)
        text = node.value.encode("utf-8", "replace").decode().strip()
        value = plain(node, text, kind, told.get("only", ""))
        if value is not None and fits(value, kind):
            return value
        problem = f"{_named(key)} is `{text[:_SHOWN]}`; it must be {wanted(declared)}.{suggested(node, text, kind)}"
        return self.tell(node, key, problem, "")

    def tell(self, node: yaml.Node, key: str, problem: str, remedy: str) -> Any:
        self.read.faults.append(Fault(_line(node), key, problem, remedy))
        return _NOTHING

    def _branch(self, node: yaml.Node, kind: types.UnionType) -> types.Type:
        if isinstance(node, yaml.ScalarNode):
            return kind.types[0]
        fits = types.VarTupleType if isinstance(node, yaml.SequenceNode) else types.DataclassType | types.DictType
        return next((each for each in kind.types if isinstance(bare(each)[0], fits)), kind.types[0])


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and (node.tag.endswith(":null") or not node.value.strip())


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _below(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _named(key: str) -> str:
    """`threshold` for `disclosure.threshold`; an entry of a list by its number."""
    last = key.rpartition(".")[2]
    if not last:
        return "The file"
    return f"Entry {last[1:]}" if last.startswith("#") else f"`{last}`"


def _inside(key: str) -> str:
    """` in `disclosure``, for what is missing from a group that has a name."""
    last = key.rpartition(".")[2]
    return f" in entry {last[1:]}" if last.startswith("#") else f" in `{last}`" if last else ""


def _shape(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return f"`{node.value.strip()[:_SHOWN]}`"
    return "a list" if isinstance(node, yaml.SequenceNode) else "lines of `key: value`"
