"""What editions publish is what their raw files say, by another way of working it out: for both networks, a year and a quarter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import PublishedFacts
from tests.truth import Expected, Scope
from tests.truth.cases import all_of_cases
from tests.truth.coded_places import compared, together
from tests.truth.comparing import differences
from tests.truth.plans_and_bids import all_of_plans
from tests.truth.published_money import all_of_money
from tests.truth.register import all_of_register
from tests.truth.returns import all_of_returns
from tests.truth.wellbeing import all_of_wellbeing

SUBJECTS = {
    "returns": all_of_returns,
    "money": all_of_money,
    "cases": lambda scope: all_of_cases(scope) | (compared(scope) if scope.network == "five-valleys" else {}),
    "register": all_of_register,
    "plans": all_of_plans,
}
EDITIONS = (
    ("five-valleys", "2024-25"),
    ("five-valleys", "2024-25 Q3"),
    ("marches", "2024-25"),
    ("marches", "2024-25 Q3"),
)
# How many facts at least are worked out a second time; the marches have one coder and declare
# neither costs nor bids.
FEWEST = {"returns": 270, "money": 60, "cases": 110, "register": 50, "plans": 65}
OPTIONAL = ("-like-for-like.", "-steady-hubs.", "-change.", "money-by-kind.amount.")  # where an edition shows it at all


@pytest.mark.parametrize(("network", "period"), EDITIONS)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_published_is_what_the_raw_files_say(
    subject: str, network: str, period: str, published_facts: PublishedFacts
) -> None:
    if subject in ("cases", "plans") and network == "marches":
        assert not SUBJECTS[subject](Scope(network, period))
        return
    work_out: Callable[[Scope], Expected] = SUBJECTS[subject]
    expected, published = work_out(Scope(network, period)), published_facts(network, period)
    shown = {name: value for name, value in expected.items() if name in published or not _is_optional(name)}
    assert len(shown) >= FEWEST[subject] and len(expected) - len(shown) <= 10
    assert not differences(shown, published)


@pytest.mark.parametrize("period", ["2024-25", "2024-25 Q3"])
def test_two_codes_are_together_as_often_as_the_project_has_them(period: str, published_facts: PublishedFacts) -> None:
    """The page shows the pairs that stand out; each of them is held against what the coding program's file says."""
    prefix, published = "codes-together.cases.", published_facts("five-valleys", period)
    shown = {name for name in published if name.startswith(prefix)}
    expected = {name: number for name, number in together(Scope("five-valleys", period)).items() if name in shown}
    assert len(shown) >= 6 and expected.keys() == shown
    assert not differences(expected, published)


def _is_optional(name: str) -> bool:
    return any(part in name for part in OPTIONAL)


@pytest.mark.parametrize("network", ["five-valleys", "marches"])
def test_many_facts_of_a_year_are_worked_out_twice(network: str) -> None:
    scope = Scope(network, "2024-25")
    assert sum(len(work_out(scope)) for work_out in SUBJECTS.values()) > 500


def test_wellbeing_is_what_the_sheet_says_in_the_year_and_in_no_quarter(published_facts: PublishedFacts) -> None:
    expected = all_of_wellbeing(Scope("five-valleys", "2024-25"))
    assert len(expected) >= 70
    assert not differences(expected, published_facts("five-valleys", "2024-25"))
    for network, period in EDITIONS[1:]:
        assert not [name for name in published_facts(network, period) if name.startswith("wellbeing")]
