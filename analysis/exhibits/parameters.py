"""Parameters that may not be: those that a notebook does not take, of which papermill only warns, and whom a page may not go to."""

from __future__ import annotations

import ast
import difflib
import sys
from typing import Literal, get_args

from analysis.networks import Network
from analysis.project import Refused

GoesTo = Literal["everybody", "the hub alone"]

_INJECTED = "# Parameters"  # the first line of the cell that papermill puts in


def refuse_ignored_parameters() -> None:
    """Look at the cells that this kernel has run, where there is one. Refused as by `find_ignored`."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    said = find_ignored([str(cell) for cell in shell.user_ns.get("In", [])]) if shell is not None else ""
    if said:
        raise Refused(said)


def find_ignored(cells: list[str]) -> str:
    """What is wrong with the parameters among the cells run so far, in their order; empty where nothing is.

    papermill puts its cell after the one tagged `parameters`, whose names are all that the notebook takes, or before every other
    where the tag is lost: then the notebook's own values come later and stand.
    """
    at = next((number for number, cell in enumerate(cells) if cell.lstrip().startswith(_INJECTED)), None)
    if at is None:
        return ""
    given = _assigned(cells[at])
    taken = [name for cell in cells[:at] for name in _assigned(cell)]
    if not taken:
        return (
            f"the parameters given ({', '.join(given)}) would not be used: no cell of this notebook is tagged 'parameters'. "
            "Tag the cell that sets network and period, or take the notebook from the project again"
        )
    for name in given:
        if name not in taken:
            near = difflib.get_close_matches(name, taken, 1)
            meant = f"; was '{near[0]}' meant?" if near else ""
            return f"this notebook has no parameter '{name}'; there are: {', '.join(dict.fromkeys(taken))}{meant}"
    return ""


def refuse_goes_to(network: Network, hub: str | None, goes_to: str) -> None:
    """Refused where a page may not go to them alone, with what would have to be agreed."""
    if goes_to not in get_args(GoesTo):
        raise Refused(f"a page goes to {' or to '.join(get_args(GoesTo))}, not to '{goes_to}'")
    if goes_to == "everybody":
        return
    if hub is None:
        raise Refused("only a hub's page can go to its hub alone: name the hub")
    if not network.hub_pages.own_counts:
        raise Refused(
            f"no page of {network.name} may hold a hub's own numbers as it sent them. Where the network agreed to it, its disclosure.yml says "
            "`hub_pages: {own_counts: true, source: who agreed}`"
        )


def _assigned(cell: str) -> list[str]:
    """The names that a cell's own lines give a value to."""
    try:
        lines = ast.parse(cell).body
    except SyntaxError:  # a magic command
        return []
    return [
        target.id
        for line in lines
        for target in (
            line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
        )
        if isinstance(target, ast.Name)
    ]
