"""The frame that Quarto puts around a page, as it writes it, and what is mended of it; the main part stays as it was staged."""

from analysis.publishing.quarto.pages import finish_pages

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
