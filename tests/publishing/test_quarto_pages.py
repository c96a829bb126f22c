"""The frame that Quarto puts around a page, as it writes it, and what is mended of it; the main part stays as it was staged."""

import os
import re
import subprocess

import pytest

from analysis.project import root
from analysis.publishing.pandoc import pandoc_path, template_folder
from analysis.publishing.quarto.pages import finish_pages
from tests.judges import Missing
from tests.judges.pages import open_browser

FRAME = """<!DOCTYPE html><html><head>
<link href="../site_libs/a.css" rel="stylesheet" id="quarto-bootstrap" data-mode="light">
<link href="../site_libs/a.css" rel="stylesheet" id="quarto-bootstrap" data-mode="light">
<script src="../site_libs/quarto-html/quarto.js" type="module"></script>
<script src="../assets/site.js" defer=""></script></head><body>
<nav class="quarto-secondary-nav"><a role="navigation" data-bs-toggle="collapse">menu</a></nav><nav id="quarto-sidebar" class="sidebar"></nav>
<main>Somebody typed role="navigation" and id="quarto-bootstrap".</main></body></html>"""


def test_landmarks_have_names_ids_stand_once_and_modules_come_by_the_loader(tmp_path):
    (tmp_path / "hubs").mkdir()
    (tmp_path / "hubs" / "a.html").write_text(FRAME, encoding="utf-8")
    finish_pages(tmp_path)
    page = (tmp_path / "hubs" / "a.html").read_text(encoding="utf-8")
    frame, main = page.split("<main>")
    assert 'role="navigation"' not in frame and frame.count("aria-label") == 2
    assert frame.count('id="quarto-bootstrap"') == 1 and frame.count("a.css") == 2
    assert 'src="../assets/modules.js" data-module="../site_libs/quarto-html/quarto.js"' in frame
    assert 'type="module"' not in frame
    assert 'Somebody typed role="navigation" and id="quarto-bootstrap".' in main


# What Quarto 1.9.38 wrote of a hub called "Caffi*Bach* @ $1 & co" in a network called '"Tŷ & Home": @hubs, $5'.
ODD = r"""<!DOCTYPE html><html><head><title>Caffi*Bach* @ $1 &amp; co – \"Tŷ \&amp; Home\": \@hubs, \$5</title></head><body>
<div class="sidebar-title mb-0 py-0">
      <a href="../">"Tŷ &amp; Home": @hubs, $5</a>
    </div>
<main><h1 class="title d-none d-lg-block"><span>Caffi*Bach*</span> @ $1 &amp; co</h1><p>A <title>typed</title> one.</p></main></body></html>"""


def test_a_pages_title_shows_no_escapes(tmp_path):
    (tmp_path / "a.html").write_text(ODD, encoding="utf-8")
    finish_pages(tmp_path)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.count('<title>Caffi*Bach* @ $1 &amp; co – "Tŷ &amp; Home": @hubs, $5</title>') == 1
    assert "A <title>typed</title> one." in page


# What Quarto hands the project's filter, in short; and a page whose headings are typed, and shown by a cell.
AS_QUARTO = """quarto = { doc = { is_format = function(name) return name == "html" end }, log = { warning = print } }
package.path = "FOLDER/?.lua;" .. package.path
dofile("FOLDER/quarto.lua")
"""
SHOWN = """## Typed {#typed}

:::: {#cell-one .cell}
::: {.cell-output .cell-output-display}
## Shown {#shown}

One.

### Below it {#below}
:::

::: {.cell-output .cell-output-display}
## Shown next {#next}
:::
::::

:::: {#cell-two .cell}
Kept in its cell.
::::
"""


def test_headings_that_a_cell_shows_are_listed_beside_the_page(tmp_path):
    """Quarto has pandoc make the list, and pandoc passes over a div that holds several divs with headings, as a cell does."""
    filters = tmp_path / "as-quarto.lua"
    filters.write_text(AS_QUARTO.replace("FOLDER", template_folder().as_posix()), encoding="utf-8")
    command = [
        pandoc_path(),
        "-s",
        "--toc",
        "-f",
        "markdown",
        "-t",
        "html",
        "-M",
        "title=A page",
        f"--lua-filter={filters}",
    ]
    done = subprocess.run(
        command, input=SHOWN, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stderr
    menu = done.stdout[done.stdout.index('id="TOC"') : done.stdout.index("</nav>")]
    assert re.findall('href="#([^"]+)"', menu) == ["typed", "shown", "below", "next"]
    assert 'id="cell-two"' in done.stdout


def test_the_line_below_a_title_is_no_larger_than_the_text(tmp_path):
    """Quarto gives it the class of a leading sentence, which is short; here it says what is covered, who signed, and when."""
    sheet = (root() / "reports" / "styles" / "quarto.css").read_text(encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        f"<style>.lead {{ font-size: 1.25rem; }}\n{sheet}</style>"
        '<div class="quarto-title"><h1>Title</h1><p class="subtitle lead">A network, covers, signed</p></div><p id="text">Text</p>',
        encoding="utf-8",
    )
    try:
        with open_browser() as browser:
            opened = browser.new_page()
            opened.goto(page.as_uri())
            sizes = [
                opened.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{one}')).fontSize)")
                for one in (".subtitle", "#text")
            ]
    except Missing as missing:
        pytest.skip(str(missing))
    assert sizes[0] <= sizes[1]
