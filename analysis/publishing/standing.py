"""How an edition stands, as each of its pages says it: a draft, signed, or published."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from analysis.handover import Handover, NarrativeBasis
from analysis.networks import NO_PARTNER, Network
from analysis.periods import Period

DRAFT = "Draft: nobody has signed it"


def standing_of(report: Path, network: Network, period: Period) -> str:
    """One line without a full stop; empty for a network that nobody reports on, whose pages are read from published documents.

    report: the executed copy of the annual report. An edition is out from the day on that network.yml names under `published`.
    """
    if network.author == NO_PARTNER:
        return ""
    basis = _signed_in(report)
    signed = f"signed: {basis.signed}{_on(basis.written)}" if basis else ""
    out, coming = network.out_on(period), network.next_after(period)
    following = f"; next report: {_day(coming[1])}" if coming else ""
    if out:
        return f"Published on {_day(out)}; {signed or 'nobody has signed it'}{following}"
    return f"S{signed[1:]}; not published yet{following}" if signed else DRAFT


def _on(written: str) -> str:
    return f", {_day(dt.date.fromisoformat(written))}" if written else ""


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _signed_in(report: Path) -> NarrativeBasis | None:
    """What a person answers for in the report; sentences of findings.yml cite as a narrative does and are signed by nobody."""
    notebook = json.loads(report.read_text(encoding="utf-8"))
    handed = (Handover.of_output(output) for cell in notebook["cells"] for output in cell.get("outputs", []))
    return next((each.narrative for each in handed if each and each.narrative and each.narrative.signed), None)
