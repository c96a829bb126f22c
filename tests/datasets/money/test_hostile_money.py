"""Files about money that mean harm, or are only very odd: read or told within bounded time, and nothing is raised."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tests.datasets.drawn_money import grant, package, read_money
from tests.datasets.money.test_contracts import release
from tests.datasets.money.test_grant_sheets import TITLES, A, csv_text
from tests.datasets.money.test_spending import FILE

HOSTILE: dict[str, Any] = {
    "repeat.csv": "Identifier,Recipient Org:999:Name,Recipient Org:500:Name,Amount Awarded\n" + "x,N,M,1\n" * 3,
    "rows.csv": "Identifier,Recipient Org:0:Name,Amount Awarded\n" + "".join(f"x,N{n},1\n" for n in range(3_000)),
    "chain.csv": "award_id,passed_on_from\n" + "".join(f"a{n},a{n + 1}\n" for n in range(5_000)),
    "circle.csv": "award_id,passed_on_from\n" + "".join(f"a{n},a{(n + 1) % 5_000}\n" for n in range(5_000)),
    "long.csv": "Identifier,Amount Awarded,Award Date\n" + f"x,{'9' * 30_000},{'1/' * 9_000}\n" * 9,
    "spaces.csv": "Identifier,Amount Awarded,Award Date\n" + f"x,1{' 000' * 9_000}x,{'a ' * 9_000}\n" * 9,
    "related.json": package(*(grant(f"G{n}", relatedActivity=[f"G{m}" for m in range(200)]) for n in range(200))),
    "releases.json": {"releases": [release(n, "2024-01-01") for n in range(300)]},
    "colons.csv": f"{':' * 5_000},{'/' * 5_000},Identifier,Amount Awarded\nx,y,z,1\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_file_is_read_to_its_end(tmp_path: Path, name: str) -> None:
    """Patterns or loops that go back and forth would take minutes on these."""
    money = read_money(tmp_path, {name: HOSTILE[name]})
    assert "reader-failed" not in money.rules


def test_repeats_are_counted_not_believed(tmp_path: Path) -> None:
    award = read_money(tmp_path, {"repeat.csv": HOSTILE["repeat.csv"]}).award("x")
    assert (award["recipient"], award["recipient_count"]) == ("M; N", 2)
    assert "too-many-rows" in read_money(tmp_path, {"rows.csv": HOSTILE["rows.csv"]}).rules


@pytest.mark.parametrize("held", [csv_text(TITLES, A, A), FILE], ids=["grants", "spending"])
def test_damaged_tables_never_raise(tmp_path: Path, held: str) -> None:
    chance = random.Random(held)
    words = [b"\x00", b"\xff", b'"', b"TOTAL", b"\n", b",", b":0:", b"1e999", b"(", "£".encode(), b";" * 50]
    for number in range(60):
        spoilt = bytearray(held.encode())
        for _ in range(chance.choice([1, 4, 20])):
            at = chance.randrange(len(spoilt))
            if chance.random() < 0.5:
                spoilt[at:at] = chance.choice(words)
            else:
                del spoilt[at : at + chance.randrange(1, 30)]
        money = read_money(tmp_path, {f"{number}.csv": bytes(spoilt)})
        assert "reader-failed" not in money.rules
