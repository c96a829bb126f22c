"""Blocks that a format does not show are emptied before pandoc reads them: what is read is what is read of them whole.

The same page is written with its marks spelt in a way that the emptying does not know, so that pandoc reads all of it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.publishing.embedded import epoch_of
from analysis.publishing.pandoc import Job, run_jobs
from tests.publishing.sample import PERIOD

KNOWN, OTHERWISE = '::: {.content-visible {kind}-format="html"}', '::: {.content-visible  {kind}-format="html"}'
RAW = "```{=html}\n<table><tr><td>:::</td></tr>\n:::\n</table>\n```"
PAGES = {
    "an exhibit twice": f"::: {{#tbl-one}}\nWHEN\n{RAW}\n:::\nUNLESS\n| A | B |\n| - | - |\n| 1 | 2 |\n:::\n\nThe caption\n:::\n\nSee @tbl-one.",
    "lists on both sides": "- one\n\nUNLESS\nhidden\n:::\n\n- two\n\nWHEN\nshown\n:::\n\n- three",
    "a block in the block": "UNLESS\n::: {.notes}\n1. hidden\n:::\n\nhidden too\n:::\n\nshown",
    "blocks in the block": "UNLESS\n## Notes {#sec-notes}\n\n:::: {.notes}\n1. hidden\n\n::: {.more}\ntoo\n:::\n::::\n\nhidden\n:::\n\nshown",
    "words that look like a block": "UNLESS\nwords\n::: {.notes}\nhidden\n:::\n\nshown\n\n:::\n\nafter",
    "in a callout": "::: {.callout-note}\n## Title\nWHEN\nshown\n:::\nUNLESS\nhidden\n:::\n:::\n\nafter",
    "the marks as code": "```\nUNLESS\nshown as code\n:::\n```\n\n~~~~\nWHEN\n~~~\n:::\n~~~~\n\nafter",
    "in the midst of words": "words\nUNLESS\nmore words\n\n:::\n\nafter",
    "a block without an end": "before\n\nUNLESS\nwords\n\n- and a list",
    "code without an end": "before\n\nUNLESS\n```\nwords\n:::\n\nafter",
}


def _written(page: str, spelling: str) -> str:
    told = {name.upper(): spelling.replace("{kind}", name) for name in ("when", "unless")}
    return "\n".join(told.get(line, line) for line in page.splitlines())


def _read(page: str, spelling: str, folder: Path) -> str:
    text = _written(page, spelling)
    settings = {"paper": "typst"}
    jobs = [Job(text, "html"), Job(text, "content", None, settings), Job(text, "content", None, {"paper": "docx"})]
    answers = run_jobs(jobs, folder, epoch_of(PERIOD.end))
    told = dict(zip(("html", "typst", "docx"), ({**answer, "source": ""} for answer in answers), strict=True))
    return json.dumps(told).replace("visible  ", "visible ")  # where the marks are code they are shown


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_what_is_emptied_is_what_the_format_would_have_left_out(page: str, tmp_path: Path) -> None:
    assert _read(page, KNOWN, tmp_path) == _read(page, OTHERWISE, tmp_path)
