"""What a link to the edition shows where it is shared, and one picture for a slide or a message: the first answers of the report."""

from __future__ import annotations

import html
from pathlib import Path

from analysis.networks import Network
from analysis.publishing.brand import FACES, font_file, read_brand
from analysis.publishing.first_answers import answers_in
from analysis.publishing.letters import in_drawable
from analysis.publishing.render_copy import Page

PICTURE = "summary.png"
WIDTH, HEIGHT = 1200, 630  # pixels, as shared links are shown
_EDGE, _LINE, _HEAD = 60, 34, 34  # pixels: margin, height of a line of an answer, of its question
_LONGEST = 300  # letters that a description may have before whoever shows it cuts it


def add_share_preview(site: Path, pages: list[Page], network: Network) -> None:
    """Draw SITE/summary.png, and name it and what each page is about in the page's head."""
    report = next(page for page in pages if page.kind == "report")
    (site / PICTURE).write_bytes(_as_png(_drawing(report, network)))
    for page in pages:
        path = site / f"{page.path}.html"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("</head>", f"{_tags(page, network)}</head>", 1), encoding="utf-8", newline="\n")


def _tags(page: Page, network: Network) -> str:
    about = (
        " ".join(answer.said_in_words for answer in answers_in(page)) or f"{page.title}. {page.subtitle}. {page.dated}"
    )
    if len(about) > _LONGEST:
        about = f"{about[:_LONGEST].rpartition(' ')[0]} …"
    told = {"og:type": "article", "og:site_name": network.title, "og:title": f"{page.title}: {page.subtitle}"}
    told |= {"og:description": about, "og:image": f"{page.home}{PICTURE}", "og:image:alt": _alternative(page)}
    lines = [f'<meta name="description" content="{html.escape(about)}">']
    lines += [f'<meta property="{name}" content="{html.escape(said)}">' for name, said in told.items()]
    return "\n".join([*lines, ""])


def _alternative(page: Page) -> str:
    return f"The first answers of the report on {page.subtitle}"


def _drawing(report: Page, network: Network) -> str:
    """The picture as SVG: the report's title, as many whole answers as there is room for, and how it stands."""
    brand = read_brand()
    ink, primary, quiet = (brand.colours[name] for name in ("foreground", "primary", "secondary"))
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{brand.colours["background"]}"/>',
        f'<rect width="{WIDTH}" height="14" fill="{primary}"/>',
    ]
    at = 76
    for text, size, colour in ((report.title, 42, primary), (report.subtitle, 26, ink)):
        for line in _wrapped(text, size, bold=size > 40):
            parts.append(_text(line, at, size, colour, bold=size > 40))
            at += round(size * 1.2)
    at += 16
    foot = _wrapped(" ".join(network.statement.split()) or report.dated, 19)[:2]
    for answer in answers_in(report):
        lines = _wrapped(answer.said_in_words, 26)
        if at + _HEAD + len(lines) * _LINE > HEIGHT - 34 - 26 * len(foot):
            continue  # a shorter one may still fit
        parts.append(_text(answer.asked_in_words, at, 23, primary, bold=True))
        parts += [_text(line, at + _HEAD + number * _LINE, 26, ink) for number, line in enumerate(lines)]
        at += _HEAD + len(lines) * _LINE + 12
    parts += [_text(line, HEIGHT - 30 - 26 * (len(foot) - 1 - number), 19, quiet) for number, line in enumerate(foot)]
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}</svg>'


def _text(text: str, baseline: int, size: int, colour: str, bold: bool = False) -> str:
    weight = 600 if bold else 400
    return f'<text x="{_EDGE}" y="{baseline}" font-size="{size}" font-weight="{weight}" fill="{colour}">{html.escape(text)}</text>'


def _wrapped(text: str, size: int, bold: bool = False) -> list[str]:
    """The text in lines that fit beside the margins."""
    from PIL import ImageFont

    font = ImageFont.truetype(str(font_file("Semibold" if bold else "Regular")), size=size)
    lines: list[str] = []
    for word in in_drawable(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * _EDGE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _as_png(svg: str) -> bytes:
    import resvg_py

    family = read_brand().font
    files = [str(font_file(face)) for face in FACES]
    told = resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=files, font_family=family, sans_serif_family=family
    )
    return bytes(told)
