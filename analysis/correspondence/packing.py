"""Workbooks that say their language and come out with the same bytes on every machine."""

from __future__ import annotations

import io
import zipfile

_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"


def packed(book: bytes, language: str = "en-GB") -> bytes:
    """The workbook with its language among its properties, which screen readers speak it in; stored, with one fixed time.

    Compression libraries differ between machines in the bytes they write; stored bytes do not, and a form is small.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as there, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as bundle:
        for name in there.namelist():
            held = there.read(name)
            if name == _CORE:
                told = f"<dc:language>{language}</dc:language></cp:coreProperties>"
                held = held.replace(b"</cp:coreProperties>", told.encode())
            member = zipfile.ZipInfo(name, _TIME)
            member.create_system = 3  # else Windows and Linux would differ
            member.external_attr = 0o644 << 16
            bundle.writestr(member, held)
    return written.getvalue()
