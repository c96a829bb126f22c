"""What numbers of people, means and findings tell of wellbeing, read as somebody reads them who wants to know of a few people, or of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import polars as pl
import pytest

from analysis.datasets.processing.file_kinds import PLAIN
from analysis.datasets.returns.wellbeing.answers import ONS4, check_wellbeing
from analysis.disclosure import Rule
from analysis.disclosure.cases import OF_PEOPLE, place_told
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.effects.wellbeing import wellbeing_changed, wellbeing_in_bands
from analysis.exhibits.returns.findings import findings_by_rule, findings_in_full
from tests.exhibits.drawn_edition import drawn, open_drawn

Row = dict[str, object]
THRESHOLD, FEWEST_POSSIBLE = 7, 5  # a count of 1 to 7 has to stay possible for five values or more
MEANS = ("first", "last", "difference", "low", "high", "chance")


def person(number: int, **answers: int | None) -> Row:
    quarters = {"first_quarter": "2024-25 Q1", "last_quarter": "2024-25 Q3"}
    return {"hub_id": f"hub{number % 3}", **quarters, **answers}


def satisfied(*pairs: tuple[int, int | None]) -> list[Row]:
    return [
        person(number, first_life_satisfaction=first, last_life_satisfaction=last)
        for number, (first, last) in enumerate(pairs)
    ]


def edition_of(monkeypatch: pytest.MonkeyPatch, rows: list[Row], base: int = 5) -> OpenEdition:
    edition = open_drawn(monkeypatch, "2024-25", wellbeing=drawn("wellbeing", rows))
    edition.rule = Rule(THRESHOLD, base, "a test")
    return edition


# --- an intruder that shares no code with the gate -------------------------------------------------------------------------------------


def behind(shown: float, base: int) -> list[int]:
    """All counts that are shown so: halves go upwards, noughts stand, one to seven stand nowhere."""
    return [
        n
        for n in range(int(shown) + base + 1)
        if (2 * n + base) // (2 * base) * base == shown and not 1 <= n <= THRESHOLD
    ]


def could_be(whole: float | None, parts: list[float | None], base: int) -> set[int] | None:
    """What may lie in a whole beyond its parts; None where one of them is not shown."""
    if whole is None or None in parts:
        return None
    sums = {sum(each) for each in product(*(behind(part, base) for part in parts if part is not None))}
    return {beyond for total, part in product(behind(whole, base), sums) if (beyond := total - part) >= 0}


def drawn_people(chance: Random) -> list[Row]:
    """Few or many people, of whom many or few leave, and each question is left out by nobody or by a few."""
    leaving, skipping = chance.choice([0.05, 0.15, 0.4]), chance.choice([0.0, 0.02, 0.1])
    rows = []
    for number in range(chance.randint(6, 70)):
        left = chance.random() < leaving
        answers: dict[str, int | None] = {}
        for question in list(ONS4)[: chance.choice([2, 4])]:
            answers[f"first_{question}"] = None if chance.random() < skipping else chance.randint(0, 10)
            answers[f"last_{question}"] = None if left or chance.random() < skipping else chance.randint(0, 10)
        rows.append(person(number, **answers))
    return rows


def groups(rows: list[Row]) -> Iterator[tuple[str, int, list[tuple[str, int]]]]:
    """Each whole with parts of it that a reader may set beside each other, and their true counts."""
    due = len(rows)
    again = sum(any(row.get(f"last_{question}") is not None for question in ONS4) for row in rows)
    yield "due", due, [("again", again)]
    yield "due", due, [("gone", due - again)]
    for question in ONS4:
        first = [row for row in rows if row.get(f"first_{question}") is not None]
        people = sum(row.get(f"last_{question}") is not None for row in first)
        gone = len(first) - people
        if first:
            yield "again", again, [(f"people {question}", people)]
            yield "due", due, [(f"people {question}", people)]
            yield "due", due, [(f"gone {question}", gone)]
            yield "due", due, [(f"people {question}", people), (f"gone {question}", gone)]


def told_of(changed: Exhibit, bands: Exhibit) -> dict[str, float | None]:
    """All that is shown: the sentence, the table, and what bands that are all shown add up to."""
    assert changed.table is not None
    shown: dict[str, float | None] = {
        name: next(fact.value for fact in changed.facts if fact.id == f"wellbeing.{name}.2024-25")
        for name in ("due", "again", "gone")
    }
    labels = {"Life satisfaction": "life_satisfaction", "Feeling that life is worthwhile": "worthwhile"}
    labels |= {"Happiness yesterday": "happiness", "Anxiety yesterday": "anxiety"}
    for row in changed.table.frame.iter_rows(named=True):
        shown |= {f"{name} {labels[row['scale']]}": row[name] for name in ("people", "gone")}
    for row in bands.table.frame.iter_rows(named=True) if bands.table is not None else ():
        name = f"people {labels[row['asked'].split(',')[0]]}"
        assert row["people"] == shown[name], "bands tell of people whom the table of changes withholds"
    return shown


@pytest.mark.parametrize("base", [1, 5])
def test_no_number_of_few_people_can_be_worked_out(monkeypatch: pytest.MonkeyPatch, base: int) -> None:
    met = shown_often = 0
    for seed in range(80):
        rows = drawn_people(Random(seed))
        edition = edition_of(monkeypatch, rows, base)
        shown = told_of(wellbeing_changed(edition), wellbeing_in_bands(edition))
        for whole, counted, parts in groups(rows):
            beyond = counted - sum(count for _, count in parts)
            found = could_be(shown[whole], [shown[name] for name, _ in parts], base)
            for name, count in [(whole, counted), *parts]:
                assert shown[name] is None or not 1 <= count <= THRESHOLD, (seed, name)
            shown_often += found is not None
            if 1 <= beyond <= THRESHOLD:
                met += 1
                assert found is None or len(found) >= FEWEST_POSSIBLE, (seed, whole, parts, found)
    assert met > 100 and shown_often > 100  # neither was nothing to find, nor everything withheld


def test_what_the_sentence_withholds_the_table_withholds_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty stayed and five left, to the number: forty beside forty-five would be five."""
    made = wellbeing_changed(edition_of(monkeypatch, satisfied(*[(5, 8), (3, 7)] * 20, *[(3, None)] * 5), base=1))
    assert made.table is not None and "45" not in plain(made.sentence.text)
    assert made.table.frame.select("people", "gone").row(0) == (40.0, None)


