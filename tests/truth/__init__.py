"""What editions must say, worked out a second time: plain Python over the raw files, without the project's own readers or measures.

Nothing here imports analysis (a test holds that): two ways that meet at one number are an argument, one way twice is none.
What a person decides about a slip is written down by hand, with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"

Expected = dict[str, float | None]  # by the fact's id; None where nothing may be shown


@dataclass(frozen=True)
class Scope:
    """An edition: its network, and its period by label, `2024-25` or `2024-25 Q3`."""

    network: str
    period: str
    folder: Path = field(default=RAW)

    @property
    def raw(self) -> Path:
        return self.folder / self.network

    @property
    def slug(self) -> str:
        return slug_of(self.period)

    @property
    def quarters(self) -> list[str]:
        return quarters_of(self.period)

    @property
    def year_before(self) -> str:
        year = int(self.period[:4]) - 1
        return f"{year}-{(year + 1) % 100:02}{self.period[7:]}"

    def quarters_until_now(self, first: str) -> list[str]:
        """Every quarter from the first to the last of the period."""
        return [label for label in _all_quarters() if first <= label <= self.quarters[-1]]


def slug_of(label: str) -> str:
    return label.lower().replace(" ", "-")


def quarters_of(period: str) -> list[str]:
    return [period] if "Q" in period else [f"{period} Q{number}" for number in (1, 2, 3, 4)]


def _all_quarters() -> list[str]:
    return [f"{year}-{(year + 1) % 100:02} Q{number}" for year in range(2015, 2035) for number in (1, 2, 3, 4)]
