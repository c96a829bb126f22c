"""Pages judged by two processes beforehand are judged as one process would, and a spoilt page is told all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.publishing.cache import Cache
from analysis.publishing.embedded import page_bodies
from analysis.publishing.judging import judge, two_processes
from analysis.publishing.judging.judge import judge_pages
from analysis.publishing.judging.orphans import tell_orphans
from analysis.publishing.judging.two_processes import look_through_beforehand
from analysis.publishing.outline import read_outline
from analysis.publishing.render_copy import Page
from analysis.publishing.site import write_site
from analysis.publishing.take_away import FILES
from tests.publishing.sample import sample_network


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[Page], Cache]:
    """Six pages as a site; the fourth lost a word, the fifth says a number without source."""
    monkeypatch.setattr(two_processes, "_WORTH_IT", 6)
    cache, site = Cache(tmp_path / "cache"), tmp_path / "site"
    site.mkdir()
    (site / "evidence.json").write_text(json.dumps({"facts": []}), encoding="utf-8")
    pages = [
        Page(f"hubs/h{number}", f"Hub {'abcdef'[number]}", "Sample", "whole year", "hub", f"It was {'open' if number != 4 else '17 days open'}.")
        for number in range(6)
    ]  # fmt: skip
    write_site(
        site, sample_network(tmp_path), read_outline(), pages, page_bodies(site, pages, cache), cache, tuple(FILES)
    )
    spoilt = site / "hubs/h3.html"
    spoilt.write_text(spoilt.read_text(encoding="utf-8").replace("It was open.", "It was."), encoding="utf-8")
    return site, pages, cache


def test_both_halves_are_found_in_the_cache_and_what_is_wrong_is_told(
    made: tuple[Path, list[Page], Cache], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, pages, cache = made
    look_through_beforehand(site, pages, cache)
    assert len(list(cache.folder.glob("*.passed"))) == 5 and len(list(cache.folder.glob("*.orphans"))) == 6
    judged = list[str]()
    monkeypatch.setattr(judge, "read_page", lambda text, read=judge.read_page: judged.append(text) or read(text))
    lost = judge_pages(site, pages, cache)
    assert len(judged) == 1  # the spoilt one alone
    assert lost and all(said.startswith("hubs/h3.html: ") for said in lost)
    (told,) = tell_orphans(site, site.parent / "listing.txt", cache)
    assert told.startswith("a number leads to no source") and "hubs/h4.html: the number 17" in told


def test_what_could_not_be_looked_through_beside_is_looked_through_afterwards(
    made: tuple[Path, list[Page], Cache], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, pages, cache = made
    monkeypatch.setattr(two_processes, "_BESIDE", "raise SystemExit(1)")
    look_through_beforehand(site, pages, cache)
    assert len(list(cache.folder.glob("*.passed"))) == 3
    assert all(said.startswith("hubs/h3.html: ") for said in judge_pages(site, pages, cache))
    assert len(list(cache.folder.glob("*.passed"))) == 5
