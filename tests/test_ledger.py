"""Each demonstration edition says what the committed ledger says: a number that changes is a line in a diff, and meant."""

from __future__ import annotations

import json

import pytest

from tests.conftest import CopiedProject
from tests.ledger import EDITIONS, in_lines, ledger_of


@pytest.mark.parametrize(("network", "period"), EDITIONS)
def test_an_edition_says_what_its_ledger_says(network: str, period: str, demonstration: CopiedProject) -> None:
    evidence = json.loads((demonstration.build(network, period) / "evidence.json").read_text(encoding="utf-8"))
    facts = ((fact["id"], fact["shown"], fact["unit"] or "") for fact in evidence["facts"])
    now = in_lines(network, period, facts).splitlines()
    then = ledger_of(network, period).read_text(encoding="utf-8").splitlines()
    gone, new = sorted(set(then) - set(now)), sorted(set(now) - set(then))
    assert now == then, "\n".join(
        [
            f"{len(new)} lines are new and {len(gone)} gone. Where they are meant: python -m tests.ledger, and say why in the commit.",
            *(f"- {line}" for line in gone[:20]),
            *(f"+ {line}" for line in new[:20]),
        ]
    )
