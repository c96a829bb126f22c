"""YAML written for people to read and to add to, which reads back as it was given."""

from __future__ import annotations

import dataclasses
import math
import textwrap
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import yaml

_WIDTH = 110


class _Writer(yaml.SafeDumper):
    """Without anchors: two entries that name the same day would share one, and a file that was added to twice had it twice."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _words(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    """In quotation marks, with escapes, where a sign is one that YAML takes for the end of a line or does not print."""
    odd = not all(sign.isprintable() or sign == "\n" for sign in text)
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style='"' if odd else None)


_Writer.add_representer(str, _words)


def yaml_of(content: Any) -> str:
    """A list or a mapping as YAML, keys in the order given."""
    return str(yaml.dump(content, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH))


def schema_comment(schema: str, above: int = 3) -> str:
    """The line by which editors find what may stand in the file. above: how many folders the file lies below the project's."""
    return f"# yaml-language-server: $schema={'../' * above}docs/schemas/{schema}.schema.json\n"


def commented_yaml(declared: type, given: dict[str, Any], indent: str = "") -> str:
    """A file to begin with: each key of the declared class below what it is for. Keys with no value given are commented out."""
    lines = []
    hints = get_type_hints(declared, include_extras=True)
    for field in dataclasses.fields(declared):
        hint = hints[field.name]
        kind, *said = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        words = next((meta.description for meta in said if isinstance(meta, msgspec.Meta) and meta.description), "")
        lines += [f"{indent}# {line}" for line in textwrap.wrap(words, _WIDTH - len(indent) - 2)]
        if field.name not in given:
            lines.append(f"{indent}# {field.name}:")
        elif isinstance(given[field.name], dict) and dataclasses.is_dataclass(kind) and isinstance(kind, type):
            lines += [f"{indent}{field.name}:", commented_yaml(kind, given[field.name], indent + "  ").rstrip("\n")]
        else:
            lines += [f"{indent}{line}" for line in yaml_of({field.name: given[field.name]}).rstrip("\n").split("\n")]
    return "\n".join(lines) + "\n"


def with_value(text: str, keys: tuple[str, ...], value: Any) -> str:
    """The text of a file with another value at a key, `("quarters", "last")`; all else, comments and line ends too, stays as it is.

    A key at the top that is not there yet comes at the end. Raises KeyError where it would stand in what is not there, or in a list.
    """
    root = yaml.compose(text, yaml.SafeLoader)
    around, pair = _pair_at(root, keys)
    braced = around is not None and bool(around.flow_style)
    written = _in_braces(keys[-1], value) if braced else yaml_of({keys[-1]: value}).rstrip("\n")
    line_end = line_end_of(text)
    if pair is None and around is not None and braced:
        at = around.value[-1][1].end_mark.index if around.value else around.start_mark.index + 1
        return text[:at] + (", " if around.value else "") + written + text[at:]
    if pair is None:
        return text + ("" if text.endswith("\n") else line_end) + written.replace("\n", line_end) + line_end
    name, node = pair
    start, end = name.start_mark.index, node.end_mark.index
    if text[:end].endswith("\n"):  # a block ends where the next thing begins, after the comments above that
        held = text[start:end].rstrip("\r\n ").split("\n")
        while held[-1].lstrip().startswith("#") or not held[-1].strip():
            held.pop()
        end = start + len("\n".join(held).rstrip("\r"))
    return text[:start] + written.replace("\n", line_end + " " * name.start_mark.column) + text[end:]


def line_end_of(text: str) -> str:
    """How the lines of a file end that was read as it is: as the first of them does."""
    return "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"


def in_one_line(value: Any) -> str:
    """A value as it stands behind its key: `[a, b]`, `'The one: the other'`."""
    return _in_braces("key", value).removeprefix("key: ")


def _in_braces(key: str, value: Any) -> str:
    """A key and its value as they stand in `{a: 1, b: 2}`."""
    return str(
        yaml.dump(
            {key: value}, Dumper=_Writer, sort_keys=False, allow_unicode=True, default_flow_style=True, width=math.inf
        )
    ).strip()[1:-1]


def _pair_at(
    node: yaml.Node | None, keys: tuple[str, ...]
) -> tuple[yaml.MappingNode | None, tuple[yaml.Node, yaml.Node] | None]:
    """The mapping that the last key stands in, None for an empty file; and key and value, None where a key at the top is not there."""
    pair: tuple[yaml.Node, yaml.Node] | None = None
    around: yaml.MappingNode | None = None
    for depth, key in enumerate(keys):
        if node is not None and not isinstance(node, yaml.MappingNode):
            raise KeyError(key)
        around = node
        pair = next((each for each in (node.value if node else []) if each[0].value == key), None)
        if pair is None and (depth or len(keys) > 1):
            raise KeyError(key)
        node = pair[1] if pair else None
    return around, pair
