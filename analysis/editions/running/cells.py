"""Which cells of a notebook rest on which, so that a cell runs again only if it, or one that it rests on, would give something else.

A notebook's cells import, assign names, and show one value at their end; exhibits change nothing that they are given. So a cell rests on
the cells before it that assign the names it uses, and on the tables that these and it read. A notebook that does more is run whole.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

Needs = list[frozenset[int]]


def needs_of(cells: Sequence[Mapping[str, object]]) -> Needs | None:
    """For each cell the numbers of those it rests on, however many steps away. None where a cell does more than is said above."""
    assigned: dict[str, set[int]] = {}
    needs: Needs = []
    for number, cell in enumerate(cells):
        source = cell["source"]
        code = "".join(source) if isinstance(source, (list, tuple)) else str(source)
        parts = _names(code) if cell["cell_type"] == "code" else (frozenset(), frozenset())
        if parts is None:
            return None
        used, given = parts
        nearest = {before for name in used for before in assigned.get(name, ())}
        needs.append(frozenset(nearest.union(*(needs[before] for before in nearest))))
        for name in given:
            assigned.setdefault(name, set()).add(number)
    return needs


def still_true(needs: Needs, same: Sequence[bool]) -> list[int]:
    """The cells whose outputs still hold. same: for each cell, whether all that it read itself is as it was."""
    return [number for number, known in enumerate(same) if known and all(same[before] for before in needs[number])]


def not_to_run(needs: Needs, true: Sequence[int]) -> list[int]:
    """Of the cells that still hold, those that no other cell needs."""
    stale = set(range(len(needs))) - set(true)
    wanted = {before for number in stale for before in needs[number]}
    return [number for number in true if number not in wanted]


def _names(code: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The names a cell uses and those it gives; None where it may change something in passing."""
    try:
        body = ast.parse(code).body
    except SyntaxError:  # a magic of IPython
        return None
    given: set[str] = set()
    for place, statement in enumerate(body):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            names = [(alias.asname or alias.name).split(".")[0] for alias in statement.names]
        elif isinstance(statement, ast.Assign):
            names = [name for target in statement.targets for name in _targets(target)]
        elif isinstance(statement, ast.Expr) and (place == len(body) - 1 or isinstance(statement.value, ast.Constant)):
            names = ["_"]
        else:
            return None
        if not names or "*" in names:
            return None
        given.update(names)
    names_used = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name))
    loaded = {node.id for node in names_used if isinstance(node.ctx, ast.Load)}
    return frozenset(loaded), frozenset(given - {"_"})


def _targets(target: ast.expr) -> list[str]:
    """The names of an assignment; none where it assigns to anything but names."""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, (ast.Tuple, ast.List)) and all(isinstance(each, ast.Name) for each in target.elts):
        return [each.id for each in target.elts if isinstance(each, ast.Name)]
    return []