# --- nothing to tell of ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [[person(0)], [person(0, **{f"first_swemwbs_{item}": 3 for item in range(1, 7)})]])  # fmt: skip
def test_where_nobody_has_a_first_answer_it_says_so(monkeypatch: pytest.MonkeyPatch, rows: list[Row]) -> None:
    edition = edition_of(monkeypatch, rows)
    made = wellbeing_changed(edition)
    assert made.unknown is not None and "nobody had answered a question" in made.unknown.reason
    assert wellbeing_in_bands(edition).table is None


def test_bands_without_an_answer_are_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    items = {f"{time}_swemwbs_{item}": 3 for time in ("first", "last") for item in range(1, 8)}
    alone = wellbeing_in_bands(edition_of(monkeypatch, [person(number, **items) for number in range(30)]))
    assert alone.table is None and alone.markdown() == ""  # the four questions are not asked at all
    first = wellbeing_in_bands(edition_of(monkeypatch, satisfied(*[(5, None)] * 30)))
    assert first.table is None and first.unknown is not None


# --- means that tell of each ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pairs",
    [
        [(number % 4, number % 4 + 6) for number in range(40)],  # each is six points higher
        [(number % 4, number % 4 + (5 if number == 7 else 6)) for number in range(40)],  # all but one
        [(0, number % 5) for number in range(40)],  # a first mean of 0 says what each answered
    ],
)
def test_means_of_people_who_are_alike_are_withheld(monkeypatch: pytest.MonkeyPatch, pairs: list[tuple[int, int]]) -> None:  # fmt: skip
    made = wellbeing_changed(edition_of(monkeypatch, satisfied(*pairs)))
    assert made.table is not None
    row = made.table.frame.row(0, named=True)
    assert row["people"] == 40.0 and {row[name] for name in MEANS} == {None}
    assert "too much alike" in made.title


