"""Themes side by side: networks are counted once, whatever they rest a theme on; the order is that of most networks, then the codebook's."""

from __future__ import annotations

import polars as pl

from analysis.measures.comparing.themes import themes_told

THEMES = pl.DataFrame(
    {"theme": ["a", "b", "c"], "name": ["A", "B", "C"], "frame": ["lesson", "hurdle", "lesson"], "place": [0, 1, 2]}
)
LEARNED = pl.DataFrame(
    [
        ("west", "West", "b;c", "plan"),
        ("east", "East", "c", "claim"),
        ("east", "East", "c", "evidence told"),
        ("east", "East", None, "hope"),
        ("north", "North", "c", None),
    ],
    schema=["network", "title", "themes", "statement"],
    orient="row",
)


def test_each_network_counts_once_for_a_theme_with_all_that_it_gives_for_it() -> None:
    assert themes_told(LEARNED, THEMES).rows() == [
        ("c", "C", "lesson", 3, "East: claim, evidence told; North: coded; West: plan"),
        ("b", "B", "hurdle", 1, "West: plan"),
    ]


def test_nothing_told_is_no_row() -> None:
    assert themes_told(LEARNED.with_columns(themes=pl.lit(None, dtype=pl.String)), THEMES).is_empty()
