"""Columns of a Word table: no word is broken while there is room, and no table is wider than the page."""

from analysis.publishing.papers.word import _column_widths

ROOM = 5_976_000  # 166 mm


def test_short_columns_keep_their_longest_word_and_long_ones_share_the_rest() -> None:
    (number, status, text), _ = _column_widths(
        [["No.", "1"], ["Status", "not started"], ["Recommended", "word " * 60]], ROOM
    )
    assert number >= len("No.") * 6.4 * 12_700
    assert status >= len("started") * 6.4 * 12_700
    assert text > number + status
    assert number + status + text <= ROOM + 3


def test_a_table_of_too_many_words_is_still_no_wider_than_the_page() -> None:
    assert sum(_column_widths([["Extraordinarily"]] * 12, ROOM)[0]) <= ROOM + 12
