"""What people write must not stop the PDF, whatever letters they use."""

import json

from analysis.publishing.figures.drawing import _drawable_spec
from analysis.publishing.letters import drawable, in_drawable, names_of_lacking


def test_what_cannot_be_drawn_is_named_and_what_can_be_stays() -> None:
    text = "Well done 🎉, café £5 − Łódź ✕"
    assert in_drawable(text) == "Well done (party popper), café £5 − Łódź (multiplication x)"
    assert list(names_of_lacking(text)) == ["✕", "🎉"]


def test_joined_pictures_leave_their_names_and_no_joiners() -> None:
    assert in_drawable("❤️") == "(heavy black heart)"


def test_plain_text_passes_untouched() -> None:
    assert in_drawable("plain\ntext") == "plain\ntext"


def test_the_letters_hold_the_marks_that_the_reports_use() -> None:
    assert {ord(letter) for letter in "£€–—−×’“”…•é"} <= drawable()


def test_a_drawing_names_what_its_letters_lack() -> None:
    spec = _drawable_spec(json.dumps({"data": [{"x": ["Żółć 社", "plain"]}]}))
    assert spec == {"data": [{"x": ["Żółć (cjk unified ideograph 793e)", "plain"]}]}
