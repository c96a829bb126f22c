"""What people write must not stop the PDF, whatever letters they use."""

from analysis.publishing.letters import drawable, named_where_lacking


def test_what_cannot_be_drawn_is_named_and_what_can_be_stays() -> None:
    text, lacking = named_where_lacking("Well done 🎉, café £5 − Łódź ✕")
    assert text == "Well done (party popper), café £5 − Łódź (multiplication x)"
    assert lacking == ["✕", "🎉"]


def test_joined_pictures_leave_their_names_and_no_joiners() -> None:
    text, _ = named_where_lacking("❤️")
    assert text == "(heavy black heart)"


def test_plain_text_passes_untouched() -> None:
    assert named_where_lacking("plain\ntext") == ("plain\ntext", [])


def test_the_letters_hold_the_marks_that_the_reports_use() -> None:
    assert {ord(letter) for letter in "£€–—−×’“”…•é"} <= drawable()
