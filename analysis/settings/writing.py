"""YAML written for people to read and to add to, which reads back as it was given."""

from __future__ import annotations

import dataclasses
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
