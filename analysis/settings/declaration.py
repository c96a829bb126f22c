"""How a file that people write is declared: a dataclass whose fields say in their types what may stand there, and what it is for.

    @dataclass(frozen=True)
    class Breakdowns:
        \"\"\"How small a group of case studies may be told of.\"\"\"

        fewest: Annotated[int, about("the fewest case studies that are told of together", why="...", at_least=2)] = 3

A field without a default must be filled in. `str` takes any words, `bool` true or false, `dt.date` a day, `Period` a year or a quarter,
`Literal[...]` one of its choices; `tuple[X, ...]` a list, `dict[X, Y]` lines of `key: value`, another such class lines of its own.
What spans several fields is said by a static method `unfit(given)`: the field and what is wrong with it, or None.

msgspec reads these types, holds values against them and writes the JSON Schema. It was chosen of five for the start of every command:
it is imported in a fifth of the time of pydantic; attrs with cattrs knows no ranges and writes no schema; strictyaml takes
`"false"` for false; ruamel.yaml keeps places as PyYAML's nodes do, and reads ten times slower.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypedDict, Unpack

import msgspec

from analysis.periods import Period


class Bounds(TypedDict, total=False):
    """What a number may be: at_least and at_most are included, above is not."""

    at_least: float
    at_most: float
    above: float


_BOUNDS = {"at_least": "ge", "at_most": "le", "above": "gt"}


def about(
    meaning: str,
    *,
    why: str = "",
    unit: str = "",
    example: Any = None,
    key: str = "",
    **bounds: Unpack[Bounds],
) -> msgspec.Meta:
    """What a field is for.

    meaning: a noun phrase, the first words of a line of the documentation. why: what goes wrong where it is wrong. key: what it is
    called in the file, where Python has another use for the word.
    """
    told = {"meaning": meaning, "why": why, "unit": unit, "example": example, "key": key}
    in_msgspec: Any = {_BOUNDS[name]: value for name, value in bounds.items()}
    words = f"{meaning[:1].upper()}{meaning[1:]}." + (f" {why}" if why else "")
    return msgspec.Meta(**in_msgspec, description=words, extra={name: value for name, value in told.items() if value})


Quarter = Annotated[Period, msgspec.Meta(extra={"only": "quarter"})]
Year = Annotated[Period, msgspec.Meta(extra={"only": "year"})]
# What an entry is called by other entries, in ids of numbers and in the addresses of its part of a page: nothing that any of these reads as its own.
ShortName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


@dataclass(frozen=True)
class SettingsFile:
    """One kind of file that people write.

    file: where it lies in a network's folder, as `network.yml` or `returns/EXPORT.mapping.yml`. content: its type, as
    `NetworkSettings` or `tuple[Question, ...]`. by: who writes it, or which command begins it. schema: the name of its JSON Schema.
    started: whether `hub-learning add settings` begins it.
    """

    file: str
    meaning: str
    content: Any
    by: str
    schema: str
    started: bool = False

    @property
    def begun(self) -> str:
        """As `written by hand`, `begun by ..., written by hand`."""
        if self.started:
            return f"begun by `hub-learning add settings NETWORK {self.schema}`, written {self.by}"
        return f"written {self.by}" if self.by.startswith("by ") else self.by
