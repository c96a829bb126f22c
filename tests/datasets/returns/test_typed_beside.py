"""What stands beside a box: the form's own words are no answer, what a hub typed is told with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.returns.beside import proposed_beside, tell_beside, typed_beside
from analysis.networks import Network
from analysis.sources.records import Answer, Beside
from analysis.sources.returns.form_tables import HELP, LAST
from tests.datasets.drawn_network import write_return

COUNT = {"question_id": "people", "kind": "count", "unit": "people", "help": "Each once.", "wording": "How many came?"}
YES_NO = {"question_id": "warm", "kind": "yes-no", "unit": "", "help": "", "wording": "Were you a warm space?"}
TEXT = {"question_id": "learned", "kind": "text", "unit": "", "help": "", "wording": "What did you learn?"}
CHOICES = {"question_id": "kinds", "kind": "choices", "unit": "", "help": "", "wording": "What was offered?"}


def typed(about: dict[str, Any], heading: str, text: str, before: str = "", code: str = "") -> list[str]:
    """What is held to be typed by a hub of one text beside one empty box."""
    answer = Answer(code or about["question_id"], about["wording"], "", "C5", "1", (Beside("D5", heading, text),))
    asked = {about["question_id"]: about}
    return [each.beside.text for each in typed_beside([answer], asked, {about["question_id"]: before})]


@pytest.mark.parametrize(
    ("about", "text", "before", "ours"),
    [
        (COUNT, "12", "12", True),
        (COUNT, "12.0", "12", True),
        (COUNT, "13", "12", False),
        (COUNT, "12", "", False),
        (COUNT, "none of it", "nor this", False),
        (COUNT, "14 (corrected)", "12", True),
        (YES_NO, "Yes", "yes", True),
        (YES_NO, "Y", "yes", True),
        (YES_NO, "No", "yes", False),
        (YES_NO, "Yes", "", False),
        (TEXT, "We cooked\n too much", "We  cooked too much of it", True),
        (TEXT, "We cooked…", "We cooked too much", True),
        (TEXT, "We baked", "We cooked", False),
        (TEXT, "We cooked", "", False),
    ],
)
def test_in_the_column_of_last_quarter_the_form_shows_what_was_answered(
    about: dict[str, Any], text: str, before: str, ours: bool
) -> None:
    assert typed(about, LAST, text, before) == ([] if ours else [text])


@pytest.mark.parametrize(
    ("code", "text", "before", "ours"),
    [
        ("kinds:hot-meals", "Yes", "Hot meals; Warmth", True),
        ("kinds:warmth", "yes", "Hot meals\nWarmth", True),
        ("kinds:hot-meals", "No", "Hot meals; Warmth", False),
        ("kinds:advice", "No", "Hot meals", True),
        ("kinds:advice", "Yes", "Hot meals", False),
        ("kinds:advice", "No", "", False),
    ],
)
def test_a_choice_of_last_quarter_is_shown_as_yes(code: str, text: str, before: str, ours: bool) -> None:
    assert typed(CHOICES, LAST, text, before, code) == ([] if ours else [text])


@pytest.mark.parametrize(
    ("about", "text", "ours"),
    [
        (COUNT, "Each once.", True),
        (COUNT, "Please: each once, and no dogs", True),
        (COUNT, "people", True),
        (COUNT, "How many came", True),
        (COUNT, "see over", True),  # no number, so no answer to a question after one
        (COUNT, "nearly 45", False),  # holds a number that the question does not
        (COUNT, "45", False),
        (COUNT, "about 45", False),
        (YES_NO, "x", False),
        (YES_NO, "✓", False),
        (YES_NO, "sometimes", True),
        (CHOICES, "no", False),
        (TEXT, "We learned to bake", False),
    ],
)
def test_in_the_column_of_help_what_could_be_an_answer_is_one(about: dict[str, Any], text: str, ours: bool) -> None:
    assert typed(about, HELP, text) == ([] if ours else [text])


def test_in_a_column_of_their_own_everything_is_the_hubs_and_so_beside_a_question_that_nobody_asks() -> None:
    assert typed(COUNT, "", "Each once.") == ["Each once."]
    answer = Answer("unknown", "?", "", "C5", "1", (Beside("D5", HELP, "people"),))
    assert [each.question for each in typed_beside([answer], {"people": COUNT}, {})] == ["unknown"]


def boxes(*rows: tuple[str, str, str]) -> list[Any]:
    """(box, what it says, what stands beside it) of questions `people`."""
    answers = [
        Answer("people", "?", text, box, "1", (Beside(f"D{box[1:]}", "Notes", beside),)) for box, text, beside in rows
    ]
    return list(typed_beside(answers, {"people": COUNT}, {}))


def test_what_stands_beside_an_empty_box_is_proposed_and_beside_a_full_one_only_told() -> None:
    told = boxes(("C5", "", "45"), ("C6", "12", "13"))
    assert [(each.text, each.cell) for each in proposed_beside(told)] == [("45", "D5")]
    findings = tell_beside("f", "s", "h", "2024-25 Q1", told)
    assert [(each.rule, each.cell) for each in findings] == [("beside-the-box", "D5"), ("note-beside", "D6")]


def test_the_first_text_on_a_row_is_the_one_proposed() -> None:
    answer = Answer("people", "?", "", "C5", "1", (Beside("D5", "", "45"), Beside("E5", "", "46")))
    told = list(typed_beside([answer], {"people": COUNT}, {}))
    assert len(told) == 2 and [each.text for each in proposed_beside(told)] == ["45"]


def test_three_are_told_one_by_one_and_four_as_one() -> None:
    three = boxes(*[(f"C{row}", "", "4") for row in (5, 6, 7)])
    assert [each.rule for each in tell_beside("f", "s", "h", "q", three)] == ["beside-the-box"] * 3
    four = boxes(*[(f"C{row}", "", "4") for row in (5, 6, 7, 8)], ("C9", "1", "2"))
    whole, note = tell_beside("f", "s", "h", "q", four)
    assert (whole.rule, whole.cell, note.rule) == ("beside-the-boxes", "D5:D8", "note-beside")
    assert "4 boxes" in whole.problem and "under `Notes`" in whole.problem


# ---- onto the words of the question ----

WORDED = COUNT | {"wording": "How many people came this quarter?", "reworded": "2024-25 Q2: How many came in?"}


@pytest.mark.parametrize(
    ("wording", "typed_there"),
    [
        ("How many people came this quarter? 150", "150"),
        ("How many people came this quarter: about 150", "about 150"),
        ("150 - How many people came this quarter?", "150"),
        ("How many came in? 150", "150"),  # as it was asked before
        ("How many people  came\nthis quarter?!", ""),
        ("how many people came this quarter ...", ""),
        ("How many came in?", ""),
        ("How many dogs came this quarter?", ""),
    ],
)
def test_what_is_written_to_the_words_of_a_question_is_proposed_where_its_box_is_empty(
    wording: str, typed_there: str
) -> None:
    told = list(typed_beside([Answer("people", wording, "", "C5", "1")], {"people": WORDED}, {}))
    assert [each.text for each in proposed_beside(told)] == ([typed_there] if typed_there else [])
    findings = tell_beside("f", "s", "h", "2024-25 Q1", told)
    assert [(each.rule, each.severity, each.cell) for each in findings] == (
        [("into-the-question", "doubt", "C5")] if typed_there else []
    )
    assert all(f"`{typed_there}`" in each.problem for each in findings)


def test_words_added_to_a_question_that_is_answered_are_told(network: Network) -> None:
    wording = "How many people came this quarter? (adults only)"
    told = list(typed_beside([Answer("people", wording, "12", "C5", "1")], {"people": WORDED}, {}))
    assert proposed_beside(told) == []
    (found,) = tell_beside("f", "s", "h", "2024-25 Q1", told)
    assert (found.rule, found.severity) == ("question-changed", "note") and "`(adults only)`" in found.problem


def test_an_answer_typed_onto_its_question_is_asked_about_and_not_counted(network: Network) -> None:
    path = write_return(network, "2024-25-q1/mill.xlsx", hub_id="mill", hub="")
    book = openpyxl.load_workbook(path)
    sheet = book["Return"]
    sheet["B12"], sheet["C12"] = f"{sheet['B12'].value} 33", None
    book.save(path)
    process_network(network)
    told = read_table(network.name, "findings").filter(rule="into-the-question").rows(named=True)
    code = sheet["E12"].value
    assert [(each["column"], each["cell"]) for each in told] == [(code, "C12")]
    counted = read_table(network.name, "returns").filter(hub_id="mill")
    assert code not in counted["question_id"].to_list() and counted.height


# ---- below the last question ----


def told_below(network: Network, cells: Mapping[str, str], files: Sequence[str] = ("mill",)) -> list[dict[str, Any]]:
    """The findings on words below the questions of a return with three questions, in rows 11 to 13."""
    for name in files:
        path = write_return(network, f"2024-25-q1/{name}.xlsx", hub_id=name, hub="")
        book = openpyxl.load_workbook(path)
        for cell, text in cells.items():
            book["Return"][cell] = text
        book.save(path)
    process_network(network)
    return read_table(network.name, "findings").filter(rule="below-the-form").rows(named=True)


@pytest.mark.parametrize("cell", ["A14", "A15", "B14", "C14", "E14", "G20"])
def test_words_below_the_last_question_are_told_with_cell_and_text(network: Network, cell: str) -> None:
    (told,) = told_below(network, {cell: "PS: the boiler broke"})
    assert "`PS: the boiler broke`" in told["problem"]
    assert (told["hub_id"], told["quarter"], told["file"]) == ("mill", "2024-25 Q1", "returns/2024-25-q1/mill.xlsx")
    assert told["cell"] == (cell if cell != "E14" else "C14")  # beside what looks like a code lies the box


def test_several_rows_below_are_told_once_and_a_question_of_the_hubs_own_as_such(network: Network) -> None:
    (told,) = told_below(network, {"B14": "PS:", "C14": "the boiler broke", "B15": "and the roof leaks"})
    assert "`PS: the boiler broke`" in told["problem"] and "1 rows below it" in told["problem"]
    (hall := network.folder / "returns" / "2024-25-q1" / "mill.xlsx").unlink()
    assert not told_below(network, {"A14": "4", "B14": "How many dogs?", "C14": "5"})
    assert "unknown-question" in read_table(network.name, "findings")["rule"].to_list() and hall.is_file()


def test_what_stands_below_the_questions_of_three_hubs_is_the_forms_own(network: Network) -> None:
    register = network.folder / "register" / "hubs.csv"
    register.write_text(register.read_text() + "weir,Weir,library,l1,North,established,\n", encoding="utf-8")
    register.write_text(register.read_text() + "ford,Ford,library,l1,North,established,\n", encoding="utf-8")
    assert not told_below(network, {"B15": "Thank you for filling this in."}, ["mill", "weir", "ford"])
    told = told_below(network, {"B15": "Sorry that we are late."}, ["mill", "weir"])
    assert {each["hub_id"] for each in told} == {"ford", "mill", "weir"}  # each of the two is said by fewer now


def test_a_table_below_the_questions_is_told_once_and_holds_no_empty_boxes(network: Network) -> None:
    rows = {"A15": "Month", "B15": "Visits", "C15": "Sessions", "A16": "April", "B16": "20", "D16": "4"}
    (told,) = told_below(network, rows)
    assert "`Month Visits Sessions`" in told["problem"]
    rules = read_table(network.name, "findings")["rule"].to_list()
    assert not {"beside-the-box", "beside-the-boxes"} & set(rules)
