"""Each demonstration edition says what the committed ledger says: a number that changes is a line in a diff, and meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SharedProject
from tests.ledger import (
    EDITIONS,
    EXHIBITS,
    WORDS,
    exhibits_in_lines,
    handed_on,
    in_lines,
    ledger_of,
    published,
    words_in_lines,
)


@pytest.mark.parametrize(("network", "period"), EDITIONS)
def test_an_edition_says_what_its_ledger_says(network: str, period: str, demonstration: SharedProject) -> None:
    now = in_lines(network, period, published(demonstration.said(network, period))).splitlines()
    then = ledger_of(network, period).read_text(encoding="utf-8").splitlines()
    gone, new = sorted(set(then) - set(now)), sorted(set(now) - set(then))
    told = f"{len(new)} lines are new and {len(gone)} gone. Where they are meant: python -m tests.ledger, and say why in the commit."
    assert not gone and not new, "\n".join(
        [told, *(f"- {line}" for line in gone[:20]), *(f"+ {line}" for line in new[:20])]
    )
    assert now == then


@pytest.mark.parametrize(("path", "in_lines_now"), [(EXHIBITS, exhibits_in_lines), (WORDS, words_in_lines)])
def test_every_page_shows_and_says_what_it_did(
    path: Path, in_lines_now: Callable[[list[tuple[str, str, Path]]], str], demonstration: SharedProject
) -> None:
    """For both networks, a year and a quarter: where the data is there, no exhibit is gone, none is only said in words, and none says anything else."""
    built = [(network, period, demonstration.said(network, period)) for network, period in EDITIONS]
    now, then = in_lines_now(built).splitlines(), path.read_text(encoding="utf-8").splitlines()
    assert [line for line in then if line not in now] == [] and [line for line in now if line not in then] == []
    assert now == then


_REFERENCE = re.compile(r"\s*\(?@(?:fig|tbl)-[\w-]+\)?")


def titles_repeated(handed: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """`page: exhibit` of each whose sentence begins with its title, which stands right above it."""
    told = [(page, each["exhibit"]["id"], each["exhibit"]["title"]) for page, each in handed]
    titles = {(page, name): _bare(title) for page, name, title in told if not name.endswith("-says")}
    for page, name, words in told:
        title = titles.get((page, name.removesuffix("-says")), "")
        if name.endswith("-says") and title and _bare(words).startswith(title):
            yield f"{page}: {name}"


def _bare(words: str) -> str:
    return re.sub(r"\W+", " ", _REFERENCE.sub("", words)).strip().casefold()


@pytest.mark.parametrize(("network", "period"), EDITIONS)
def test_no_sentence_begins_with_the_title_above_it(network: str, period: str, demonstration: SharedProject) -> None:
    handed = list(handed_on(demonstration.said(network, period)))
    assert len(handed) > 30
    assert list(titles_repeated(handed)) == []


def test_a_title_said_again_is_seen() -> None:
    def output(name: str, title: str) -> tuple[str, dict[str, Any]]:
        return "a.ipynb", {"exhibit": {"id": name, "title": title}}

    said = [
        output("who-pays", "One payer gave all"),
        output("who-pays-says", "One payer gave all (@fig-who-pays). More."),
    ]
    other = [output("ends", "All ends"), output("ends-says", "Of it, all ends (@tbl-ends).")]
    assert list(titles_repeated([*said, *other])) == ["a.ipynb: who-pays-says"]
