"""A finding is said in one way: a rule with its words, broken at a place. This file reads every call and every rule."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from analysis.datasets.returns.checks.catalogue import CHECKS
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record

PACKAGE = Path(__file__).resolve().parents[1] / "analysis"
# Modules that make a finding otherwise, and why. Rooms that are still to be brought over end with a stroke.
OTHERWISE = {
    "sources/findings.py": "the rule's own maker",
    "sources/records.py": "takes findings back out of the memory of a reading",
    "datasets/findings.py": "takes findings out of a frame",
    "correspondence/returns/check_summary.py": "takes findings out of a frame",
    "exhibits/report/protection.py": "takes findings back out of the memory of an attack",
    "datasets/returns/checks/rules.py": "a check's own maker",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def excused(path: Path) -> list[str]:
    where = path.relative_to(PACKAGE).as_posix()
    return [known for known in OTHERWISE if where == known or (known.endswith("/") and where.startswith(known))]


def blanks_of(rule: Rule) -> set[str]:
    """What a call has to say: the blanks in the words, without those that the place fills."""
    words = (rule.problem, rule.why, rule.remedy)
    named = {name for text in words for _, name, _, _ in Formatter().parse(text) if name is not None}
    return named - set(Place._fields)


def rules_in(path: Path) -> dict[str, Rule]:
    """The rules that a module knows by name, its own and those it imports."""
    if "Rule" not in path.read_text(encoding="utf-8") and ".at(" not in path.read_text(encoding="utf-8"):
        return {}
    module = importlib.import_module(".".join(["analysis", *path.relative_to(PACKAGE).with_suffix("").parts]))
    return {name: each for name, each in vars(module).items() if isinstance(each, Rule)}


def called_in(code: str, rules: dict[str, Rule]) -> Iterator[tuple[int, Rule, set[str]]]:
    """(line, rule, blanks given) of each call of a rule by its name, or of one of two by a condition."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "at":
            receiver = node.func.value
            either = [receiver.body, receiver.orelse] if isinstance(receiver, ast.IfExp) else [receiver]
            given = {keyword.arg or "**" for keyword in node.keywords} - {"hub_id", "quarter"}
            for each in either:
                if isinstance(each, ast.Name) and each.id in rules:
                    yield node.lineno, rules[each.id], given


def wrong_calls(path: Path) -> list[str]:
    rules = rules_in(path)
    return [
        f"{path.relative_to(PACKAGE)}:{line} gives {sorted(given)}, and `{rule.name}` has the blanks {sorted(blanks_of(rule))}"
        for line, rule, given in called_in(path.read_text(encoding="utf-8"), rules)
        if given != blanks_of(rule)
    ]


def test_every_call_fills_the_blanks_of_its_rule() -> None:
    checked = [line for path in modules() for line in called_in(path.read_text(encoding="utf-8"), rules_in(path))]
    assert len(checked) > 60
    assert [line for path in modules() for line in wrong_calls(path)] == []


def test_a_blank_left_unfilled_is_seen() -> None:
    rules = {
        "LATE": Rule("late", "It came {days} late, on {value}.", "Why {not_so}.", "Ask.", ignore="Never."),
        "SOON": Rule("s", "", "", "", ignore="Never."),
    }
    code = "x = (LATE if y else SOON).at(Place('f'), days=2)"
    found = [(rule.name, given - blanks_of(rule), blanks_of(rule) - given) for _, rule, given in called_in(code, rules)]
    assert found == [("late", set(), {"not_so"}), ("s", {"days"}, set())]


RULES = {
    f"{path.relative_to(PACKAGE)}: {each.name}": each.ignore
    for path in modules()
    for each in rules_in(path).values()
    if each.severity != "stops"
}


@pytest.mark.parametrize("ignore", sorted(set(RULES.values()) | {check.ignore for check in CHECKS.values()}))
def test_when_to_ignore_it_is_said_in_one_way(ignore: str) -> None:
    """It makes a sentence on a screen, and stands below "when it may be ignored" on a page."""
    assert re.fullmatch(r"(Where|For|If|Once|Always|Never|A |As for)\b.*\.", ignore)


