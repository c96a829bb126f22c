"""ZIP archives that come out the same on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TIME = (1980, 1, 1, 0, 0, 0)


def archive(members: Mapping[str, bytes]) -> bytes:
    """The members in their order, with one fixed time and not compressed.

    Compression libraries differ between Python builds in the bytes they write; stored bytes do not, and git and the
    package compress them anyway.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _TIME)
            member.create_system = 3  # else Windows and Linux would differ
            member.external_attr = 0o644 << 16
            bundle.writestr(member, content)
    return written.getvalue()


def rewritten(packed: bytes) -> bytes:
    """The same archive as `archive` would have written it."""
    with zipfile.ZipFile(io.BytesIO(packed)) as bundle:
        return archive({name: bundle.read(name) for name in bundle.namelist()})
