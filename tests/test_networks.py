"""What network.yml says of coders' agreement and of breakdowns of case studies; what does not fit is refused in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.networks import AgreementSettings, BreakdownSettings, Network, open_network
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
    (there / "network.yml").write_text(yaml.safe_dump(USUAL | settings), encoding="utf-8")
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(folder))
    return open_network("drawn")


def test_a_network_that_says_nothing_has_alpha_and_names_whose_threshold_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = opened(tmp_path, monkeypatch)
    assert network.agreement == AgreementSettings("case", "alpha", "nominal", 0.667, AgreementSettings().source)
    assert "Krippendorff (2004)" in network.agreement.source
    assert network.breakdowns == BreakdownSettings(3, BreakdownSettings().source)


def test_a_network_chooses_unit_statistic_and_threshold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"unit": "overlap", "statistic": "ac1", "threshold": 0.6, "source": "our steering group"}
    network = opened(tmp_path, monkeypatch, agreement=chosen, case_breakdowns={"fewest": 5, "source": "our council"})
    assert network.agreement == AgreementSettings("overlap", "ac1", "nominal", 0.6, "our steering group")
    assert network.breakdowns == BreakdownSettings(5, "our council")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"agreement": {"unit": "line"}}, "unit is 'line'; it may be case, paragraph, overlap"),
        ({"agreement": {"statistic": "percent"}}, "statistic is 'percent'; it may be alpha, ac1, cohen, fleiss"),
        ({"agreement": {"unit": ["case"]}}, "unit is '['case']'"),
        ({"agreement": {"statistic": "ac1"}}, "name a threshold for ac1 and its source"),
        ({"agreement": {"threshold": 0.8}}, "threshold and source come together"),
        ({"agreement": {"source": "somebody"}}, "threshold and source come together"),
        ({"agreement": {"threshold": "high", "source": "x"}}, "threshold is 'high'; it lies above 0"),
        ({"agreement": {"threshold": True, "source": "x"}}, "threshold is 'True'"),
        ({"agreement": {"threshold": float("nan"), "source": "x"}}, "threshold is 'nan'"),
        (
            {"agreement": {"statistic": "fleiss", "level": "ratio", "threshold": 0.6, "source": "x"}},
            "level ratio is of alpha alone",
        ),
        ({"agreement": {"units": "case"}}, "agreement has no 'units'; it holds unit, statistic"),
        ({"agreement": "alpha"}, "agreement is 'alpha'; it holds unit"),
        ({"case_breakdowns": {"fewest": 1, "source": "x"}}, "fewest is '1'; it is a whole number of 2 or more"),
        ({"case_breakdowns": {"fewest": 4}}, "fewest and source come together"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        opened(tmp_path, monkeypatch, **settings)
    assert said in str(refused.value)
    assert str(refused.value).startswith("data/raw/drawn/network.yml: ")
    assert "\n" not in str(refused.value)
