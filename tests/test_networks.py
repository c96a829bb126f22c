"""What network.yml says is read as declared; what does not fit is refused with its line, its key and what it should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from analysis.disclosure.rule import Rule
from analysis.disclosure_settings import BreakdownSettings, DisclosureSettings
from analysis.network_settings import AgreementSettings
from analysis.networks import Network, open_network
from analysis.project import Refused

USUAL: dict[str, Any] = {
    "title": "A network",
    "demonstration": True,
    "statement": "Drawn.",
    "place": "Nowhere",
    "research_partner": "Nobody",
    "quarters": {"first": "2023-24 Q1", "last": "2024-25 Q4"},
    "due_days": 28,
    "disclosure": {"threshold": 7, "base": 5, "source": "a test"},
    "price_base": "2024-25",
}


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Network:
    there = folder / "data" / "raw" / "drawn"
    there.mkdir(parents=True)
    (there / "network.yml").write_text(yaml.safe_dump(USUAL | settings, width=1000), encoding="utf-8")
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(folder))
    return open_network("drawn")


def test_a_network_that_says_nothing_has_alpha_and_names_whose_threshold_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = opened(tmp_path, monkeypatch)
    assert network.agreement == AgreementSettings("case", "alpha", "nominal", 0.667, AgreementSettings().source)
    assert "Krippendorff (2004)" in network.agreement.source
    assert network.breakdowns == BreakdownSettings(3, 5, BreakdownSettings().source)


def test_a_network_chooses_unit_statistic_and_threshold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"unit": "overlap", "statistic": "ac1", "threshold": 0.6, "source": "our steering group"}
    network = opened(
        tmp_path, monkeypatch, agreement=chosen, case_breakdowns={"fewest": 5, "alike": 8, "source": "our council"}
    )
    assert network.agreement == AgreementSettings("overlap", "ac1", "nominal", 0.6, "our steering group")
    assert network.breakdowns == BreakdownSettings(5, 8, "our council")


@pytest.mark.parametrize(
    ("settings", "line", "said"),
    [
        ({"agreement": {"unit": "line"}}, 2, "`unit` is `line`; it must be one of `case`, `overlap`, `paragraph`."),
        ({"agreement": {"unit": ["case"]}}, 3, "`unit` is a list; it must be one of"),
        ({"agreement": {"statistic": "ac1"}}, 2, "name a threshold for ac1 and its source"),
        ({"agreement": {"threshold": 0.8}}, 2, "`threshold` and `source` come together"),
        ({"agreement": {"source": "somebody"}}, 2, "`threshold` and `source` come together"),
        ({"agreement": {"threshold": "high", "source": "x"}}, 3, "`threshold` is `high`; it must be a number above 0"),
        ({"agreement": {"threshold": True, "source": "x"}}, 3, "`threshold` is `true`; it must be a number"),
        ({"agreement": {"threshold": float("nan"), "source": "x"}}, 3, "`threshold` is `.nan`; it must be a number"),
        ({"agreement": {"units": "case"}}, 2, "`units` is not read in `agreement`. Did you mean `unit`?"),
        ({"agreement": "alpha"}, 1, "`agreement` is `alpha`; it must be lines of `key: value` with unit, statistic"),
        ({"case_breakdowns": {"fewest": 1, "source": "x"}}, 2, "`fewest` is `1`; it must be a whole number between 2 and"),
        ({"case_breakdowns": {"fewest": 6, "alike": 4, "source": "x"}}, 2, "`alike` is 4: what is not counted together"),
        ({"case_breakdowns": {"alike": 6}}, 2, "`alike` and `source` come together"),
        ({"case_breakdowns": {"fewest": 4}}, 2, "`fewest` and `source` come together"),
        ({"demonstration": "false"}, 1, "true or false, without quotation marks. It stands in quotation marks: take them"),
        ({"demonstration": 1}, 1, "`demonstration` is `1`; it must be true or false"),
        ({"disclosure": {"threshold": -3, "base": 5, "source": "x"}}, 4, "`threshold` is `-3`; it must be a whole number between 1"),
        ({"disclosure": {"threshold": 0, "base": 5, "source": "x"}}, 4, "`threshold` is `0`; it must be a whole number between 1"),
        ({"disclosure": {"threshold": 7.5, "base": 5, "source": "x"}}, 4, "`threshold` is `7.5`; it must be a whole number"),
        ({"disclosure": {"threshold": 7, "base": 0, "source": "x"}}, 2, "`base` is `0`; it must be a whole number between 1"),
        ({"disclosure": {"threshold": 1, "base": 5, "source": "x"}}, 2, "a count of 2, which is not withheld, would be rounded to nought"),
        ({"disclosure": {"threshold": 5, "base": 5, "source": "OpenSAFELY's rule"}}, 3, "`source` names OpenSAFELY, whose rule is"),
        ({"disclosure": {"treshold": 7, "base": 5, "source": "x"}}, 4, "`treshold` is not read in `disclosure`. Did you mean `threshold`?"),
        ({"due_days": -28}, 1, "`due_days` is `-28`; it must be a whole number between 0 and 365."),
        ({"due_days": "four weeks"}, 1, "`due_days` is `four weeks`; it must be a whole number"),
        ({"due_days": "28 days"}, 1, "Write a number alone, as 28."),
        ({"quarters": {"first": "2024-25 Q4", "last": "2023-24 Q1"}}, 3, "`last` is 2023-24 Q1, which lies before `first`, 2024-25 Q4."),
        ({"quarters": {"first": "Q1", "last": "2023-24 Q1"}}, 2, "`first` is `Q1`; it must be a year or a quarter such as 2024-25"),
        ({"price_base": "2024-25 Q1"}, 1, "it must be a year such as 2024-25, or 2024 of calendar years."),
        ({"published": {"2023-24": "30/07/2024"}}, 2, "`2023-24` is `30/07/2024`; it must be a day such as 2024-07-31. Write 2024-07-30."),
        ({"published": {"last": "2024-07-30"}}, 2, "`last` is `last`; it must be a year"),
        ({"publised": {"2023-24": "2024-07-30"}}, 1, "`publised` is not read. Did you mean `published`?"),
        ({"title": ""}, 1, "`title` is blank. Write the network's name"),
        ({"title": None}, 1, "`title` is blank."),
        ({"headlines": "one"}, 1, "`headlines` is `one`; it must be a list, each entry after a dash."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], line: int, said: str
) -> None:
    first = next(iter(settings))
    with pytest.raises(Refused) as refused:
        opened(tmp_path, monkeypatch, **settings)
    told = str(refused.value).splitlines()
    written = (tmp_path / "data/raw/drawn/network.yml").read_text(encoding="utf-8").splitlines()
    begins = next(number for number, text in enumerate(written, 1) if text.startswith(f"{first}:"))
    matching = [each for each in told if said in each]
    assert len(matching) == 1, told
    assert matching[0].startswith(f"data/raw/drawn/network.yml, line {begins + line - 1}, {first}"), matching


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as refused:
        opened(tmp_path, monkeypatch, due_days=-1, demonstration="no", place="")
    told = str(refused.value).splitlines()
    assert sorted(each.split(", ")[2].split(":")[0] for each in told) == ["demonstration", "due_days", "place"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "title: a: b\n",
            "line 1: It does not read as YAML: a colon followed by a space stands in the middle of a value",
        ),
        ("title: x\n\tplace: y\n", "line 2: It does not read as YAML: there is a tab: indent with spaces."),
        ("", "line 1: It is empty."),
        ("- title\n", "line 1: The file is a list; it must be lines of `key: value` with title, demonstration"),
        (
            "title: x\ntitle: y\n",
            "line 2, title: `title` is given twice; the first stands in line 1. Delete one of them.",
        ),
    ],
)
def test_what_does_not_read_at_all_is_told_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    opened(tmp_path, monkeypatch)
    (tmp_path / "data/raw/drawn/network.yml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        open_network("drawn")
    assert f"data/raw/drawn/network.yml, {said}" in str(refused.value)


def test_a_count_that_is_released_is_never_rounded_to_nought() -> None:
    """For every rule that is taken: the smallest count that is not withheld stays more than nought."""
    taken = 0
    for threshold in range(1, 12):
        for base in range(1, 40):
            if DisclosureSettings.unfit({"threshold": threshold, "base": base, "source": "a test"}) is None:
                frame = pl.DataFrame({"count": [threshold + 1]})
                rounded = frame.select(Rule(threshold, base, "").rounded(pl.col("count"))).item()
                assert rounded > 0, (threshold, base)
                taken += 1
    assert taken > 100


OWN_RULE = {
    "counts": {"threshold": 10, "base": 10, "source": "our council"},
    "case_groups": {"fewest": 4, "alike": 9, "source": "our council"},
    "magnitudes": {"percent": 20, "source": "our council"},
}


def with_own_rule(folder: Path, monkeypatch: pytest.MonkeyPatch, rule: Any, **settings: Any) -> Network:
    there = folder / "data" / "raw" / "drawn"
    there.mkdir(parents=True)
    (there / "disclosure.yml").write_text(yaml.safe_dump(rule), encoding="utf-8")
    said = {key: value for key, value in (USUAL | settings).items() if value is not None}
    (there / "network.yml").write_text(yaml.safe_dump(said, width=1000), encoding="utf-8")
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(folder))
    return open_network("drawn")


def test_a_network_has_a_rule_of_its_own_in_disclosure_yml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = with_own_rule(tmp_path, monkeypatch, OWN_RULE, disclosure=None)
    assert network.disclosure == DisclosureSettings(10, 10, "our council")
    assert network.breakdowns == BreakdownSettings(4, 9, "our council")
    assert (network.magnitudes.percent, network.magnitudes.source) == (20, "our council")


def test_part_of_the_rule_may_stand_in_either_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = with_own_rule(tmp_path, monkeypatch, {"magnitudes": OWN_RULE["magnitudes"]})
    assert network.disclosure == DisclosureSettings(7, 5, "a test") and network.magnitudes.percent == 20


@pytest.mark.parametrize(
    ("rule", "settings", "said"),
    [
        (OWN_RULE, {}, "network.yml says `disclosure`, and data/raw/drawn/disclosure.yml says `counts`, which is the same"),
        (OWN_RULE, {"disclosure": None, "case_breakdowns": {"fewest": 5, "source": "x"}}, "says `case_groups`, which is the same"),
        ({"magnitudes": OWN_RULE["magnitudes"]}, {"disclosure": None}, "has no `disclosure`: write which counts"),
        ({"magnitudes": {"percent": 0, "source": "x"}}, {}, "disclosure.yml, line 2, magnitudes.percent: "),
        ({"magnitudes": {"percent": 20}}, {}, "`percent` and `source` come together"),
    ],
)  # fmt: skip
def test_a_rule_said_twice_or_not_at_all_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: Any, settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        with_own_rule(tmp_path, monkeypatch, rule, **settings)
    assert said in str(refused.value)
