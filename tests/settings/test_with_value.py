"""One value of a file changed, and every other letter as it was."""

from __future__ import annotations

import pytest
import yaml

from analysis.settings.writing import with_value

TEXT = """\
# head
title: T  # why
quarters:
  first: 2024-25 Q1
  # the last
  last: 2024-25 Q2

files:
  a.csv: '1'

  b.csv: '2'
# about the end
end: x
"""


@pytest.mark.parametrize(
    ("keys", "value", "old", "new"),
    [
        (("quarters", "last"), "2024-25 Q3", "  last: 2024-25 Q2\n", "  last: 2024-25 Q3\n"),
        (("title",), "U: v", "title: T  # why", "title: 'U: v'  # why"),
        (("files",), {"c": "3"}, "files:\n  a.csv: '1'\n\n  b.csv: '2'\n", "files:\n  c: '3'\n"),
        (("quarters",), {"first": "x"}, "quarters:\n  first: 2024-25 Q1\n  # the last\n  last: 2024-25 Q2\n", "quarters:\n  first: x\n"),
        (("more",), ["y"], "end: x\n", "end: x\nmore:\n- y\n"),
    ],
)  # fmt: skip
def test_all_else_stays(keys: tuple[str, ...], value: object, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert with_value(TEXT, keys, value) == TEXT.replace(old, new)


def test_lists_and_mappings_in_one_line() -> None:
    assert with_value("a: {b: 1, c: 2}\nd: 3\n", ("a",), {"b": 2}) == "a:\n  b: 2\nd: 3\n"
    assert yaml.safe_load(with_value("a: []", ("b",), 1)) == {"a": [], "b": 1}
    assert with_value("# nothing yet\n", ("a",), 1) == "# nothing yet\na: 1\n"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("{title: a}", "{title: a, b: {c: [1]}}"),
        ("{title: a,  # why\n}\n", "{title: a, b: {c: [1]},  # why\n}\n"),
        ("# head\n{}\n", "# head\n{b: {c: [1]}}\n"),
        ("{b: 1, title: a}\n", "{b: {c: [1]}, title: a}\n"),
    ],
)
def test_in_braces_it_stands_in_braces(text: str, new: str) -> None:
    assert with_value(text, ("b",), {"c": [1]}) == new
    assert yaml.safe_load(new)["b"] == {"c": [1]}


@pytest.mark.parametrize("key", ["files", "title", "end", "more"])
def test_line_ends_stay(key: str) -> None:
    changed = with_value(TEXT, (key,), {"c": ["3"]})
    assert with_value(TEXT.replace("\n", "\r\n"), (key,), {"c": ["3"]}) == changed.replace("\n", "\r\n")


def test_what_would_stand_in_nothing_is_refused() -> None:
    with pytest.raises(KeyError):
        with_value("a: 1\n", ("b", "c"), 1)
    with pytest.raises(KeyError):
        with_value("- a\n", ("b",), 1)
