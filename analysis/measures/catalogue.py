"""All measures there are, by subject, and the page on methods that is written from their records."""

from __future__ import annotations

import importlib
import pkgutil

import analysis.measures
from analysis.measures.measure import MEASURES, Measure

# The subjects in the order of the site, each with its heading.
SUBJECTS = {
    "register": "The network and its places",
    "returns": "What hubs did, and what changed",
    "cases": "What people tell",
    "money": "Money",
    "planning": "Planning",
    "comparing": "Networks side by side",
    "report": "The evidence together",
}
_BETTER = {"higher": "higher", "lower": "lower", None: "neither is good in itself"}


def measures_by_subject() -> dict[str, list[Measure]]:
    """The records of each subject, by name. Imports every module of measures: a record is there once its module is."""
    for module in pkgutil.walk_packages(analysis.measures.__path__, "analysis.measures."):
        importlib.import_module(module.name)
    found: dict[str, list[Measure]] = {subject: [] for subject in SUBJECTS}
    for measure in sorted(MEASURES.values(), key=lambda measure: measure.name):
        found[measure.subject].append(measure)
    return {subject: records for subject, records in found.items() if records}


def methods_markdown() -> str:
    """The page on methods: each measure with its question, unit, way of working out, better direction, what it reads, and source."""
    by_subject = measures_by_subject()
    number = sum(len(records) for records in by_subject.values())
    lines = [
        "# How each measure is worked out",
        "",
        f"{number} measures, each as its record in `analysis/measures` states it. This page is written by `hub-learning methods`; change "
        "a record and not the page.",
    ]
    for subject, records in by_subject.items():
        lines += ["", f"## {SUBJECTS[subject]}"]
        for measure in records:
            lines += ["", f"### {measure.name.replace('_', ' ').capitalize()}", "", measure.question, ""]
            lines += [f"- **{label}:** {text}" for label, text in _properties(measure)]
    return "\n".join(lines) + "\n"


def _properties(measure: Measure) -> list[tuple[str, str]]:
    reads = ", ".join(f"`{name.strip()}`" for name in measure.reads.split(","))
    stated = [
        ("How", f"{measure.how}."),
        ("Unit", measure.unit),
        ("Better", _BETTER[measure.better]),
        ("Reads", reads),
        ("Source of the method", measure.source),
        ("Code", f"`{measure.module.replace('.', '/')}.py`"),
    ]
    return [(label, text) for label, text in stated if text]
