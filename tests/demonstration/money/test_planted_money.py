"""What is planted in the invented money is found by the exhibits: money by need in the marches, and only there."""

from __future__ import annotations

from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.money import funding


def test_money_by_need_in_the_marches_is_found_and_none_is_found_in_the_valleys() -> None:
    found = funding.money_and_need(open_edition("marches", "2024-25"))
    assert plain(found.title) == "More money for each resident went where deprivation is greater"
    facts = {fact.id: fact for fact in found.facts}
    assert facts["funding.need-high.2024-25"].number < 0
    assert facts["funding.need-chance.2024-25"].number < 5
    silent = funding.money_and_need(open_edition("five-valleys", "2024-25"))
    assert plain(silent.title) == "The record shows no link between money for each resident and deprivation"


def test_the_multiplier_leads_to_the_cells_that_were_sent() -> None:
    shown = funding.money_staying(open_edition("five-valleys", "2024-25"))
    lm3 = next(fact for fact in shown.facts if fact.id == "funding.lm3.lm3")
    assert lm3.number == 1 + round((233_600 + 92_600) / 416_000, 4)
    assert [origin.as_dict() for origin in lm3.origins] == [
        {"table": "local_spending", "where": {"source_cell": ["A3", "A4", "A5", "A6", "A8"]}}
    ]