def test_whether_a_withheld_change_stands_out_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty people answered on life satisfaction, and each of them was six points happier: one scale is told, and one only is counted."""
    rows = satisfied(*[(5, 8), (3, 7)] * 20)
    alike = [
        {**row, "first_happiness": number % 4, "last_happiness": number % 4 + 6} for number, row in enumerate(rows)
    ]
    said = plain(wellbeing_changed(edition_of(monkeypatch, alike)).sentence.text)
    assert "Of 1 scale 1 stands out so." in said


def test_no_change_to_a_tenth_of_a_point_has_no_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty people of whom twenty are one higher, nineteen one lower and one two lower: -1 / 40 is -0.025."""
    made = wellbeing_changed(edition_of(monkeypatch, satisfied(*[(5, 6)] * 20, *[(6, 5)] * 19, (7, 5))))
    assert made.table is not None and str(made.table.frame["difference"][0]) == "0.0"
    said = plain(f"{made.title} {made.sentence.text}")
    assert "was the same to a tenth of a point" in said and "higher" not in said and "lower" not in said


def test_the_scale_is_said_as_it_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """SWEMWBS runs from 7 to 35 (Stewart-Brown et al. 2009)."""
    rows = [
        person(number, **{f"{time}_swemwbs_{item}": 2 + (number % 2 if time == "first" else number % 3) for time in ("first", "last") for item in range(1, 8)})
        for number in range(40)
    ]  # fmt: skip
    assert "on a scale of 7 to 35 (95% interval" in plain(
        wellbeing_changed(edition_of(monkeypatch, rows)).sentence.text
    )


# --- what the checks found --------------------------------------------------------------------------------------------------------------


def test_no_page_counts_or_places_what_was_found_of_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three people without a word of their last time are three findings, and the cell of one says that there are at least 35 people."""
    sent = [
        {"hub_id": "hub-2", "first_quarter": "2023-24 Q1", "first_life_satisfaction": 3, "source_file": "wellbeing/wellbeing.csv", "source_cell": f"A{row}"}
        for row in (34, 35, 36)
    ] + [{"hub_id": "hub-2", "first_quarter": "2024-25 Q4", "first_life_satisfaction": 3, "source_file": "wellbeing/wellbeing.csv", "source_cell": "A37"}]  # fmt: skip
    _, found = check_wellbeing(drawn("wellbeing", sent))
    rows = [{**vars(each)} for each in found]
    assert [row["rule"] for row in rows] == ["wellbeing-not-asked-again"] * 3
    rows.append({**rows[0], "cell": "A38", "rule": "wellbeing-backwards", "severity": "doubt"})
    edition = open_drawn(monkeypatch, findings=drawn("findings", [{name: row[name] for name in row if name in drawn("findings", []).columns} for row in rows]))  # fmt: skip
    for made in (findings_by_rule(edition), findings_in_full(edition)):
        assert made.table is None and not made.facts and "as far as is told here" in made.markdown()


def test_every_sheet_with_a_row_a_person_is_placed_as_its_file_alone() -> None:
    """A sheet of people that is added must say where it lies: its rows would be told like those of money."""
    sheets = [
        place
        for kind in PLAIN
        if kind.table is not None and kind.table.meaning.startswith("One row a person")
        for place in kind.places
    ]
    assert sheets == ["wellbeing/wellbeing.csv"]
    files = pl.DataFrame({"file": [*sheets, "funding/awards.csv"], "cell": ["A36", "A36"]})
    told = files.select(place=place_told(pl.col("file"), pl.col("cell")))["place"].to_list()
    assert told == ["wellbeing/wellbeing.csv", "funding/awards.csv, A36"]
    assert all(sheet.startswith(OF_PEOPLE) for sheet in sheets)
