"""Each page says whether its edition is a draft, signed, or out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pypdf
import pytest

from analysis.handover import About, Handover, NarrativeBasis
from analysis.periods import Period
from analysis.publishing.cache import Cache
from analysis.publishing.embedded import PDF, render_files
from analysis.publishing.staging import stage_pages
from analysis.publishing.standing import standing_of
from tests.publishing.sample import PERIOD, sample_network, write_sample

OUT = ((Period.parse("2023-24"), dt.date(2024, 7, 31)), (PERIOD, dt.date(2025, 6, 2)))


def report(folder: Path, *narrative: NarrativeBasis) -> Path:
    handed = [Handover(About("narrative", "sentence", "", ""), narrative=each) for each in narrative]
    outputs = [{"metadata": {}}, *({"metadata": each.as_metadata()} for each in handed)]
    path = folder / "annual-learning-report.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "outputs": outputs}]}), encoding="utf-8")
    return path


def signed(role: str, written: str = "") -> NarrativeBasis:
    return NarrativeBasis("narrative.md", (), {}, role, written)


@pytest.mark.parametrize(
    ("narrative", "published", "said"),
    [
        ([], (), "Draft: nobody has signed it"),
        ([signed("")], (), "Draft: nobody has signed it"),
        ([signed("research partner", "2025-05-12")], (), "Signed: research partner, 12 May 2025; not published yet"),
        ([signed(""), signed("chair")], (), "Signed: chair; not published yet"),
        ([signed("research partner")], OUT[:1], "Signed: research partner; not published yet"),
        ([signed("chair", "2025-05-12")], OUT, "Published on 2 June 2025; signed: chair, 12 May 2025"),
        ([], OUT, "Published on 2 June 2025; nobody has signed it"),
    ],
)
def test_an_edition_says_how_it_stands(
    tmp_path: Path, narrative: list[NarrativeBasis], published: tuple[tuple[Period, dt.date], ...], said: str
) -> None:
    network = dataclasses.replace(sample_network(tmp_path), published=published)
    assert standing_of(report(tmp_path, *narrative), network, PERIOD) == said


def test_a_quarters_edition_is_not_out_because_its_year_is(tmp_path: Path) -> None:
    network = dataclasses.replace(sample_network(tmp_path), published=OUT)
    assert standing_of(report(tmp_path), network, PERIOD.quarters[0]) == "Draft: nobody has signed it"


def test_what_is_read_from_published_documents_is_nobodys_draft(tmp_path: Path) -> None:
    network = dataclasses.replace(sample_network(tmp_path), research_partner="nobody")
    assert standing_of(report(tmp_path), network, PERIOD) == ""


def test_a_paper_is_made_anew_when_only_its_standing_changed(tmp_path: Path) -> None:
    """The markdown of a report is the same before and after it came out; its first page is not."""
    network = sample_network(tmp_path)
    pages = stage_pages(write_sample(tmp_path / "work"), network, PERIOD)
    cache, made = Cache(tmp_path / "cache"), []
    for said in ("Draft: nobody has signed it", "Published on 2 June 2025; nobody has signed it"):
        folder = tmp_path / said[:5]
        folder.mkdir()
        (paper,) = [
            dataclasses.replace(page, dated=said, figures=(), markdown="Words.")
            for page in pages
            if page.kind == "report"
        ]
        render_files(folder, network, PERIOD, paper, cache, (PDF,))
        made.append(pypdf.PdfReader(folder / PDF).pages[0].extract_text())
    assert "nobody has signed it" in made[0] and "Published on 2 June 2025" not in made[0]
    assert "Published on 2 June 2025" in made[1]


def test_a_signed_edition_says_when_the_next_one_comes(tmp_path: Path) -> None:
    coming = ((Period.parse("2026-27"), dt.date(2027, 7, 30)), (Period.parse("2025-26"), dt.date(2026, 7, 31)))
    network = dataclasses.replace(sample_network(tmp_path), published=OUT, expected=coming)
    said = "Published on 2 June 2025; signed: chair; next report: 31 July 2026"
    assert standing_of(report(tmp_path, signed("chair")), network, PERIOD) == said
    draft = dataclasses.replace(network, published=())
    assert standing_of(report(tmp_path), draft, PERIOD) == "Draft: nobody has signed it", "nobody knows when it comes"
    assert network.next_after(Period.parse("2026-27")) is None
