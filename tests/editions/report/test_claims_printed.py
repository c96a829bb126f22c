"""What is printed of claims is what was tested, and none that was claimed goes unnamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.editions.claims import judge_claim, settle_claims
from analysis.editions.ledger.evidence import ExecutedPage, collect_facts
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.report.learning.claims import NOTHING_CLAIMED, Claims
from analysis.handover import ClaimsBasis
from analysis.measures.report.claims import LastEdition
from analysis.sources.report.claims import test_in as parsed_test
from tests.editions.report.test_claims import NOBODY, claim, said, stating


@pytest.mark.parametrize(
    ("test", "printed"),
    [
        ("share at least 6.04", "6.04%"),
        ("share at least 6.06%", "6.06%"),
        ("share at most 6.125", "6.125%"),
        ("share at least 6", "6%"),
        ("people at least 1,240", "1,240"),
        ("people at most 1240.5", "1,240.5"),
    ],
)
def test_the_limit_that_is_printed_is_the_one_that_is_tested(test: str, printed: str) -> None:
    facts = {each.id: each for each in collect_facts([stating()])}
    (why,) = judge_claim(claim("It was so.", test), facts).why
    assert f"[{printed}]{{.given}}" in why.replace("\\", "")


@pytest.mark.parametrize("kind", ["text/markdown", "text/plain"])
def test_where_all_claims_were_taken_out_they_are_named(tmp_path: Path, kind: str) -> None:
    shown = Claims(f"*{in_markdown(NOTHING_CLAIMED)}*", (), "claims", basis=ClaimsBasis("claims.yml", ()))
    data, metadata = shown._repr_mimebundle_()
    output = {"output_type": "execute_result", "metadata": metadata, "data": data}
    cells = [{"cell_type": "code", "source": "", "outputs": [output]}]
    page = ExecutedPage("60-learning.html", {"cells": cells, "metadata": {}}, "60-learning.ipynb")
    before = said(page, kind)
    assert not settle_claims([stating(), page], tmp_path, "2024-25", "2024-25", NOBODY)
    assert said(page, kind) == before
    last = LastEdition("2023-24", {"old": "supported", "grew": "partly supported"})
    assert not settle_claims([stating(), page], tmp_path, "2024-25", "2024-25", last)
    text = said(page, kind).replace("\\", "")
    assert "Claimed no longer: grew (partly supported) and old (supported)." in text and "yet" not in text


@pytest.mark.parametrize(
    "typed",
    [
        "x",
        "x risen",
        "x more than",
        "x at least",
        "x at least many",
        "x higher than y",
        "x at least 1,2,4",
        "x at least 12,40",
        "x at least 1%%",
        "",
    ],
)
def test_what_is_no_test_is_none(typed: str) -> None:
    assert parsed_test(typed) is None
