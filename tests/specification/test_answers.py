"""Each row of the specification is read as it says; the page says what the rows say."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.written.money import read_amounts
from analysis.datasets.written.numbers_and_days import read_dates, read_numbers, read_quarter
from analysis.periods import APRIL
from tests.specification.answers import AMOUNTS, DAYS, NUMBERS, QUARTERS, Read
from tests.specification.pages import PAGE, answers_page


@pytest.mark.parametrize("read", NUMBERS, ids=lambda read: read.written)
def test_a_number_is_read_as_specified(read: Read) -> None:
    ((value, qualifier, state),) = read_numbers(pl.Series([read.written]), pl.Series(["people"])).rows()
    assert (value, qualifier if value is not None else state) == (read.value, read.said)


@pytest.mark.parametrize("read", AMOUNTS, ids=lambda read: read.written)
def test_an_amount_is_read_as_specified(read: Read) -> None:
    amount = read_amounts([read.written])[0]
    assert (amount.value, amount.qualifier if amount.value is not None else amount.state) == (read.value, read.said)


@pytest.mark.parametrize(("written", "day"), DAYS)
def test_a_day_is_read_as_specified(written: str, day: str | None) -> None:
    assert read_dates(pl.Series([written])).cast(pl.String).to_list() == [day]


@pytest.mark.parametrize(("written", "quarter"), QUARTERS)
def test_a_quarter_is_read_as_specified(written: str, quarter: str | None) -> None:
    assert read_quarter(written, APRIL) == quarter


def test_the_page_is_made_from_the_specification() -> None:
    assert PAGE.read_text(encoding="utf-8") == answers_page(), "python -m tests.specification"
