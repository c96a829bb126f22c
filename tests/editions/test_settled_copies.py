"""An executed copy says the same wherever it ran: no folder of the machine in its texts, no address of an object, no noise of the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.editions.running.executed_copies import _settle_output, _settle_text


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("/home/p/data/a.csv", "data/a.csv"),
        ("in /home/p", "in ."),
        ("<object at 0x7f00aa12>", "<object at 0x…>"),
        (["/home/p/a\n", "b"], ["a\n", "b"]),
        ("/home/other/a", "/home/other/a"),
    ],
)
def test_folders_and_addresses_are_taken_out(text: Any, settled: Any) -> None:
    assert _settle_text(text, "/home/p") == settled


def test_texts_of_every_kind_are_settled_and_pictures_and_data_are_left_as_they_are(project: Path) -> None:
    output = {
        "text": "/home/p/a",
        "data": {"text/plain": "/home/p/a", "text/html": "/home/p/b", "image/png": "/home/p/c", "application/json": {"a": "/home/p/d"}},
    }  # fmt: skip
    _settle_output(output, "/home/p")
    assert output == {
        "text": "a",
        "data": {"text/plain": "a", "text/html": "b", "image/png": "/home/p/c", "application/json": {"a": "/home/p/d"}},
    }
