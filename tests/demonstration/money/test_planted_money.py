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


def test_income_that_differs_from_the_returns_says_of_what_each_is() -> None:
    """The sheet says £148,500; the four returns of the hub, to the nearest hundred each, £16,500."""
    shown = funding.money_staying(open_edition("five-valleys", "2024-25"))
    assert "£148,500 here, £16,500 in its returns" in plain(shown.sentence.text)
    assert "Candlecombe" not in plain(shown.sentence.text), "one of its returns did not come"


def test_the_money_that_the_title_compares_is_what_the_bars_show() -> None:
    """Wherever capital stands apart, and wherever it does not."""
    for name in ("five-valleys", "marches"):
        shown = funding.money_by_year(open_edition(name, "2024-25"))
        apart = "for running" in plain(shown.title)
        frame = shown.table.frame if shown.table is not None else None
        assert frame is not None and shown.figure is not None
        column = (
            "running_real"
            if apart
            else "real"
            if "real" in plain(shown.title) or "pounds" in plain(shown.title)
            else "nominal"
        )
        assert frame[column].to_list() in [list(bars.y) for bars in shown.figure.data]
