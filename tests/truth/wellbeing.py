"""What people said of their wellbeing, worked out from the sheet by lists and sums: means, bands, and who did not answer again."""

from __future__ import annotations

from statistics import fmean

from tests.truth import Expected, Scope, slug_of
from tests.truth.raw_returns import table

QUESTIONS = {
    "life_satisfaction": "Life satisfaction",
    "worthwhile": "Feeling that life is worthwhile",
    "happiness": "Happiness yesterday",
    "anxiety": "Anxiety yesterday",
}
HIGHER = {"low": range(5), "medium": range(5, 7), "high": range(7, 9), "very_high": range(9, 11)}
ANXIETY = {"very_low": range(2), "low": range(2, 4), "medium": range(4, 6), "high": range(6, 11)}
# The metric scores of SWEMWBS from a raw score of 7 upwards, in hundredths.
METRIC = (
    7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25,
    19.98, 20.73, 21.54, 22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00,
)  # fmt: skip
MEAN_OF = 20


def all_of_wellbeing(scope: Scope) -> Expected:
    rows = [row for row in table(scope, "wellbeing/wellbeing.csv") if row["last_quarter"] in scope.quarters]
    again = sum(bool(row["last_anxiety"]) for row in rows)
    facts: Expected = {
        f"wellbeing.due.{scope.slug}": _count(len(rows)),
        f"wellbeing.again.{scope.slug}": _count(again),
        f"wellbeing.gone.{scope.slug}": _count(len(rows) - again),
    }
    for name, label in QUESTIONS.items():
        answers = [tuple(int(row[f"{time}_{name}"]) if row[f"{time}_{name}"] else None for time in ("first", "last")) for row in rows]  # fmt: skip
        facts |= _of_scale(slug_of(label), answers)
        facts |= _of_bands(name, slug_of(label), [pair for pair in answers if None not in pair])
    scores = [(_score(row, "first"), _score(row, "last")) for row in rows]
    return facts | _of_scale("mental-wellbeing-swemwbs", scores)


def _score(row: dict[str, str], time: str) -> float | None:
    items = [row[f"{time}_swemwbs_{number}"] for number in range(1, 8)]
    return METRIC[sum(map(int, items)) - 7] if all(items) else None


def _of_scale(slug: str, answers: list[tuple[float | None, ...]]) -> Expected:
    began = [pair for pair in answers if pair[0] is not None]
    both = [(first, last) for first, last in began if first is not None and last is not None]
    gone = [first for first, last in began if first is not None and last is None]
    facts: Expected = {f"wellbeing.people.{slug}": _count(len(both)), f"wellbeing.gone.{slug}": _count(len(gone))}
    facts |= {
        f"wellbeing.first.{slug}": round(fmean(first for first, _ in both), 1) if len(both) >= MEAN_OF else None,
        f"wellbeing.last.{slug}": round(fmean(last for _, last in both), 1) if len(both) >= MEAN_OF else None,
        f"wellbeing.difference.{slug}": round(fmean(b - a for a, b in both), 1) if len(both) >= MEAN_OF else None,
        f"wellbeing.gone_first.{slug}": round(fmean(gone), 1) if len(gone) >= MEAN_OF else None,
    }
    return facts


def _of_bands(name: str, slug: str, both: list[tuple[int | None, ...]]) -> Expected:
    """A band of 1 to 7 people is withheld, and with it the smallest of the others, for the sum is told."""
    facts: Expected = {}
    for place, time in enumerate(("first", "last")):
        bands = ANXIETY if name == "anxiety" else HIGHER
        counts = {band: sum(pair[place] in ends for pair in both) for band, ends in bands.items()}
        few = {band for band, count in counts.items() if 1 <= count <= 7}
        if len(few) == 1:
            few.add(min((band for band in counts if band not in few and counts[band]), key=lambda band: counts[band]))
        for band, count in counts.items():
            facts[f"wellbeing-bands.{band}.{slug}-{time}"] = None if band in few else _count(count)
        facts[f"wellbeing-bands.people.{slug}-{time}"] = _count(len(both))
    return facts


def _count(number: int) -> float | None:
    """To the nearest five, halves upwards; 1 to 7 are withheld."""
    return None if 1 <= number <= 7 else 5.0 * ((2 * number + 5) // 10)
