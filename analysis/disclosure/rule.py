"""A network's disclosure rule: which counts of people are withheld and how the others are rounded."""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from analysis.disclosure_settings import DisclosureSettings, HubPageSettings, MagnitudeSettings

WITHHELD = "[c]"  # Government Analysis Function shorthand: confidential
MISSING = "[x]"  # not available: nobody told us
NOT_APPLICABLE = "[z]"


@dataclass(frozen=True)
class Dominance:
    """When a sum of the magnitudes of few people tells too much of the largest: by the p% rule within `percent` of it, by the n-k rule where the
    `largest` are more than `share` percent of it. Defaults as ACRO has them (safe_pratio_p 0.1, safe_nk_n 2, safe_nk_k 0.9)."""

    percent: float = 10
    largest: int = 2
    share: float = 90


@dataclass(frozen=True)
class Rule:
    """Counts of people from 1 up to `threshold` are withheld; the others are rounded to the nearest `base`.

    The default follows OpenSAFELY's output rule (redact counts up to 7, then round to 5). A nought stays: it says that
    nobody came, which is about the hub, not about a person.
    """

    threshold: int
    base: int
    source: str
    dominance: Dominance = Dominance()  # for sums of the magnitudes of few people (magnitudes.py)

    @classmethod
    def of(cls, settings: DisclosureSettings, magnitudes: MagnitudeSettings | None = None) -> Rule:
        own = Dominance(magnitudes.percent, magnitudes.largest, magnitudes.share) if magnitudes else Dominance()
        return cls(settings.threshold, settings.base, settings.source, own)

    @classmethod
    def of_own_counts(cls, settings: HubPageSettings) -> Rule:
        """On a page that goes to its hub alone: the hub's own counts as it sent them, which it knows anyway."""
        return cls(0, 1, settings.source)

    @property
    def least_width(self) -> int:
        """How far apart the least and the greatest value must lie that an intruder cannot rule out for a withheld count.

        Half the threshold, upwards: with counts of 1 to 7 withheld, an interval of five values or more (a protection interval, as
        in Hundepool et al. 2012, Statistical Disclosure Control, chapter 4).
        """
        return -(-self.threshold // 2)

    def spread_of(self, shown: float) -> tuple[int, int]:
        """The least and the greatest whole number that is rounded to what is shown."""
        half = self.base / 2
        return math.ceil(shown - half), math.ceil(shown + half) - 1

    def behind(self, shown: float) -> tuple[int, int]:
        """The least and the greatest count of people that is shown so: noughts as they are, and none that is withheld."""
        if not shown:
            return 0, 0
        least, greatest = self.spread_of(shown)
        return max(least, self.threshold + 1), greatest

    def withholds(self, count: pl.Expr) -> pl.Expr:
        return (count > 0) & (count <= self.threshold)

    def rounded(self, count: pl.Expr) -> pl.Expr:
        """To the nearest base, halves away from nought, as people round by hand."""
        return ((count / self.base + 0.5).floor() * self.base).cast(pl.Float64)

    def round_one(self, count: float) -> float:
        """As `rounded`, of one count."""
        return float(math.floor(count / self.base + 0.5) * self.base)

    def roundings(self, share: float) -> float:
        """In how many roundings a count may be off in a sum to which it brings such a share of what rounding made (sums.py)."""
        return 1 + abs(share) / max(self.base // 2, 1)

    @property
    def note(self) -> str:
        """The rule in short, as it stands under each table; the page on data quality has it whole."""
        if not self.threshold:
            return self.words
        return (
            f"Counts of people from 1 to {self.threshold} are withheld ({WITHHELD}), and so are larger ones that would give them away; others are rounded to the "
            f"nearest {self.base}, so sums may be a little off. The page on data quality has the rule."
        )

    @property
    def words(self) -> str:
        if not self.threshold:
            return "The hub's own numbers as it sent them, and corrected them since: none is withheld or rounded, so this page is for that hub alone."
        return (
            f"Counts of people from 1 to {self.threshold} are withheld and shown as {WITHHELD}, and so is a larger one that would give such a count "
            f"away; all others are rounded to the nearest {self.base}. A sum over all hubs, or over the same hubs throughout, is rounded once a quarter and no further off than that; every "
            "other sum, and every rate, is worked out from rounded counts, each with its share of what rounding made of that sum, so that none leans to one "
            f"side; it may be off by {self.base // 2} either way, and by that share, for each count in it that is not nought, and says how far. A count that "
            "is withheld is in a sum only where several are put together."
        )
