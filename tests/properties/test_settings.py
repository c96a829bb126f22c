"""Whatever stands in a settings file: it is read as it was meant, or what is wrong is told with its line and key; never an error."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.networks import NetworkSettings
from analysis.settings.reading import Settings, read_settings

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(str.strip).filter(bool)
SETTINGS = st.fixed_dictionaries(
    {
        "title": WORDS,
        "place": WORDS,
        "research_partner": WORDS,
        "statement": WORDS,
        "demonstration": st.booleans(),
        "due_days": st.integers(1, 90),
        "price_base": st.just("2024-25"),
        "quarters": st.integers(2015, 2029).map(
            lambda year: {"first": f"{year}-{(year + 1) % 100:02} Q1", "last": f"{year + 1}-{(year + 2) % 100:02} Q4"}
        ),
        "disclosure": st.tuples(st.integers(1, 10), st.integers(0, 10)).map(
            lambda drawn: {"threshold": sum(drawn), "base": drawn[0], "source": "a rule of ours"}
        ),
    },
    optional={"headlines": st.lists(st.sampled_from(["a.b.2024-25", "c"]), min_size=1, max_size=2, unique=True)},
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=8)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def read(content: Any) -> Settings:
    return read_settings(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), NetworkSettings)


@given(SETTINGS)
def test_what_is_written_is_what_is_read(written: dict[str, Any]) -> None:
    told = read(written)
    assert told.faults == []
    for key in ("title", "place", "research_partner", "due_days", "demonstration", "statement"):
        if key in written:
            assert getattr(told.value, key) == written[key], key
    if "disclosure" in written:
        rule = told.value.disclosure
        assert (rule.threshold, rule.base) == (written["disclosure"]["threshold"], written["disclosure"]["base"])


@given(SETTINGS, ANYTHING, st.data())
def test_a_value_of_another_kind_is_told_at_its_key_or_fits(
    written: dict[str, Any], other: Any, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(sorted(written)))
    told = read({**written, key: other})
    assert (told.value is None) == bool(told.faults)
    for fault in told.faults:
        assert key in fault.key and fault.line >= 1 and fault.problem
    if not told.faults:
        assert getattr(told.value, key) is not None or other is None


@given(SETTINGS, WORDS)
def test_a_key_that_nobody_reads_is_told_by_its_name(written: dict[str, Any], name: str) -> None:
    key = f"zz{name.strip()}"
    told = read({**written, key: 1})
    assert told.value is None and len(told.faults) == 1
    assert told.faults[0].line == list(yaml.safe_dump(written, sort_keys=False, allow_unicode=True)).count("\n") + 1


@given(st.text(max_size=80))
def test_any_text_is_read_or_told_of(text: str) -> None:
    told = read_settings(text, NetworkSettings)
    assert told.faults or told.empty or told.value is not None


@given(st.lists(st.sampled_from(["title: T", "title", ": x", "- a", "  b: 1", "&a", "*a", "!!x", "{", "]", '"', "|", "\t", "%"]), max_size=6))  # fmt: skip
def test_yaml_that_goes_wrong_is_told_with_a_line(lines: list[str]) -> None:
    told = read_settings("\n".join(lines), NetworkSettings)
    assert told.faults or told.empty
    assert all(1 <= fault.line <= max(1, len(lines)) + 1 for fault in told.faults)
