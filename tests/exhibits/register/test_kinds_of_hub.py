"""Which kind of hub is the commonest: one kind, several, or none."""

from __future__ import annotations

import pytest

from analysis.exhibits.exhibit import plain
from analysis.exhibits.register import network
from tests.exhibits.drawn_edition import drawn, open_drawn


@pytest.mark.parametrize(
    ("kinds", "title", "share"),
    [
        (["library", "library", "school"], "the commonest kind was the library", "2 of the commonest kind"),
        (
            ["library", "library", "school", "school", "other"],
            "the commonest kinds were the library and the school",
            "2 of each of the commonest kinds",
        ),
        (["library", "school", "other"], "no kind was commoner than another", "1 of each kind"),
        (["library", "library"], "the commonest kind was the library", "2 of the commonest kind"),
    ],
)
def test_kinds_with_as_many_hubs_are_told_together(
    kinds: list[str], title: str, share: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of four hubs of four kinds, the first by the alphabet was called the commonest."""
    rows = [
        {"hub_id": f"h{number}", "name": f"H{number}", "kind": kind, "opened": "2023-24 Q1"}
        for number, kind in enumerate(kinds)
    ]
    made = network.hubs_by_kind(open_drawn(monkeypatch, hubs=drawn("hubs", rows)))
    assert plain(made.title) == f"{len(kinds)} hubs made up the network; {title}"
    assert f"had {len(kinds)} hubs, {share} (" in plain(made.sentence.text)
