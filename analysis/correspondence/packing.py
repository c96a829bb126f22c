"""Workbooks that say their language, and other archives, with the same bytes on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"


def packed(book: bytes, language: str = "en-GB") -> bytes:
    """The workbook with its language among its properties, which screen readers speak it in; stored, with one fixed time.

    Compression libraries differ between machines in the bytes they write; stored bytes do not, and a form is small.
    """
    return bundled(dict(_in_language(book, language)))


def bundled(members: Mapping[str, bytes]) -> bytes:
    """An archive of the members in their order, stored, with one fixed time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as bundle:
        for name, held in members.items():
            member = zipfile.ZipInfo(name, _TIME)
            member.create_system = 3  # else Windows and Linux would differ
            member.external_attr = 0o644 << 16
            bundle.writestr(member, held)
    return written.getvalue()


def _in_language(book: bytes, language: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(book)) as there:
        for name in there.namelist():
            held = there.read(name)
            if name == _CORE:
                told = f"<dc:language>{language}</dc:language></cp:coreProperties>"
                held = held.replace(b"</cp:coreProperties>", told.encode())
            yield name, held
