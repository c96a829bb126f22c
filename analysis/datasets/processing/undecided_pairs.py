"""`hub-learning same-awards`: lists awards and payments that may be on record twice, and starts same-awards.yml for a person to decide."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import polars as pl

from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from analysis.project import place_whole
from analysis.settings.writing import schema_comment, yaml_of
from analysis.sources.money.same_awards import SAME_AWARDS_FILE

_HEAD = f"""\
{schema_comment("same-awards")}\
# Awards, and payments, that may be on record twice under two identifiers. A person decides on each pair; until then both are counted,
# and each sum that they are in is a range. Take the `#` away before a pair, and fill in: same (true or false), reason, who (a role, never
# a name) and when (2025-05-01).
"""
_DAY = {"awards": "award_date", "payments": "paid"}
_KEY = {"awards": "award_id", "payments": "payment_id"}


class Pair(NamedTuple):
    """Two of which nobody decided yet whether they are one, each with what tells it in a line."""

    table: str
    one: str
    other: str
    one_said: str
    other_said: str


class PairsListed(NamedTuple):
    """The file, the pairs that wait for a decision, and those of them that were added to it now."""

    path: Path
    waiting: list[Pair]
    added: list[Pair]


def list_pairs(network: Network) -> PairsListed:
    """Add to same-awards.yml, as comments, each pair that waits and does not stand in it yet. What is there stays letter for letter."""
    process_network(network)
    path = network.folder / SAME_AWARDS_FILE
    held = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    waiting = [pair for name in _KEY for pair in _pairs_in(name, read_table(network.name, name))]
    added = [pair for pair in waiting if _as_entry(pair) not in held]
    if added:
        before = held or _HEAD
        before += "" if before.endswith("\n") else "\n"
        place_whole(path, (before + "".join(f"\n{_told(pair)}{_as_entry(pair)}{_TO_FILL}" for pair in added)).encode())
    return PairsListed(path, waiting, added)


def tell_pairs(listed: PairsListed, shown: str) -> str:
    """Each pair that waits, in two lines, and what to do."""
    if not listed.waiting:
        return "No award and no payment waits for a decision whether it is on record twice."
    number = len(listed.waiting)
    lines = [
        f"{number} pair{'s wait' if number > 1 else ' waits'} for a decision; {len(listed.added)} added to {shown}"
    ]
    for pair in listed.waiting:
        lines += [f"  {pair.one}: {pair.one_said}", f"  may be {pair.other}: {pair.other_said}", ""]
    lines.append(
        "Ask the payer. Then take the # away before the pair, and write same: true or false, with reason, who and when."
    )
    return "\n".join(lines)


_TO_FILL = "#   same:\n#   reason:\n#   who:\n#   when:\n"


def _pairs_in(name: str, frame: pl.DataFrame) -> list[Pair]:
    said = {row[_KEY[name]]: _in_a_line(name, row) for row in frame.iter_rows(named=True)}
    rows = frame.filter(pl.col("perhaps_same_as").is_not_null()).select(_KEY[name], "perhaps_same_as").sort(_KEY[name])
    return [Pair(name, one, other, said[one], said.get(other, "not on record")) for one, other in rows.iter_rows()]


def _in_a_line(name: str, row: dict[str, object]) -> str:
    """`25,000.00 GBP from Fund to Hub, 1 June 2024 (funding/spend.csv)`, as far as it is known."""
    amount = f"{row['amount']:,.2f} {row['currency'] or ''}".strip() if row["amount"] is not None else "no amount"
    parties = f"from {row['payer_body'] or row['payer'] or 'not stated'} to {row['recipient_body'] or row['recipient'] or 'not stated'}"
    day = f", {row[_DAY[name]]}" if row[_DAY[name]] else ""
    return " ".join(f"{amount} {parties}{day} ({row['source_file']})".split())


def _told(pair: Pair) -> str:
    return f"# {pair.one_said}\n# and {pair.other_said}\n"


def _as_entry(pair: Pair) -> str:
    """The first two lines of an entry as a comment."""
    return "".join(f"# {line}\n" for line in yaml_of([{"one": pair.one, "other": pair.other}]).splitlines())
