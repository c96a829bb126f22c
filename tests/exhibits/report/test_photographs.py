"""Photographs: nothing of a file leaves but its points, and none is shown without consent, credit and a text for those who cannot see it."""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from analysis.datasets.processing.processing import process_network, read_table
from analysis.exhibits import OpenEdition
from analysis.exhibits.report.summary.photographs import photographs
from analysis.networks import Network
from analysis.publishing.figures.photographs import as_files, write_photographs
from analysis.publishing.render_copy import Page
from analysis.sources.files.pictures import LEAST_SIDE, LONGEST_SIDE, read_picture
from tests.exhibits.drawn_summary import draw_summary

PHOTO = {
    "id": "table", "file": "table.jpg", "alt": 'Four people at a "long" table', "credit": "Photograph: the group", "people": True,
    "consent": "All four, on 3 March 2024", "caption": "At work",
}  # fmt: skip
HIDDEN = (b"GPS-51.75", b"Serial 4711", b"a note to nobody", b"appended behind the end")


def taken(path: Path, size: tuple[int, int] = (2400, 1600)) -> Path:
    """A photograph as a telephone keeps it: lying on its side, with place and maker in its metadata, a note, and bytes behind its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.new("RGB", size, "#336699")
    picture.paste("#cc3300", (0, 0, size[0] // 2, size[1] // 2))  # as stored: red at the top left
    about = Image.Exif()
    about[0x0112] = 6  # to be turned to the right: the stored top left is the top right then
    about[0x010F] = HIDDEN[1].decode()
    about[0x010E] = HIDDEN[0].decode()
    place = about.get_ifd(0x8825)
    place[1], place[2] = "N", (51.0, 45.0, 0.0)
    picture.save(path, "JPEG", exif=about, comment=HIDDEN[2])
    path.write_bytes(path.read_bytes() + HIDDEN[3])
    return path


def cleaned(path: Path) -> tuple[bytes, Image.Image]:
    (record,) = read_picture(path, "photographs/table.jpg").records["pictures"]
    held = base64.b64decode(record.values["jpeg"])
    return held, Image.open(io.BytesIO(held))


def test_nothing_of_a_photograph_goes_on_but_its_points_upright_and_bounded(tmp_path: Path) -> None:
    path = taken(tmp_path / "table.jpg")
    assert all(each in path.read_bytes() for each in HIDDEN) and Image.open(path).getexif().get_ifd(0x8825)
    held, picture = cleaned(path)
    assert not any(each in held for each in HIDDEN)
    assert not picture.getexif() and set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert picture.size == (800, LONGEST_SIDE)  # 2,400 by 1,600 on its side
    red, _, blue = picture.convert("RGB").getpixel((700, 100))  # type: ignore[misc]
    assert red > 180 > 60 > blue and picture.convert("RGB").getpixel((100, 100))[2] > 130  # type: ignore[index]


def test_what_is_transparent_is_white_and_other_kinds_are_read(tmp_path: Path) -> None:
    seen = Image.new("RGBA", (300, 250), (0, 0, 0, 0))
    for kind in ("PNG", "WEBP"):
        path = tmp_path / f"drawn.{kind.lower()}"
        seen.save(path, kind, lossless=True) if kind == "WEBP" else seen.save(path, kind)
        _, picture = cleaned(path)
        assert picture.format == "JPEG" and picture.getpixel((10, 10)) == (255, 255, 255)


def bomb(path: Path) -> Path:
    """A PNG of some bytes that says of itself that it is a hundred thousand points wide and high."""

    def part(name: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))

    head = part(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0" * 99)) + part(b"IEND", b""))
    return path


@pytest.mark.parametrize("made", ["bomb", "text", "cut", "small", "empty"])
def test_what_is_no_picture_is_told(tmp_path: Path, made: str) -> None:
    path = tmp_path / "table.jpg"
    if made == "bomb":
        bomb(path)
    elif made == "small":
        Image.new("RGB", (LEAST_SIDE - 1, 900)).save(path)
    elif made == "cut":
        path.write_bytes(taken(path).read_bytes()[:9_000])
    else:
        path.write_text("a text" if made == "text" else "", encoding="utf-8")
    reading = read_picture(path, "photographs/table.jpg")
    assert not reading.records and len(reading.findings) == 1
    assert reading.findings[0].file == "photographs/table.jpg" and reading.findings[0].remedy


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    drawn = draw_summary(tmp_path, [])
    taken(drawn.folder / "photographs" / "table.jpg")
    return drawn


def shown(network: Network, period: str = "2024-25", **more: Any) -> str:
    (network.folder / "photographs.yml").write_text(yaml.safe_dump([{**PHOTO, **more}]), encoding="utf-8")
    assert not process_network(network).stops
    return photographs(OpenEdition(network, network.period(period))).text


def told(rule: str) -> list[str]:
    found: list[str] = read_table("rivers", "findings").filter(rule=rule)["problem"].to_list()
    return found


def test_it_stands_with_its_text_caption_and_credit_as_a_file_beside_the_page(network: Network, tmp_path: Path) -> None:
    text = shown(network)
    picture, below = text.split("\n\n")
    assert below == "*At work\\. Photograph: the group.*"
    assert "All four" not in text  # the consent is kept and printed nowhere
    said = as_files(picture)
    name = said.removeprefix("![](figures/").partition(")")[0]
    assert said == f"![](figures/{name}){{fig-alt=\"Four people at a 'long' table\" width=45%}}"
    page = Page("index", "T", "S", "D", "report", f"Before.\n\n{said}\n\nAfter.")
    assert page.alts == {
        name.removesuffix(".jpg"): "Four people at a 'long' table"
    }  # what a Word file of Quarto's is mended by
    (tmp_path / "n").mkdir()
    copy = {"cells": [{"outputs": [{"data": {"text/markdown": [picture]}}]}]}
    (tmp_path / "n" / "index.ipynb").write_text(json.dumps(copy), encoding="utf-8")
    write_photographs(tmp_path / "n", tmp_path)
    assert Image.open(tmp_path / "figures" / name).size == (800, LONGEST_SIDE)


def test_without_consent_or_after_it_nothing_is_shown_and_that_is_told(network: Network) -> None:
    assert shown(network, consent="") == ""
    assert told("photograph-no-consent") == ["Nobody's consent to the photograph `table` is written down."]
    assert shown(network, until="2024-03-31") == "" and shown(network, "2023-24", until="2024-03-31")
    assert len(told("photograph-consent-ends")) == 1
    assert shown(network, editions=["2023-24"]) == "" and shown(network, "2023-24", editions=["2023-24"])


def test_a_name_of_no_file_and_a_file_of_no_entry_are_told(network: Network) -> None:
    assert shown(network, file="tabel.jpg") == ""
    (missing,) = told("photograph-no-file")
    assert "`tabel.jpg`" in missing and "the nearest is `table.jpg`" in missing
    assert len(told("photograph-not-listed")) == 1
