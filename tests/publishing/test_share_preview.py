"""What a shared link shows: the first answers in words and as one picture, with nothing typed that runs."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from analysis.publishing.first_answers import answers_in
from analysis.publishing.papers.share_preview import PICTURE, add_share_preview
from analysis.publishing.render_copy import Page
from tests.publishing.sample import sample_network

ROWS = (
    '::::: {.answers}\n::: {.answer}\n## What changed {.unnumbered .unlisted}\n\nIt rose by [18%]{.fact data-fact="a"} at '
    'the Old \\<Mill\\>.\n:::\n\n::: {.answer}\n## What to do {.unnumbered .unlisted}\n\nKeep the "helpers". More in @sec-plans.\n'
    ":::\n:::::"
)


def page(path: str, kind: str, markdown: str) -> Page:
    return Page(
        path, "Annual learning report", "Sample <Valleys>, 2024-25", "Draft: nobody has signed it", kind, markdown
    )


def told(markdown: str) -> list[tuple[str, str]]:
    return [(each.asked_in_words, each.said_in_words) for each in answers_in(page("index", "report", markdown))]


def published(folder: Path, markdown: str) -> tuple[str, Image.Image]:
    pages = [page("index", "report", markdown), page("hubs/a", "hub", "Attendances.")]
    for each in pages:
        path = folder / f"{each.path}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text("<html><head><title>T</title></head><body></head></body></html>", encoding="utf-8")
    add_share_preview(folder, pages, sample_network(folder))
    return (folder / "index.html").read_text(encoding="utf-8"), Image.open(io.BytesIO((folder / PICTURE).read_bytes()))


def test_answers_are_whole_sentences_without_what_refers_to_another_place() -> None:
    assert told(ROWS) == [
        ("What changed", "It rose by 18% at the Old <Mill>."),
        ("What to do", 'Keep the "helpers".'),
    ]


def test_a_clause_that_leads_on_is_left_out_and_the_rest_is_told() -> None:
    rows = ROWS.replace(
        'Keep the "helpers". More in @sec-plans.', "Keep them (strong); [5]{.fact data-fact='b'} more in @sec-plans."
    )
    assert told(rows)[1][1] == "Keep them (strong)."


def test_published_figures_are_told_with_their_caution() -> None:
    card = '::: {.headline}\n**Money for hubs**\n\n[[£275,000]{.fact data-fact="a"}]{.headline-number}\n\nThree years; ten hubs.\n:::'
    assert told(f":::: {{.headlines}}\n{card}\n::::") == [("Money for hubs", "£275,000 – Three years; ten hubs.")]


def test_a_shared_link_tells_the_first_answers_and_shows_one_picture(tmp_path: Path) -> None:
    text, picture = published(tmp_path, ROWS)
    assert picture.size == (1200, 630)
    assert len(set(picture.convert("L").tobytes())) > 20  # letters were drawn, and not the ground alone
    head = text.partition("</head>")[0]
    assert (
        'name="description" content="It rose by 18% at' in head
        and "&lt;Mill&gt;" in head
        and "&quot;helpers&quot;" in head
    )
    assert 'property="og:image" content="summary.png"' in head and "Sample &lt;Valleys&gt;" in head
    hub = (tmp_path / "hubs/a.html").read_text(encoding="utf-8")
    assert 'content="../summary.png"' in hub and "Draft: nobody has signed it" in hub
    assert text.count("og:image:alt") == 1


def test_an_edition_without_first_answers_has_its_title_and_standing(tmp_path: Path) -> None:
    text, picture = published(tmp_path, "Nothing is known.")
    assert picture.size == (1200, 630) and "Draft: nobody has signed it" in text


def test_a_long_description_ends_at_a_word(tmp_path: Path) -> None:
    text, _ = published(tmp_path, ROWS.replace("It rose", "Word " * 100 + "rose"))
    described = text.partition('name="description" content="')[2].partition('"')[0]
    assert len(described) <= 305 and described.endswith("Word …")
