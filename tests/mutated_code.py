"""A fault put into functions that are loaded already: they keep who they are for all who imported them, and run other code."""

from __future__ import annotations

import gc
import inspect
from pathlib import Path
from types import CodeType, FunctionType


def swap(path: Path, text: str, mutated: str) -> int:
    """Give the module's functions that differ between the two texts their mutated code. How many there were; 0 where none is loaded."""
    before, after = outermost(compile(text, str(path), "exec")), outermost(compile(mutated, str(path), "exec"))
    changed = {name for name, code in after.items() if before.get(name) != code}
    swapped = 0
    for function in gc.get_objects():
        if not isinstance(function, FunctionType) or function.__code__.co_filename != str(path):
            continue
        if (name := function.__code__.co_qualname) in changed:
            function.__code__ = after[name]
            swapped += 1
    return swapped


def outermost(module: CodeType) -> dict[str, CodeType]:
    """The code of each function that lies in no other one, by its name within the module."""
    found: dict[str, CodeType] = {}
    for code in module.co_consts:
        if isinstance(code, CodeType):
            is_function = bool(code.co_flags & inspect.CO_OPTIMIZED)
            found |= {code.co_qualname: code} if is_function else outermost(code)
    return found
