"""A published number is led back step by step; what is not there is refused with what there is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.disclosure_settings import DisclosureSettings
from analysis.editions.ledger.tracing import trace
from analysis.editions.recall import keep_ledger
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused

YEAR = Period.parse("2024-25")


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    rule = DisclosureSettings(7, 5, "a test")
    quarters = (Period.parse("2024-25 Q1"), Period.parse("2024-25 Q4"))
    return Network("drawn", "Drawn", True, "Drawn.", "", "", *quarters, 28, rule, "2024-25", tmp_path)


def fact(name: str, shown: str, **more: Any) -> dict[str, Any]:
    usual = {
        "unit": "attendances",
        "qualifier": "exact",
        "how": f"how {name}",
        "sources": [],
        "inputs": [],
        "pages": ["a.html"],
    }
    return {"id": name, "value": None, "shown": shown, **usual, **more}


def keep(*facts: dict[str, Any]) -> None:
    keep_ledger("drawn", "2024-25", json.dumps({"network": "drawn", "period": "2024-25", "facts": list(facts)}))


def test_a_number_is_led_through_those_it_was_worked_out_from(network: Network) -> None:
    mill = [{"file": "returns/mill.xlsx", "sheet": "Return", "cells": "C11"}]
    keep(
        fact("total", "40", inputs=["mill", "kiln"]),
        fact("mill", "30", sources=mill),
        fact("kiln", "10", sources=[{"file": "returns/kiln.csv", "cells": "D2"}]),
    )
    assert trace(network, YEAR, "total") == [
        "total: 40 (attendances, exact)",
        "  how: how total",
        "  stands on: a.html",
        "  mill: 30 (attendances, exact)",
        "    how: how mill",
        "    from returns/mill.xlsx, sheet Return, C11",
        "  kiln: 10 (attendances, exact)",
        "    how: how kiln",
        "    from returns/kiln.csv, D2",
    ]


def test_a_quote_is_led_to_its_passage_and_its_words_are_not_kept(network: Network) -> None:
    passage = {"file": "cases/project.qdpx", "case_id": "case-7", "start": 12, "end": 40}
    keep(fact("quote.a", "", unit="quote", passages=[passage]))
    lines = trace(network, YEAR, "quote.a")
    assert lines[0] == "quote.a: words, which no ledger keeps (quote, exact)"
    assert lines[-1] == "  from cases/project.qdpx, case-7, characters 12 to 40"


def test_facts_that_rest_on_each_other_end(network: Network) -> None:
    keep(fact("a", "1", inputs=["b"]), fact("b", "2", inputs=["a"]))
    assert trace(network, YEAR, "a")[-1] == "    a: 1 (attendances, exact), as above"


def test_what_is_not_there_is_refused_with_what_is(network: Network) -> None:
    with pytest.raises(Refused, match="hub-learning build drawn 2024-25"):
        trace(network, YEAR, "total")
    keep(fact("activity.attendances", "40"))
    with pytest.raises(Refused, match=r"the nearest are: activity\.attendances"):
        trace(network, YEAR, "activity.attendance")
