"""What a build works out for its notebooks beforehand, and what it remembers by the numbers it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from analysis.shared_values import laid_down_for, lay_down, of_these, take_from


@pytest.fixture(autouse=True)
def nothing_given() -> Iterator[None]:
    yield
    take_from("", "")


def test_what_is_laid_down_is_found_by_its_own_edition_alone(tmp_path: Path) -> None:
    answers = pl.DataFrame({"hub_id": ["ash"], "people": [12.0]})
    read = [{"table": "returns", "hub": None}]
    lay_down(tmp_path / "values", "mills", "2024-25", {"answers": (answers, read)})
    assert laid_down_for("mills", "2024-25") == {}
    take_from(str(tmp_path / "values"), "")
    (name, (value, noted)), *others = laid_down_for("mills", "2024-25").items()
    assert (name, value.rows(), noted, others) == ("answers", [("ash", 12.0)], read, [])
    assert laid_down_for("mills", "2023-24") == laid_down_for("dales", "2024-25") == {}


def test_what_was_made_of_the_same_numbers_is_not_made_again(tmp_path: Path) -> None:
    made: list[int] = []

    def double(number: int) -> int:
        return of_these("double", [number], lambda: made.append(number) or 2 * number)

    assert [double(3), double(3)] == [6, 6] and made == [3, 3]  # nobody gave a memory
    take_from("", str(tmp_path))
    assert [double(3), double(4), double(3)] == [6, 8, 6] and made == [3, 3, 3, 4]
    assert of_these("treble", [3], lambda: 9) == 9
    for path in tmp_path.iterdir():
        path.write_bytes(b"spoiled")
    assert double(4) == 8 and made[4:] == [4]
