"""What would be needed is told to readers without the names of files, settings and commands: every text of that kind that exhibits have."""

from __future__ import annotations

import re

import pytest

from analysis.exhibits.cases import study_methods, unknown
from analysis.exhibits.exhibit import exhibit_unknown
from analysis.exhibits.planning import costs, pathways, pathways_family, readiness, rents
from analysis.exhibits.register import network
from analysis.exhibits.report import members
from analysis.exhibits.report.joint import words as joint_words
from analysis.handover import Handover
from analysis.publishing.plain_words.needed_words import ASK, for_readers, in_plain_words

NEEDED = [
    costs.LINES_NEEDED, costs.RETURNS_NEEDED, unknown.CASES_NEEDED, study_methods.NEEDED, network.LOCALITIES_NEEDED,
    *joint_words.NEEDED.values(), members.MEMBERS_NEEDED, *(value for name in ("NEEDED",) for value in [getattr(readiness, name, "")]),
    *(text for room in (rents, readiness, pathways, pathways_family) for text in vars(room).values() if isinstance(text, str) and ".csv" in text),
    "The bids of the network (funding/bids.csv): who asked whom.", "A design in designs.yml with `against: before`, written before.",
    "One build of the edition: hub-learning build ours 2024-25.", "The check list: the command hub-learning readiness writes one for each hub; filled in, it lies in readiness/ of the network's raw folder.",
]  # fmt: skip


@pytest.mark.parametrize("needed", [text for text in NEEDED if text])
def test_no_file_setting_or_command_is_named(needed: str) -> None:
    said = in_plain_words(needed)
    assert not re.search(r"\.(?:csv|yml|qdpx)\b|hub-learning \w|`|[a-z]_[a-z]", said)
    assert (
        said != ASK or "hub-learning build" in needed
    )  # what an exhibit asks for is told to readers, only less its names
    assert said[0].isupper() and len(said) > 15 and "  " not in said and " ," not in said


def test_what_names_nothing_stays_as_it_is() -> None:
    assert in_plain_words("More sources of each place.") == "More sources of each place."
    assert in_plain_words("Write `a` or `b` into ours.yml and theirs.yml.") == ASK


def test_the_notice_and_what_it_hands_on_say_the_same() -> None:
    data, metadata = exhibit_unknown(
        "a", "bids", "None is on record.", "A sheet bids.csv: who asked."
    )._repr_mimebundle_()
    said, handed = for_readers(data["text/markdown"], Handover.of_output({"metadata": metadata}))
    assert handed is not None and handed.unknown[0].needed == "Who asked."
    assert "Who asked" in said and "bids" in said and "csv" not in said
