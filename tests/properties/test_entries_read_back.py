"""What is written into a file that people keep reads back as it was, whatever somebody typed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from analysis.correspondence.returns.corrections_file import append_entries, read_entries

TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.lists(st.dictionaries(st.sampled_from(["reason", "who", "new"]), TYPED, min_size=1), min_size=1, max_size=3))
@example([{"reason": "we waited\x85 and then it came"}])
@example([{"reason": "a: b # c\n- d"}])
def test_entries_are_read_as_they_were_written(entries: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.yml"
        append_entries(path, entries)
        assert read_entries(path) == entries
        append_entries(path, entries)
        assert read_entries(path) == [*entries, *entries]
