"""A picture in the place of a photograph: a hall between two hills, drawn point by point, for nobody lives in invented valleys."""

from __future__ import annotations

import math
import struct
import zlib
from typing import Any

from demonstration.cards import written_yaml

PHOTOGRAPHS, HALL = "photographs.yml", "photographs/hall.png"
_WIDE, _HIGH = 480, 300
# Sky, far hill, near hill, grass, wall, roof, door, window, path
_PAINTS = ("#BFD8E6", "#7FA08C", "#5E8570", "#8DB26B", "#E9DEC8", "#8C3B2E", "#4A3328", "#F5C445", "#CDBB95")
_WRITTEN: tuple[dict[str, Any], ...] = (
    {
        "id": "hall", "file": "hall.png", "alt": "A drawing of a small hall with a red roof and two lit windows, on grass between two hills",
        "credit": "Drawn by a computer for this demonstration", "people": False,
        "consent": "Nobody can be recognised; whoever drew it agreed on 1 April 2025", "caption": "A hall as there is none in the five valleys",
    },
)  # fmt: skip


def photographs_yml() -> bytes:
    """The file as its writers would have saved it."""
    return written_yaml(list(_WRITTEN), "photographs", 3)


def hall_png() -> bytes:
    """The drawing as PNG, four bits a point; nothing is compressed, for compressed bytes differ between builds of zlib."""
    rows = b"".join(b"\0" + _row(y) for y in range(_HIGH))
    paints = b"".join(bytes.fromhex(paint[1:]) for paint in _PAINTS)
    head = struct.pack(">IIBBBBB", _WIDE, _HIGH, 4, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", paints), (b"IDAT", _stored(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, held) for name, held in parts)


def _row(y: int) -> bytes:
    paints = [_paint(x, y) for x in range(_WIDE)]
    return bytes(left << 4 | right for left, right in zip(paints[::2], paints[1::2], strict=True))


def _paint(x: int, y: int) -> int:
    """Which paint a point has: the hall before the grass, the grass before the hills, the hills before the sky."""
    if abs(x - 250) <= 78 and 150 <= y <= 232:
        door, window = abs(x - 250) <= 13 and y >= 186, abs(abs(x - 250) - 48) <= 14 and 174 <= y <= 202
        return 6 if door else 7 if window else 4
    if 108 <= y < 150 and abs(x - 250) <= 96 - (150 - y) * 1.5:
        return 5
    if y > 232 - 6 * math.sin(x / 70):
        return 8 if abs(x - 250 - (y - 232) * 0.8) <= 9 + (y - 232) * 0.25 else 3
    if y > 190 - 70 * math.exp(-(((x - 420) / 120) ** 2)) - 8 * math.sin(x / 60):
        return 2
    return 1 if y > 175 - 95 * math.exp(-(((x - 90) / 110) ** 2)) else 0


def _stored(held: bytes) -> bytes:
    """As a zlib stream of blocks that are not compressed."""
    blocks = [held[at : at + 65_535] for at in range(0, len(held), 65_535)]
    written = b"".join(
        struct.pack("<BHH", block is blocks[-1], len(block), len(block) ^ 0xFFFF) + block for block in blocks
    )
    return b"\x78\x01" + written + struct.pack(">I", zlib.adler32(held))


def _part(name: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))
