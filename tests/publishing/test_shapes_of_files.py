"""_brand.yml and _quarto.yml with every key of every kind: what will do is read, anything else is refused with file, line and key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.project import Refused
from analysis.publishing.brand import read_brand
from analysis.publishing.outline import read_outline
from tests.conftest import PROJECT

READERS: dict[str, Callable[[Path], Any]] = {
    "_brand.yml": lambda folder: read_brand(folder / "_brand.yml"),
    "_quarto.yml": read_outline,
}
OWN = {  # of what our own file has no example
    "logo": {"medium": "mark", "images": {"mark": {"path": "mark.png", "alt": "A mark"}}},
    "fonts": [{"family": "Ours", "source": "file", "files": [{"path": "a.ttf", "weight": "bold", "style": "normal"}, "b.ttf"]}],
}  # fmt: skip
ANYTHING: tuple[Any, ...] = ("blue", 1, True, None, "", [], ["a"], [1], [None], {}, {"a": "b"}, [{"a": ["b"]}])


def whole(file: str) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((PROJECT / file).read_text(encoding="utf-8"))
    if file == "_brand.yml":
        held["logo"] = OWN["logo"]
        held["typography"] |= {"fonts": OWN["fonts"], "base": {"family": "Ours"}}
    return deepcopy(held)


def places(held: Any) -> Iterator[tuple[Any, ...]]:
    """The way to each key and each entry, however deep."""
    for name, child in held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ():
        yield (name,)
        yield from ((name, *rest) for rest in places(child))


def changed(file: str, place: tuple[Any, ...], value: Any) -> str:
    """value: what stands there; `delete` for nothing, key and all."""
    held = whole(file)
    inner = held
    for name in place[:-1]:
        inner = inner[name]
    if value == "delete":
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return yaml.safe_dump(held, sort_keys=False)


def refusal(folder: Path, file: str, text: str) -> str:
    (folder / file).write_text(text, encoding="utf-8")
    read_brand.__globals__["_read"].cache_clear()
    try:
        READERS[file](folder)
    except Refused as told:
        return str(told)
    return ""


@pytest.mark.parametrize("file", READERS)
def test_nothing_that_stands_there_is_a_traceback(tmp_path: Path, file: str) -> None:
    assert refusal(tmp_path, file, yaml.safe_dump(whole(file))) == ""
    for place in places(whole(file)):
        for value in (*ANYTHING, "delete"):
            told = refusal(tmp_path, file, changed(file, place, value))
            assert all(line.startswith(file) for line in told.splitlines()), (place, value, told)


@pytest.mark.parametrize(
    ("file", "place", "value", "key"),
    [
        ("_brand.yml", ("color", "palette"), "blue", "color.palette"),
        ("_brand.yml", ("color", "palette"), ["blue"], "color.palette"),
        ("_brand.yml", ("color", "primary"), ["a"], "color.primary"),
        ("_brand.yml", ("typography", "fonts", 0, "files", 0, "weight"), "heavy", "typography.fonts, entry 1, files, entry 1, weight"),
        ("_brand.yml", ("typography", "fonts", 0, "files", 0, "path"), "delete", "typography.fonts, entry 1, files, entry 1, path"),
        ("_brand.yml", ("logo", "images"), "x", "logo.images"),
        ("_quarto.yml", ("website", "sidebar", "contents"), "x", "website.sidebar.contents"),
        ("_quarto.yml", ("website", "sidebar", "contents"), [1], "website.sidebar.contents, entry 1"),
        ("_quarto.yml", ("website", "sidebar", "contents", 0, "contents"), "delete", "website.sidebar.contents, entry 1, contents"),
        ("_quarto.yml", ("website", "sidebar", "contents", 0, "contents"), "x.ipynb", "website.sidebar.contents, entry 1, contents"),
        ("_quarto.yml", ("format", "html"), "default", "format.html"),
        ("_quarto.yml", ("format", "html", "toc-depth"), "deep", "format.html.toc-depth"),
    ],
)  # fmt: skip
def test_what_is_of_another_kind_is_one_line_with_its_place(
    tmp_path: Path, file: str, place: tuple[Any, ...], value: Any, key: str
) -> None:
    told = refusal(tmp_path, file, changed(file, place, value))
    assert re.fullmatch(rf"{file}, line \d+, {re.escape(key)}: [^\n]+", told), told


@pytest.mark.parametrize(
    "text", ["color: !secret x\n", "? [a]\n: b\n", "meta: 2024-13-45\n", "a: &a [*a]\n", "- a\n", "x\n", ""]
)
@pytest.mark.parametrize("file", READERS)
def test_a_file_that_is_no_lines_of_keys_is_refused(tmp_path: Path, file: str, text: str) -> None:
    assert refusal(tmp_path, file, text).startswith(file)
