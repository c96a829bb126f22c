"""Reasons and remarks tell no count: planted sentences, as volunteers write them."""

from __future__ import annotations

import pytest

from analysis.disclosure.words import REASON_HELD, reason_shown, tells_one_of


@pytest.mark.parametrize(
    "reason",
    [
        "one volunteer was forgotten",
        "it is thirteen and not twelve",
        "it is 13 and not 12",
        "a new volunteer was left out",
        "twenty-three came, we had written 32",
        "a couple were counted twice",
        "both of them were missed",
        "Nobody came after all",
        "two forms were left out",  # a form is one person's
        "one line of the signing-in book was overlooked",
        "seven in two rooms were not counted",
        "one came to the new kitchen",
        "one room-mate was forgotten",
        "a trio was forgotten",
        "the twins were left out",
        "it was trebled by mistake",
        "nearly a score of them",
        "a hundred and not a thousand",
        "the thirteenth was missed",
        "XIII and not XII",
        "thir\u00adteen and not twelve",
        "ten\u200b",
        "１３ and not １２",
        "it was ٣",
        "my neighbour was missed",
        "an attendee signed twice",
        "saith o bobl",
        "seven steps were not counted",  # next steps are asked for
    ],
)
def test_a_reason_that_tells_a_count_is_not_printed(reason: str) -> None:
    assert reason_shown(reason) == REASON_HELD


@pytest.mark.parametrize(
    "reason",
    [
        "the choir was not counted",
        "the hub was shut for nine weeks after a flood",
        "a page of the signing-in book was left out",
        "one page of rules was sent instead",
        "the two old boilers broke, and 3 rooms were shut",
        "the sheet of the third quarter was sent again",
        "the count was of visits and not of people",
    ],
)
def test_other_reasons_are_printed_as_they_were_written(reason: str) -> None:
    assert reason_shown(reason) == reason


def test_a_remark_tells_a_count_only_where_it_is_one_of_the_hubs_own() -> None:
    words = "Our twenty-one volunteers and 3 drivers kept it open for six weeks."
    assert tells_one_of(words, [21]) and tells_one_of(words, [3])
    assert not tells_one_of(words, [6, 20, 1, 22])
    assert tells_one_of("Half a dozen came.", [6]) and not tells_one_of("Half a dozen came.", [2, 12])
    assert tells_one_of("We had seven hundred and five guests.", [705]) and not tells_one_of("Seven hundred came.", [7])


def test_numbers_of_things_that_stand_for_nobody_are_no_counts() -> None:
    words = "One page of rules hangs in the hall, with two kettles and twenty-one keys; three came on the first day."
    assert not tells_one_of(words, [1, 2, 20, 21])
    assert tells_one_of(words, [3])
