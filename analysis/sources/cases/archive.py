"""The zip of a REFI-QDA project: where its XML and its texts lie, whichever program packed it. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from analysis.sources.files.docx_text import text_of_docx
from analysis.sources.files.encodings import decoded_text
from analysis.sources.findings import Finding, Place, Rule

LARGEST_PART = 20_000_000  # bytes of one text, or of project.qde
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)

_LEFT_OUT, _AGAIN = "The case study and its codes are left out.", "Export the project again, with its texts inside it."
NO_TEXT = Rule(
    "text-missing",
    "There is no text of `{name}` in the project.",
    _LEFT_OUT,
    _AGAIN,
    ignore="Never: the case study is missing from the report.",
)
TEXT_OUTSIDE = Rule(
    "text-outside",
    "The text of `{name}` lies outside the project ({value}).",
    _LEFT_OUT,
    _AGAIN,
    ignore="Never: the case study is missing from the report.",
)
TEXT_MISSING = Rule(
    "text-missing",
    "The text of `{name}` is missing from the project.",
    _LEFT_OUT,
    _AGAIN,
    ignore="Never: the case study is missing from the report.",
)
NOT_UTF8 = Rule(
    "encoding",
    "The text of `{name}` is in no encoding that is known here.",
    _LEFT_OUT,
    _AGAIN,
    ignore="Never: the case study is missing from the report.",
)
ANOTHER_ENCODING = Rule(
    "encoding",
    "The text of `{name}` is not UTF-8; it was read as {encoding}.",
    "Letters such as é, ŵ or “ may come out wrong in what is quoted.",
    "Read one passage with such a letter; where it is wrong, save the text as UTF-8 in the coding program, and export again.",
    ignore="Where quoted passages read well.",
)
FOUND_BY_NAME = Rule(
    "text-found-by-name",
    "The text of `{name}` is said to lie outside the project ({value}); the file of that name inside it was read.",
    "Some programs write where a text lay on the coder's own machine.",
    "Nothing to do if the quotations read well.",
    "note",
    ignore="Where quoted passages read well.",
)
TEXT_OF_DOCUMENT = Rule(
    "text-from-document",
    "The plain text of `{name}` is missing; its words were taken from the Word document beside it.",
    "Positions were counted in the plain text: they may not be those of the document.",
    _AGAIN,
    ignore="Where quoted passages read well.",
)


def is_web_page(held: bytes) -> bool:
    """Whether a download is the page that asked for a password, saved under the name of what was wanted."""
    return _WEB_PAGE.match(held.removeprefix(b"\xef\xbb\xbf")[:4096]) is not None


class Archive:
    """The parts of a project by name. `held`: the bytes of the zip, or of the XML alone where nothing was packed."""

    def __init__(self, held: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(held)) if held.startswith(b"PK") else None
        self._alone = held if self._zip is None else b""
        listed = self._zip.namelist() if self._zip else []
        names = {name.replace("\\", "/"): name for name in reversed(listed) if not _beside(name)}
        self._names = {plain.casefold(): name for plain, name in names.items()}
        found = [name for name in self._names if PurePosixPath(name).name == "project.qde"]
        self._base = min(found, key=lambda name: (name.count("/"), name)).removesuffix("project.qde") if found else ""
        self.holds_project = bool(found) or self._zip is None

    def project(self) -> bytes:
        """The XML of the project. Raises KeyError where there is none, ValueError where it is too large."""
        return self._alone or self._part(f"{self._base}project.qde")

    def source(self, name: str) -> bytes | None:
        """A file of the flat folder `sources`, in whatever case the folder and the file are written; None where it is missing."""
        try:
            return self._part(f"{self._base}sources/{name}".casefold())
        except KeyError:
            return None

    def _part(self, name: str) -> bytes:
        if self._zip is None:
            raise KeyError(name)
        with self._zip.open(self._names[name]) as part:
            held = part.read(LARGEST_PART + 1)
        if len(held) > LARGEST_PART:
            raise ValueError(f"{name} is too large")
        return held


def _beside(name: str) -> bool:
    """What a Mac puts beside each file it packs."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")


class StoredText:
    """The text of a source: given in the XML, or in a file that it names."""

    def __init__(self, archive: Archive, file: str, place: str, name: str) -> None:
        self.archive, self.file, self.place, self.name = archive, file, place, name
        self.findings: list[Finding] = []

    def read(self, content: str | None, plain: str, rich: str) -> str | None:
        """content: the text in the XML. plain, rich: the paths of the plain text and of the document it was made from.

        None, and a finding, where there is no text. A mark at the beginning of a file stays, for some programs count it.
        """
        if content:
            return content
        held = self._file(plain) if plain else None
        if held is not None:
            text = self._decoded(held, plain)
            if text is None or text.strip("\ufeff \r\n\t") or not rich:
                return text
        if any(finding.rule in ("text-outside", "encoding") for finding in self.findings):
            return None
        document = self._file(rich) if rich.lower().endswith(".docx") else None
        if document is not None and (text := text_of_docx(document)):
            self.findings = [TEXT_OF_DOCUMENT.at(self._at(rich), name=self.name)]
            return text
        if not self.findings:
            self.findings.append(NO_TEXT.at(self._at(plain or rich), name=self.name))
        return None

    def _file(self, path: str) -> bytes | None:
        """What `internal://NAME`, or NAME, names: a flat name under sources/, never a path that leads elsewhere.

        Of another path only the file's name is looked for, and only inside the project.
        """
        inside = path.removeprefix("internal://")
        if not re.fullmatch(r"[^/\\:]+", inside) or inside in (".", ".."):
            held = self.archive.source(re.split(r"[/\\:]", path)[-1])
            rule = TEXT_OUTSIDE if held is None else FOUND_BY_NAME
            self.findings.append(rule.at(self._at(path), name=self.name))
            return held
        held = self.archive.source(inside)
        if held is None:
            self.findings.append(TEXT_MISSING.at(self._at(path), name=self.name))
        return held

    def _decoded(self, held: bytes, path: str) -> str | None:
        text, encoding = decoded_text(held)
        if text is None:
            self.findings.append(NOT_UTF8.at(self._at(path), name=self.name))
        elif encoding:
            self.findings.append(ANOTHER_ENCODING.at(self._at(path), name=self.name, encoding=encoding))
        return text

    def _at(self, path: str) -> Place:
        return Place(self.file, cell=self.place, table="case_studies", value=path)
