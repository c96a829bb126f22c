"""A kind of source is named everywhere or nowhere: a quote beside a finding, a table or a sentence undoes what one of them keeps."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network
from analysis.disclosure.cases import OTHERS, least_told
from analysis.exhibits import OpenEdition
from analysis.exhibits.cases import case_studies, contrary, every_frame, quotes, source_kinds, sources
from analysis.exhibits.cases.case_counts import cases_of
from analysis.exhibits.cases.tellers import teller_numbers
from analysis.exhibits.exhibit import plain
from analysis.exhibits.opening import open_edition
from analysis.exhibits.report.joint.display import joint_display
from analysis.exhibits.report.learning.learned import what_was_learned
from analysis.exhibits.report.learning.learned_in_short import learned_in_short
from analysis.networks import open_network
from tests.conftest import CopyProject
from tests.exhibits.drawn_edition import drawn, open_drawn

EXHIBITS = Path(__file__).resolve().parents[3] / "analysis" / "exhibits"
# Who may read the kind of a source as it was sent: the division itself, its tables, and what the attack is told of it.
MAY_READ = {"cases/guarded.py", "cases/tellers.py", "cases/sources.py", "cases/quotes.py", "report/case_puzzle.py"}
KINDS = ("focus group", "diary", "interview", "visit")
LABEL = re.compile(r"\[teller (\d+), ([^\]]+)\]")


@pytest.fixture
def open_label(copy_project: CopyProject, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], OpenEdition]:
    """An edition of the five valleys by its label."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(copy_project("kinds").root))
    process_network(open_network("five-valleys"))
    return lambda label: open_edition("five-valleys", label)


def everything_said(edition: OpenEdition) -> str:
    """All sentences and tables that quote."""
    tables = [quotes.quotes_by_outcome(edition), contrary.contrary_words(edition, "site"), joint_display(edition)]
    tables += [quotes.quotes_by_outcome(edition, "site"), every_frame.told_in_words(edition)]
    told = [str(table.table.frame.rows()) for table in tables if table.table is not None]
    findings = [what_was_learned(edition), what_was_learned(edition, "site"), learned_in_short(edition)]
    return " ".join([*told, *[plain(each.text) for each in findings]])


@pytest.mark.parametrize(("label", "kinds_are_counted"), [("2024-25", True), ("2023-24", False)])
def test_a_teller_is_called_the_same_on_all_pages_and_of_a_kind_that_is_counted(
    open_label: Callable[[str], OpenEdition], label: str, kinds_are_counted: bool
) -> None:
    edition = open_label(label)
    labels = set(LABEL.findall(everything_said(edition)))
    assert len(labels) > 5
    assert [number for number, count in Counter(number for number, _ in labels).items() if count > 1] == []
    case_of = {str(number): case for case, number in teller_numbers(edition).items()}
    kind_of = dict(cases_of(edition).select("case_id", "source_kind").iter_rows())
    named = {case_of[number]: label for number, label in labels}
    said = {case for case, label in named.items() if label.rpartition(", ")[2] in KINDS}
    assert bool(said) == kinds_are_counted and len(said) < len(named)
    assert all(named[case].endswith(f", {kind_of[case]}") for case in said)
    assert said <= counted_by_kind(edition)


def counted_by_kind(edition: OpenEdition) -> set[str]:
    """By hand, by the rule as it is printed: kind by kind as many as came, once there are enough; what is left is of none."""
    cases = cases_of(edition).sort("collected", "case_id")
    enough = least_told(edition.network.breakdowns)
    groups = [cases.filter(source_kind=kind)["case_id"].to_list() for kind in KINDS]
    return {case for group in groups if len(group) >= enough for case in group}


def test_counts_by_kind_are_the_same_in_sentences_tables_and_drawings(
    open_label: Callable[[str], OpenEdition],
) -> None:
    edition = open_label("2024-25")
    table = sources.case_sources(edition).table
    grid = sources.outcomes_by_source(edition).table
    assert table is not None and grid is not None
    of_sources = dict(table.frame.filter(group="Kind of source").select("name", "cases").iter_rows())
    of_grid = dict(grid.frame.select("group", "size").unique().iter_rows())
    text, _ = source_kinds.sources_by_kind(edition)
    said = {int(number) for number in re.findall(r"\d+ (?=diar|visit|focus|interview|other)", plain(text))}
    assert of_sources == of_grid == source_kinds.counts_by_kind(edition, cases_of(edition)["case_id"])
    assert said == set(of_sources.values())
    assert min(of_sources.values()) >= least_told(edition.network.breakdowns)


