"""Nothing that stands in a page is run but what Quarto put around it; no link runs anything."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from analysis.publishing.pandoc import Job, run_jobs
from analysis.publishing.policy import policy_of, secure_page
from analysis.publishing.quarto.pages import finish_pages
from tests.judges import Missing
from tests.judges.pages import open_browser

TYPED = """\
A [payer](javascript:alert(1)), [another](JaVa\tScript:alert(1)), [a third](data:text/html,x), https://example.org/x and www.example.org.

[A site](https://example.org), [a mail](mailto:a@example.org), [a page](20-activity.html), [a place](#here "x").
"""
PAGE = """<!DOCTYPE html><html><head><script src="site_libs/quarto.js" type="module"></script>
<script src="./assets/site.js" defer=""></script></head><body><nav id="quarto-sidebar"><a role="navigation" onclick="ran += 'frame'; return false;" href="#x">menu</a></nav>
<main>typed: <script>ran += 'typed'</script><a href="#y" onclick="ran += 'handler'">y</a></main>
<script id="after">window.ran = 'after';</script></body></html>"""


def test_only_addresses_of_web_mail_and_edition_are_links_and_none_is_made_of_what_was_typed(tmp_path: Path) -> None:
    (answer,) = run_jobs([Job(TYPED, "html")], tmp_path, 0)
    links = re.findall(r'href="([^"]*)"', answer["body"])
    assert links == ["https://example.org", "mailto:a@example.org", "20-activity.html", "#here"]
    assert all(word in answer["body"] for word in ("payer", "another", "a third", "https://example.org/x and www."))


@pytest.mark.parametrize("paper", ["typst", "docx"])
def test_papers_have_no_link_that_runs(tmp_path: Path, paper: str) -> None:
    settings = {"title": "t", "subtitle": "s", "author": "a", "dated": "d", "vector": {}, "letters": {}, "brand": "b"}
    settings |= {"year": 2025, "month": 3, "day": 31}
    run_jobs([Job(TYPED, paper, tmp_path / "out", settings)], tmp_path, 0)
    if paper == "typst":
        text = (tmp_path / "out").read_text(encoding="utf-8")
    else:
        import zipfile

        with zipfile.ZipFile(tmp_path / "out") as book:
            text = book.read("word/_rels/document.xml.rels").decode()
    assert "https://example.org" in text
    assert "javascript" not in text.lower().replace("java\tscript", "javascript") and "data:text" not in text


def test_the_policy_forbids_scripts_in_the_page() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in policy_of().split(";"))
    assert rules["script-src"] == "'self' file:"
    assert rules["connect-src"] == "'none'"


def test_quartos_own_scripts_are_allowed_by_their_hash_and_nothing_within_the_main_part() -> None:
    secured = secure_page(PAGE)
    own = base64.b64encode(hashlib.sha256(b"window.ran = 'after';").digest()).decode()
    typed = base64.b64encode(hashlib.sha256(b"ran += 'typed'").digest()).decode()
    assert f"'sha256-{own}'" in secured and typed not in secured
    assert secured.index("Content-Security-Policy") < secured.index("<script")


def test_a_browser_runs_the_frame_and_not_what_was_typed(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    finish_pages(tmp_path)
    try:
        with open_browser() as browser:
            page = browser.new_page()
            page.goto((tmp_path / "page.html").as_uri())
            page.click("nav a")
            page.click("main a")
            ran = page.evaluate("window.ran")
    except Missing as reason:
        pytest.skip(str(reason))
    assert ran == "afterframe"