def test_a_rule_without_it_cannot_be_declared() -> None:
    assert len(RULES) > 100
    for severity in ("doubt", "note"):
        with pytest.raises(ValueError, match="late: say when"):
            Rule("late", "It came late.", "It may be missing.", "Ask.", severity)
    with pytest.raises(ValueError, match="never may"):
        Rule("late", "It came late.", "It may be missing.", "Ask.", "stops", ignore="Where it is a draft.")


def test_it_is_said_with_the_finding() -> None:
    said = {
        "Where nobody asks.": "May be ignored where nobody asks.",
        "For a draft.": "May be ignored for a draft.",
        "Always: it is read.": "May be ignored: it is read.",
        "Always, unless it is new.": "May be ignored, unless it is new.",
        "Never.": "Not to be ignored.",
        "A festival may bring more.": "May be ignored: A festival may bring more.",
    }
    rules = [Rule("late", "It came late.", "It may be missing.", "Ask.", ignore=ignore) for ignore in said]
    assert [str(rule.at(Place("a.csv"))) for rule in rules] == [
        f"a.csv: It came late. It may be missing. Ask. {words}" for words in said.values()
    ]
    assert str(Finding("a.csv", "No.", "Why.", "Mend it.", "stops", "no")) == "a.csv: No. Why. Mend it."


def test_every_rule_is_used() -> None:
    """A rule that nothing breaks is words that nobody reads."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules()}
    names = {path: [node for node in ast.walk(tree) if isinstance(node, ast.Name)] for path, tree in trees.items()}
    own = {(path, each.id) for path in modules() for each in names[path]
           if isinstance(each.ctx, ast.Store) and each.id in rules_in(path)}  # fmt: skip
    loaded = {each.id for found in names.values() for each in found if isinstance(each.ctx, ast.Load)}
    assert len(own) > 40
    assert sorted(f"{path.name}: {name}" for path, name in own if name not in loaded) == []


def test_a_finding_is_made_by_its_rule() -> None:
    """The next `_say` with ten parameters fails here."""
    made = {
        path: [node.lineno for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
               if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"]
        for path in modules()
    }  # fmt: skip
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line}" for path, lines in made.items() if not excused(path) for line in lines
    ]
    assert wrong == [], "make a Rule of it, and say it with Rule.at"
    used = {known for path, lines in made.items() if lines for known in excused(path)}
    assert used == set(OTHERWISE), "an exception that nothing needs any more"


def test_words_are_filled_from_the_place_and_from_what_is_said() -> None:
    rule = Rule("low", "`{value}` is below {least:g}.", "{column} is counted.", "Ask {file}.", "note", "kept", "Never.")
    found = rule.at(Place("a.csv", "S", "B2", 2, "hubs", "open", "3"), hub_id="A", quarter="2024-25 Q1", least=4.0)
    assert found == Finding(
        "a.csv", "`3` is below 4.", "open is counted.", "Ask a.csv.", "note", "low", "S", "B2", 2, "hubs", "open", "3",
        "A", "2024-25 Q1", "kept", "Never.",
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["{x}", "{", "}{", "{0}", "%s", "{value.__class__}"])
def test_braces_that_a_person_typed_are_text(typed: str) -> None:
    found = Rule("r", "There is `{value}`, {said}.", "Why.", "What.", ignore="Never.").at(
        Place("f", value=typed), said=typed
    )
    assert found.problem == f"There is `{typed}`, {typed}."


def test_a_record_knows_the_place_of_its_columns() -> None:
    record = Record("A3", {"name": "x"}, {"name": "B3"}, 3, "Sheet 1")
    assert record.at("f.xlsx", "hubs", "name", "x") == Place("f.xlsx", "Sheet 1", "B3", None, "hubs", "name", "x")
    assert record.at("f.xlsx", "hubs").cell == "A3"
