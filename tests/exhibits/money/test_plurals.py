"""One of something is told as one: numbers in sentences about money take their noun, and the verb, from the helpers of wording alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polars as pl
import pytest

from analysis.exhibits.exhibit import Exhibit, Sentence, plain
from analysis.exhibits.money import funding, shares
from analysis.exhibits.tables import shown_frame
from analysis.exhibits.wording import the_same, with_verb
from tests.exhibits.drawn_edition import awards, open_drawn
from tests.exhibits.money.test_funding import ALL, BYS, register

PACKAGE = Path(__file__).resolve().parents[3] / "analysis"
ROOMS = ("exhibits", "commands")
NOUNS = (
    "answers|awards|bids|bodies|choices|codes|codings|coders|commitments|corrections|days|doubts|files|findings|forms|funders|hours|hubs|"
    "kinds|localities|minutes|outcomes|pairs|partners|passages|payers|payments|places|quarters|questions|recipients|recommendations|"
    "returns|rows|sources|sums|ways|years"
)
_AFTER = re.compile(rf" ({NOUNS})\b")
_ONE = re.compile(rf"(?<![\d,.])1 (?:other )?(?:{NOUNS})\b")


def bare_plurals(code: str) -> list[str]:
    """Nouns in the plural that follow a blank of an f-string, which one of them would make wrong."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr):
            for blank, after in zip(node.values, node.values[1:], strict=False):
                if isinstance(blank, ast.FormattedValue) and isinstance(after, ast.Constant):
                    noun = _AFTER.match(str(after.value))
                    found += [f"line {node.lineno}: {noun[1]}"] if noun and not _is_constant(blank.value) else []
    return found


_NO_NUMBERS = ("label", "purpose")  # `the return for 2024-25 Q1 answers`, `set-up awards`


def _is_constant(value: ast.expr) -> bool:
    last = ast.unparse(value).rpartition(".")[2]
    return last.isupper() or last in _NO_NUMBERS


def test_no_sentence_sets_a_number_before_a_plural_by_itself() -> None:
    read = [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]
    found = {path.relative_to(PACKAGE).as_posix(): bare_plurals(path.read_text(encoding="utf-8")) for path in read}
    assert len(found) > 100
    assert {name: lines for name, lines in found.items() if lines} == {}, "use count_of, noun_for or with_verb"


def test_a_bare_plural_is_seen() -> None:
    assert bare_plurals('f"{n} awards end"') == ["line 1: awards"]
    assert bare_plurals('f"{count_of(n, word)} end, {MOST} hubs, {x} awarded"') == []


def test_a_series_over_the_same_hubs_is_told_for_none_one_and_several() -> None:
    assert [the_same(number) for number in (0, 1, 3)] == ["the same hubs (none)", "the same hub", "the same 3 hubs"]


def test_one_and_several() -> None:
    assert [with_verb(number, "award", "has", "have") for number in (1, 2, 1_200)] == [
        "1 award has",
        "2 awards have",
        "1,200 awards have",
    ]


@pytest.mark.parametrize(
    "rows", [[{}], [{}, {"payer": "Fund", "annual_amount": 9.0, "end": None}], [{"end": None, "start": None}]]
)
def test_one_award_is_told_as_one_on_the_whole_page(
    monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, object]]
) -> None:
    edition = open_drawn(
        monkeypatch, awards=awards(*({"award_id": f"a{n}", **row} for n, row in enumerate(rows))), **register()
    )
    made: list[Exhibit | Sentence] = [make(edition) for make in ALL] + [funding.money_by(edition, by) for by in BYS]  # type: ignore[arg-type]
    said = []
    for each in made:
        said.append(
            each.text if isinstance(each, Sentence) else f"{each.title} {each.alt} {each.sentence.text} {each.notice}"
        )
        if isinstance(each, Exhibit) and each.table is not None:
            said += [" ".join(row) for row in shown_frame(each.table).select(pl.col(pl.String)).rows()]
    assert len(said) > 15
    assert [found for text in said for found in _ONE.findall(plain(text))] == []


def test_a_single_other_has_a_row_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def payers(number: int) -> list[str]:
        rows = ({"award_id": f"a{n}", "payer": f"Payer {n:02}", "amount": 100.0 - n} for n in range(number))
        table = shares.money_by_funder(open_drawn(monkeypatch, awards=awards(*rows)))
        assert isinstance(table, Exhibit) and table.table is not None
        return table.table.frame["name"].to_list()

    assert payers(15)[-1] == "Payer 14"
    assert payers(16)[-1] == "2 other payers"