def test_late_joiners_of_a_kind_are_not_called_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five diaries of April and five of July, one of October and five visits: eleven diaries, of which no edition gives the last away."""
    days = [dt.date(2023, month, 2) for month in (4, 7) for _ in range(5)]
    held = [{"case_id": f"d{n}", "source_kind": "diary", "collected": day} for n, day in enumerate(days)]
    held += [{"case_id": f"v{n}", "source_kind": "visit", "collected": days[0]} for n in range(4)]
    held += [{"case_id": "late", "source_kind": "diary", "collected": dt.date(2023, 10, 2)}]
    codes = drawn("codebook", [{"code_id": "alone", "name": "Less alone", "frame": "outcome"}], codable=True)
    cases = drawn("case_studies", held, title="A case", consent="quote")
    edition = open_drawn(monkeypatch, case_studies=cases, codebook=codes, codings=drawn("codings", []))
    assert source_kinds.counts_by_kind(edition, cases["case_id"]) == {"diary": 10, OTHERS: 5}
    assert plain(source_kinds.sources_by_kind(edition)[0]).endswith("10 diaries and 5 others")


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["interview"] * 4 + ["document"], "5 sources, collected in April 2023; of which kinds is not told, for there are too few of each"),
        (["interview"] * 5, "5 interviews, collected in April 2023"),
        ([None] * 5, "5 sources, collected in April 2023"),
        (["case study"] * 5 + ["interview"] * 5, "10 sources, collected in April 2023: 5 case studies and 5 interviews"),
    ],
)  # fmt: skip
def test_sources_are_called_what_they_all_are_and_else_sources(
    monkeypatch: pytest.MonkeyPatch, kinds: list[str | None], said: str
) -> None:
    """Five of a kind are counted by kind by the usual rule, where as many are left over or none; fewer are not."""
    held = [{"case_id": f"s{n}", "source_kind": kind} for n, kind in enumerate(kinds)]
    codes = drawn("codebook", [{"code_id": "alone", "name": "Less alone", "frame": "outcome"}], codable=True)
    cases = drawn("case_studies", held, title="A case", consent="quote", collected=dt.date(2023, 4, 2))
    edition = open_drawn(monkeypatch, case_studies=cases, codebook=codes, codings=drawn("codings", []))
    assert plain(source_kinds.sources_by_kind(edition)[0]) == said
    first = plain(case_studies.cases_by_outcome(edition).sentence.text).split("\n\n")[0]
    assert first.endswith(f" counts each once an outcome: {said}.")


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["2024-04"], "in April 2024"),
        (["2024-04", "2022-11", "2024-07", "2024-06"], "in November 2022, in April 2024 and from June to July 2024"),
        (["2023-12", "2024-01"], "from December 2023 to January 2024"),
        (["2022-01", "2022-04", "2022-07", "2022-10", "2023-02"], "from January 2022 to February 2023"),
    ],
)
def test_waves_are_told_with_their_dates(months: list[str], said: str) -> None:
    """As the research partner's own paragraph on method tells them: interviews in April, and in June and July."""
    assert source_kinds.when_collected([dt.date.fromisoformat(f"{month}-09") for month in months]) == said


def test_no_exhibit_reads_the_kind_of_a_source_as_it_was_sent() -> None:
    """Of kinds_named alone: whoever reads the column tells what another page keeps."""
    reads = {
        path.relative_to(EXHIBITS).as_posix()
        for path in EXHIBITS.rglob("*.py")
        if re.search(r"""["']source_kind["']""", path.read_text(encoding="utf-8"))
    }
    assert "cases/tellers.py" in reads and reads <= MAY_READ, "ask analysis.exhibits.cases.guarded.kinds_named"
