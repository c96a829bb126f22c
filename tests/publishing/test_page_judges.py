"""The judges of pages find what is wrong with each, also where they look at many in one tab."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judges import Missing, check_pages

CELLS = "".join(f"<tr><td>{number} people</td></tr>" for number in range(200))
TABLE = f"<table><tr><th>How many</th></tr>{CELLS}</table>"
# On each page one fault; which words the judges find for it.
FAULTS = {
    "pale": (TABLE.replace("<td>100", '<td style="color: #ddd">100'), "color-contrast"),
    "folded": ('<details><summary>More</summary><p style="color: #ddd">pale words</p></details>', "color-contrast"),
    "outside": ('<img alt="a" src="http://127.0.0.1:9/picture.png">', "asks for http://127.0.0.1:9/picture.png"),
    "script": ("<script>throw new Error('it stopped')</script>", "it stopped"),
    "said": ("<script>console.error('it complained')</script>", "it complained"),
    "wide": ('<div style="width: 3000px">wide</div>', "wider than the screen"),
    "undrawn": ('<div class="exhibit-plot" role="img" aria-label="bars" data-exhibit="bars">…</div>', "did not appear"),
    "unsaid": ('<div class="exhibit-plot" data-exhibit="bars"><svg></svg></div>', "no text alternative"),
}


def page(folder: Path, name: str, body: str) -> Path:
    path = folder / f"{name}.html"
    path.write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>'
        f"<body><main><h1>{name}</h1>{body}</main></body></html>",
        encoding="utf-8",
    )
    return path


def test_each_fault_is_told_of_its_page_and_of_no_other(tmp_path: Path) -> None:
    faulty = {name: page(tmp_path, name, body) for name, (body, _) in FAULTS.items()}
    sound = [page(tmp_path, f"sound-{number}", TABLE) for number in range(len(faulty) + 1)]
    paths = [path for pair in zip(sound, faulty.values(), strict=False) for path in pair] + sound[-1:]
    try:
        told = check_pages(paths)
    except Missing as missing:
        pytest.skip(str(missing))
    found = {name for name, (_, words) in FAULTS.items() for said in told if said.startswith(name) and words in said}
    assert found == set(FAULTS)
    assert not [said for said in told if said.startswith("sound-")]
