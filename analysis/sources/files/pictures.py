"""Photographs: each read whole, turned upright, made no larger than a page needs, and written anew without anything but its points.

What a camera notes in a file (the place, the day, the maker, a small copy of the picture as it was before it was cut) says more than the
picture does; so nothing of the file as it was sent goes further.
"""

from __future__ import annotations

import base64
import io
import warnings
from pathlib import Path

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading, Record, nothing_read
from analysis.sources.unreadable import size_problem

PICTURES = "pictures"
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
LARGEST = 30_000_000  # bytes of a file as it was sent
MOST_POINTS = 80_000_000  # of a picture when it is unpacked
LONGEST_SIDE, LEAST_SIDE = 1_200, 200  # points: a page is no wider, and on less nobody sees what it shows
_QUALITY = 82  # of a JPEG, of a hundred

NOT_A_PICTURE = Rule(
    "picture-unreadable",
    "The file is no picture that can be read: {problem}.",
    "It cannot be shown.",
    "Save it once more as JPEG or PNG from a program that shows pictures.",
    ignore="Where it is not to be published.",
)
TOO_SMALL = Rule(
    "picture-small",
    "The picture has {width} by {height} points; the shorter side needs {least}.",
    "On a page nobody would see what it shows.",
    "Ask for it as it was taken, not as it was sent on by a messenger.",
    ignore="Where it is not to be published.",
)


def read_picture(path: Path, file: str) -> Reading:
    """One record of `pictures`: the picture as a JPEG without metadata, in base64, with its width and height in points."""
    if unfit := size_problem(path, file, LARGEST):
        return nothing_read(unfit)
    told = _opened(path, file)
    if isinstance(told, Finding):
        return nothing_read(told)
    jpeg, width, height = told
    values = {"file": file, "width": str(width), "height": str(height), "jpeg": base64.b64encode(jpeg).decode("ascii")}
    return Reading({PICTURES: [Record("", values, {})]}, [], [])


def _opened(path: Path, file: str) -> tuple[bytes, int, int] | Finding:
    from PIL import Image, ImageOps, UnidentifiedImageError  # only where there is a picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as sent:
                if sent.width * sent.height > MOST_POINTS:
                    return NOT_A_PICTURE.at(
                        Place(file), problem=f"it has {sent.width:,} by {sent.height:,} points, too many"
                    )
                if min(sent.size) < LEAST_SIDE:
                    return TOO_SMALL.at(Place(file), width=sent.width, height=sent.height, least=LEAST_SIDE)
                upright = ImageOps.exif_transpose(sent)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
                return _anew(upright)
    except UnidentifiedImageError:
        return NOT_A_PICTURE.at(Place(file), problem="it is neither JPEG, PNG nor WebP")
    except (OSError, ValueError, SyntaxError, ArithmeticError, EOFError, Image.DecompressionBombError) as error:
        return NOT_A_PICTURE.at(Place(file), problem=" ".join(str(error).split())[:120] or "it is damaged")


def _anew(picture: object) -> tuple[bytes, int, int]:
    """Its points alone on white, as JPEG: a new picture has no metadata that could be left in by mistake."""
    from PIL import Image

    assert isinstance(picture, Image.Image)
    with_alpha = picture.convert("RGBA")
    plain = Image.new("RGB", with_alpha.size, "white")
    plain.paste(with_alpha, mask=with_alpha.getchannel("A"))
    held = io.BytesIO()
    plain.save(held, "JPEG", quality=_QUALITY, optimize=True, progressive=False)
    return held.getvalue(), plain.width, plain.height
