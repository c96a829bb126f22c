"""What `hub-learning check` prints: a short summary in plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl

from analysis.correspondence.returns.checking import Checked, ReadBack
from analysis.datasets.findings import FINDINGS
from analysis.datasets.returns.corrections import CONFIRM, CORRECT
from analysis.networks import Network
from analysis.sources.findings import Finding

_MOST_LINES = 12


def tell_checked(network: Network, checked: Checked, shown: Callable[[Path], str]) -> str:
    """How much was found, which hubs have questions and where their sheets lie, and what the partner has to settle."""
    found = checked.findings
    doubts = found.filter(pl.col("severity") == "doubt")
    kept = doubts.filter(pl.col("effect") == "kept").height
    stops, notes = (found.filter(pl.col("severity") == severity).height for severity in ("stops", "note"))
    lines = [
        f"{network.title}: {_count(found.height, 'finding')}",
        f"  {_does(stops, 'stop')} a build, {_does(doubts.height - kept, 'leave')} something out, {_does(kept, 'ask')} about what is kept, "
        f"{notes} {'is a note' if notes == 1 else 'are notes'}",
    ]
    if checked.queries:
        sheets = "its query sheet lies" if len(checked.queries) == 1 else "their query sheets lie"
        lines.append(f"{_count(len(checked.queries), 'hub')} to ask; {sheets} in {shown(checked.folder)}")
    else:
        lines.append("No hub has to be asked.")
    width = max((len(each.hub_id) for each in checked.queries), default=0)
    for each in checked.queries[: 3 * _MOST_LINES]:
        more = f", {each.waiting} more to come" if each.waiting else ""
        lines.append(f"  {each.hub_id:{width}}  {_count(len(each.queries), 'question')}{more}")
    if len(checked.queries) > 3 * _MOST_LINES:
        lines.append(f"  and {len(checked.queries) - 3 * _MOST_LINES} more hubs")
    lines += [f"NOT WRITTEN ANEW: {shown(path)} holds answers; read it with --answers first" for path in checked.kept]
    settle = checked.to_settle
    if settle.height:
        lines.append(f"{_count(settle.height, 'doubt')} that no hub is asked about:")
        written_here = ~pl.col("file").str.starts_with("returns/")  # what the reader can mend at once comes first
        for row in (
            settle.sort(written_here, descending=True, maintain_order=True).head(_MOST_LINES).iter_rows(named=True)
        ):
            told = Finding(**{name: row[name] for name in FINDINGS.schema})
            lines.append(f"  {told.place}: {told.problem} {told.remedy}{told.to_ignore}")
        if settle.height > _MOST_LINES:
            lines.append(f"  and {settle.height - _MOST_LINES} more, told on the page on data quality")
    return "\n".join(lines)


def tell_read_back(read: ReadBack) -> str:
    """What was added to corrections.yml, and what could not be understood."""
    kinds = Counter(entry["kind"] for entry in read.entries)
    others = len(read.entries) - kinds[CORRECT] - kinds[CONFIRM]
    lines = [
        f"Added to corrections.yml: {_count(kinds[CORRECT], 'correction')}, {_count(kinds[CONFIRM], 'confirmation')}, "
        f"{others} not known"
    ]
    lines += [f"  {finding}" for finding in read.findings]
    return "\n".join(lines)


def _does(number: int, verb: str) -> str:
    return f"{number} {verb}{'s' if number == 1 else ''}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
