"""The gate: nothing reaches an exhibit but what was released here."""

from analysis.disclosure.release import Released, release_counts, release_open
from analysis.disclosure.rule import Rule

__all__ = ["Released", "Rule", "release_counts", "release_open"]
