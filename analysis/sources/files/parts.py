"""The parts of a zip, unpacked within bounds that the zip itself cannot talk its way out of."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import NamedTuple, TypeVar

from analysis.sources.findings import Finding
from analysis.sources.unreadable import damaged, locked, unreadable

_Made = TypeVar("_Made")
_SMALL = 64_000  # bytes of a part whose making is remembered; workbooks of one program have many small parts in common
LARGEST_PARTS = 60_000_000  # bytes unpacked, of the parts that are read at all; a return has some 30,000
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, then the lengths of name and extra field
# What a zip says of a part, twice: version, flags, method, time, date, CRC, both sizes, the lengths of name and extra field.
_ABOUT, _UTF8, _NEW_YEAR_1980 = struct.Struct("<5H3I2H"), 0x800, 0x21
_BEGINS_PLAINLY = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>\s*)?<[A-Za-z]")
_WHERE = struct.Struct("<3H2I")  # in the contents alone: comment, disk, attributes, and where the part begins
_END = struct.Struct("<4s4H2IH")


def kept_if_small(make: Callable[..., _Made]) -> Callable[..., _Made]:
    """Made once of the same bytes, such as the formats that all forms have alike, where they are few enough to keep."""
    kept = lru_cache(maxsize=64)(make)

    @wraps(make)
    def made(*held: bytes | int) -> _Made:
        small = all(len(each) <= _SMALL for each in held if isinstance(each, bytes))
        return kept(*held) if small else make(*held)

    return made


class Unpackable(Exception):
    """A part that cannot be unpacked as its zip promises; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.problem)
        self.finding = finding


class Zip(NamedTuple):
    """A zip's bytes, and the parts that it lists."""

    held: bytes
    listed: list[zipfile.ZipInfo]

    @property
    def names(self) -> set[str]:
        return {_plain_name(part) for part in self.listed}


def unpack_parts(whole: Zip, file: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The wanted parts by name. Raises Unpackable: for damage, passwords, and parts larger than the zip says or than is read.

    A zip's table of contents can lie about sizes, so each part is unpacked only as far as its promised size.
    """
    listed = {_plain_name(part): part for part in whole.listed if wanted(_plain_name(part))}
    if sum(part.file_size for part in listed.values()) > LARGEST_PARTS:
        raise Unpackable(_too_much(file))
    return {name: _unpacked(whole.held, part, file) for name, part in listed.items()}


def packed_again(parts: dict[str, bytes]) -> io.BytesIO:
    """A plain zip of these parts and nothing else, for a reader that would trust any zip. Stored, which takes no time."""
    pieces: list[bytes] = []  # put together once: each copy of a sheet takes as long as unpacking a part of it
    contents, begins = bytearray(), 0
    for name, held in parts.items():
        called = name.encode()
        about = _ABOUT.pack(20, _UTF8, 0, 0, _NEW_YEAR_1980, zlib.crc32(held), len(held), len(held), len(called), 0)
        contents += b"PK\x01\x02\x14\x00" + about + _WHERE.pack(0, 0, 0, 0, begins) + called
        pieces += [b"PK\x03\x04" + about + called, held]
        begins += len(pieces[-2]) + len(held)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(contents), begins, 0)
    return io.BytesIO(b"".join([*pieces, contents, end]))


def _plain_name(part: zipfile.ZipInfo) -> str:
    return part.filename.replace("\\", "/")


def _unpacked(held: bytes, part: zipfile.ZipInfo, file: str) -> bytes:
    if part.flag_bits & 1:
        raise Unpackable(locked(file))
    try:
        signature, name, extra = _LOCAL_HEADER.unpack_from(held, part.header_offset)
    except struct.error:
        raise Unpackable(damaged(file)) from None
    begin = part.header_offset + 30 + name + extra
    packed = held[begin : begin + part.compress_size]
    if signature != b"PK\x03\x04" or len(packed) != part.compress_size:
        raise Unpackable(damaged(file))
    if part.compress_type == zipfile.ZIP_STORED:
        whole = packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        inflate = _inflated if part.file_size > _SMALL else _inflated_once
        try:
            whole = inflate(packed, part.file_size)
        except zlib.error:
            raise Unpackable(damaged(file)) from None
    else:
        raise Unpackable(damaged(file))
    if len(whole) != part.file_size or zlib.crc32(whole) != part.CRC:
        raise Unpackable(damaged(file))
    return whole


def _inflated(packed: bytes, size: int) -> bytes:
    """No more than one byte over the size that was promised, which is enough to see that the promise was false."""
    return zlib.decompressobj(-15).decompress(packed, size + 1)


_inflated_once = kept_if_small(_inflated)


def xml_problem(name: str, xml: bytes, file: str) -> Finding | None:
    """A finding for XML that defines entities of its own, which may unfold without end, or hides its letters.

    What such a definition may stand in is over with the first element, which is where nearly all begin after one line.
    """
    if not _BEGINS_PLAINLY.match(xml) and re.search(rb"<!(?:DOCTYPE|ENTITY)", xml):
        return unreadable(
            file,
            f"Its part {name} defines shorthands that unfold to other text, which no spreadsheet program writes.",
            "Do not open it; ask who sent it what it is.",
            rule="xml-entities",
        )
    return damaged(file) if b"\x00" in xml else None


def _too_much(file: str) -> Finding:
    return unreadable(
        file,
        f"Its sheets are more than the {LARGEST_PARTS / 1e6:.0f} MB that is ever read.",
        "Take the other sheets out of it, or ask what it is.",
        rule="too-large",
    )
