"""The page of all findings, made from the rules and checks that the code declares."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import astuple
from typing import TypeVar

import analysis
from analysis.datasets.returns.checks.catalogue import CHECKS
from analysis.datasets.returns.checks.rules import Check
from analysis.sources.findings import Rule

Declared = TypeVar("Declared", Rule, Check)

_HEAD = """\
# Findings

<!-- Made by `hub-learning rules > docs/findings.md` from the rules that the code declares; a test says when it is not current. -->

What `hub-learning check`, `inspect` and a build can say of what people sent. Each is told with its file and cell; in the words below a dot stands for
what is filled in. What stops ends the build; a doubt should be asked about; a note changes nothing.
"""
_TITLES = {"stops": "What stops a build", "doubt": "Doubts", "note": "Notes"}


def findings_markdown() -> str:
    """A table for each gravity: the rule, what is said, why it matters, when to ignore it, what to do; then the checks on answers and texts."""
    rules = sorted(set(_declared(Rule)), key=astuple)
    checks = {check.name: check for check in (*_declared(Check), *CHECKS.values())}
    lines = [_HEAD]
    for severity, title in _TITLES.items():
        own = [rule for rule in rules if rule.severity == severity]
        lines += [f"## {title}", ""]
        if severity == "stops":
            lines += ["| rule | what is said | why it matters | what to do |", "|---|---|---|---|"]
            lines += [_row(rule.name, rule.problem, rule.why, rule.remedy) for rule in own] + [""]
        else:
            lines += [
                "| rule | what is said | why it matters | when it may be ignored | what to do |",
                "|---|---|---|---|---|",
            ]
            lines += [_row(rule.name, rule.problem, rule.why, rule.ignore, rule.remedy) for rule in own] + [""]
    lines += ["## Checks on answers and texts", ""]
    lines += [
        "| check | what it asks | why it matters | when it may be ignored | what to do |",
        "|---|---|---|---|---|",
    ]
    lines += [_row(name, each.asks, each.why, each.ignore, each.remedy) for name, each in sorted(checks.items())]
    return "\n".join(lines) + "\n"


def _declared(kind: type[Declared]) -> Iterator[Declared]:
    for found in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if not found.name.startswith(("analysis.commands", "analysis.__main__")):
            held = vars(importlib.import_module(found.name))
            yield from (value for value in held.values() if isinstance(value, kind))


def _row(name: str, *cells: str) -> str:
    shown = [" ".join(re.sub(r"`\{[^{}]*\}`|\{[^{}]*\}", "·", words).split()).replace("|", "\\|") for words in cells]
    return f"| `{name}` | {' | '.join(shown)} |"
