"""A check on what hubs send, as a record: what it asks, why, when to ignore what it finds, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.sources.findings import Effect, Finding, Severity


@dataclass(frozen=True)
class Check:
    """One check. `name` is the `rule` of its findings.

    effect: what becomes of the value until somebody has answered. query: what the hub is asked after it was told what was
    seen, empty where the research partner must settle it. about: the questions whose answers are compared, asked for
    together. rank: the order on a query sheet; the smaller comes first.
    """

    name: str
    asks: str
    why: str
    ignore: str
    severity: Severity
    effect: Effect
    remedy: str
    query: str = ""
    about: tuple[str, ...] = ()
    rank: int = 5

    def finding(self, file: str, problem: str, **more: object) -> Finding:
        """A finding of this check. `more`: where it is, what was written, and the hub and quarter it concerns."""
        told: dict[str, object] = {"why": self.why, "remedy": self.remedy, "ignore": self.ignore, **more}
        return Finding(
            file=file,
            problem=problem,
            severity=self.severity,
            rule=self.name,
            effect=self.effect,
            **told,  # type: ignore[arg-type]
        )
