"""From a published number back to the cells it comes from, by the ledger that stays at home."""

from __future__ import annotations

import difflib
from typing import Any

from analysis.editions.ledger.ledger_files import read_facts
from analysis.editions.ledger.places_in_words import place_in_words
from analysis.editions.recall import full_ledger
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused

_DEEPEST = 12  # steps of facts worked out from facts; no exhibit has more, a ledger that was spoiled might


def trace(network: Network, period: Period, fact_id: str) -> list[str]:
    """The chain of one fact, a line each: what is shown, how it was worked out, its cells, then the facts it was worked out from.

    Refused where the edition was not built here, or where it has no such fact (with the nearest ids).
    """
    facts = _facts_of(network, period)
    if fact_id not in facts:
        near = difflib.get_close_matches(fact_id, facts, n=3, cutoff=0.4) or sorted(facts)[:3]
        raise Refused(f"the edition has no number '{fact_id}'; the nearest are: {', '.join(near)}")
    return _chain(facts, fact_id, 0, set())


def _facts_of(network: Network, period: Period) -> dict[str, dict[str, Any]]:
    path = full_ledger(network.name, period.slug)
    typed = f'"{period.label}"' if " " in period.label else period.label
    build = f"hub-learning build {network.name} {typed}"
    try:
        return {fact["id"]: fact for fact in read_facts(path)}
    except FileNotFoundError:
        raise Refused(
            f"the edition {period.label} of {network.name} was not built here: its ledger is no part of what is published; {build}"
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(f"the ledger of the edition {period.label} does not read; {build}") from None


def _chain(facts: dict[str, dict[str, Any]], fact_id: str, depth: int, met: set[str]) -> list[str]:
    """A fact that several others rest on is told once in full."""
    fact, indent = facts[fact_id], "  " * depth
    shown = fact["shown"] or "words, which no ledger keeps"
    lines = [f"{indent}{fact_id}: {shown} ({', '.join(part for part in (fact['unit'], fact['qualifier']) if part)})"]
    if fact_id in met:
        return [f"{lines[0]}, as above"]
    met.add(fact_id)
    lines.append(f"{indent}  how: {fact['how']}")
    if depth == 0:
        lines.append(f"{indent}  stands on: {', '.join(fact['pages'])}")
    inputs = [name for name in fact["inputs"] if name in facts]
    if not inputs or depth == _DEEPEST:
        lines += [f"{indent}  from {_place(source)}" for source in fact["sources"]]
    lines += [f"{indent}  from {_passage(passage)}" for passage in fact.get("passages", [])]
    for name in inputs if depth < _DEEPEST else []:
        lines += _chain(facts, name, depth + 1, met)
    return lines


def _place(source: dict[str, str]) -> str:
    network = f" of {source['network']}" if "network" in source else ""
    sheet = f", sheet {source['sheet']}" if "sheet" in source else ""
    cells = f", {place_in_words(source['cells'])}" if "cells" in source else ""
    return f"{source['file']}{network}{sheet}{cells}"


def _passage(passage: dict[str, Any]) -> str:
    return f"{passage['file']}, {passage['case_id']}, characters {passage['start']} to {passage['end']}"
