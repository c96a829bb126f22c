"""One coded project as different programs write it: the same texts, codes and passages in each program's dialect."""

from __future__ import annotations

import uuid
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

TEXTS = {
    "Visit in March": "She came alone 🌱 on a Tuesday.\nNow she runs the café with two others.\n\nNobody asked her to.\n",
    "Diary, winter": "“Before, my week had one conversation in it,” he said.\nNow five people ring.\nThe bus is the hurdle 🚌: it stops at four.\n",
    "Talk with a partner": "We began with one table.\nThe nurse comes to us 🩺 on Wednesdays, and people come to her.\n",
}
PASSAGES = [  # text, passage, code, coder
    ("Visit in March", "She came alone 🌱 on a Tuesday.", "Less alone", "Coder A"),
    ("Visit in March", "runs the café with two others", "A next step", "Coder A"),
    ("Visit in March", "Nobody asked her to.", "A next step", "Coder B"),
    ("Diary, winter", "Now five people ring.", "Less alone", "Coder A"),
    ("Diary, winter", "Now five people ring.", "Less alone", "Coder B"),
    ("Diary, winter", "it stops at four", "Getting there", "Coder A"),
    ("Talk with a partner", "The nurse comes to us", "Services come closer", "Coder A"),
    ("Talk with a partner", "people come to her", "Services come closer", "Coder B"),
]
CODES = {
    "Outcomes": ["Less alone", "A next step", "Services come closer"],
    "Hurdles": ["Getting there"],
}


@dataclass(frozen=True)
class Dialect:
    """How a program writes. Countings as in analysis.sources.cases.passages; `names`: what it writes as a passage's name."""

    origin: str
    utf16: bool = False
    crlf: bool = False  # the texts are stored with \r\n
    breaks: str = "as stored"  # as stored, one, two
    mark: bool = False  # the texts are stored with a byte order mark
    mark_counts: bool = False
    end_is_last: bool = False
    names: str = "none"  # none, whole, beginning, place
    project: str = "project.qde"
    folder: str = "sources/"
    braces: bool = False
    upper: bool = False
    inline: bool = False  # the text stands in the XML
    docx: bool = False  # a Word document beside the plain text
    variables: str = "case"  # case, nameless case, source
    cases_as_codes: bool = False
    coder_on: str = "coding"  # coding, selection
    kind: str = "TextSource"  # TextSource, PDFSource, AudioSource
    namespace: str = "urn:QDA-XML:project:1.0"


# What is known of each program stands in the file; the rest is what programs of its family do.
DIALECTS = {
    "the standard": Dialect("standard 1.5"),
    "NVivo for Windows": Dialect(
        "NVivo 20", utf16=True, crlf=True, mark=True, folder="Sources/", docx=True, cases_as_codes=True, names="none"
    ),
    "NVivo for Mac": Dialect("NVivo for Mac 15.0.0", utf16=True, docx=True, mark=True, mark_counts=True),
    "MAXQDA": Dialect(
        "MAXQDA 2022", utf16=True, crlf=True, end_is_last=True, names="place", variables="nameless case", braces=True
    ),
    "MAXQDA, breaks once": Dialect("MAXQDA 2020", utf16=True, crlf=True, breaks="one", variables="source", upper=True),
    "ATLAS.ti": Dialect(
        "ATLAS.ti for Windows 23",
        utf16=True,
        crlf=True,
        breaks="one",
        names="beginning",
        upper=True,
        project="Project.qde",
    ),
    "ATLAS.ti, a PDF": Dialect("ATLAS.ti for Mac 24", utf16=True, names="beginning", kind="PDFSource"),
    "QualCoder": Dialect("QualCoder 3.5", mark=True, names="whole", variables="case"),
    "QualCoder, transcripts": Dialect("QualCoder 3.5", mark=True, kind="AudioSource", names="none"),
    "OpenQDA": Dialect("OpenQDA", utf16=True, inline=True, names="whole", coder_on="selection"),
    "breaks twice, stored once": Dialect("a Windows editor", crlf=False, breaks="two"),
    "in a folder, from a Mac": Dialect("NVivo for Mac", folder="Sources/", project="My project/Project.qde"),
    "backslashes": Dialect("an old .NET program", utf16=True, folder="Sources\\", crlf=True),
    "REFI-QDA 1.5 namespace": Dialect("a newer program", namespace="urn:QDA-XML:project:1.5"),
}


def identifier(*about: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, ":".join(about)))


def write_dialect(path: Path, dialect: Dialect, texts: dict[str, str] = TEXTS, consent: str = "quote") -> Path:
    """The project as a .qdpx in that dialect."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(dialect.project, project_xml(dialect, texts, consent))
        base = dialect.project.rpartition("/")[0]
        folder = f"{base}/{dialect.folder}" if base else dialect.folder
        if base:
            archive.writestr("__MACOSX/My project/._Project.qde", b"\x00\x05\x16\x07")
        for name, text in texts.items():
            if not dialect.inline:
                stored = text.replace("\n", "\r\n") if dialect.crlf else text
                encoded = stored.encode("utf-8-sig" if dialect.mark else "utf-8")
                archive.writestr(f"{folder}{identifier('text', name)}.txt", encoded)
    return path


def position(dialect: Dialect, text: str, at: int) -> int:
    """Where the program says that the character at `at` stands."""
    before = text[:at]
    counted = len(before.encode("utf-16-le")) // 2 if dialect.utf16 else at
    twice = dialect.breaks == "two" or (dialect.breaks == "as stored" and dialect.crlf)
    return counted + before.count("\n") * twice + dialect.mark_counts


def project_xml(dialect: Dialect, texts: dict[str, str] = TEXTS, consent: str = "quote") -> str:
    def guid(*about: str) -> str:
        plain = identifier(*about)
        plain = plain.upper() if dialect.upper else plain
        return "{" + plain + "}" if dialect.braces else plain

    users = "".join(f'<User guid="{guid("user", name)}" name="{name}"/>' for name in ("Coder A", "Coder B"))
    codes = "".join(
        f'<Code guid="{guid("code", top)}" name="{top}" isCodable="true">'
        + "".join(f'<Code guid="{guid("code", name)}" name="{name}" isCodable="true" color="#0a7"/>' for name in below)
        + "</Code>"
        for top, below in CODES.items()
    )
    if dialect.cases_as_codes:
        codes += "".join(
            f'<Code guid="{guid("case", name)}" name={quoteattr(name)} isCodable="true"/>' for name in texts
        )
    variables = "".join(
        f'<Variable guid="{guid("variable", name)}" name="{name}" typeOfVariable="Text"/>'
        for name in ("Consent", "Place")
    )
    given = "".join(
        f'<VariableValue><VariableRef targetGUID="{guid("variable", name)}"/><TextValue>{value}</TextValue></VariableValue>'
        for name, value in (("Consent", consent), ("Place", "Sallowbridge"))
    )
    cases = "".join(
        f'<Case guid="{guid("case", name)}"{"" if dialect.variables == "nameless case" else f" name={quoteattr(name)}"}>'
        f'{given if "case" in dialect.variables else ""}<SourceRef targetGUID="{guid("source", name)}"/></Case>'
        for name in texts
    )
    sources = "".join(
        _source(replace(dialect), name, text, guid, given if dialect.variables == "source" else "")
        for name, text in texts.items()
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{dialect.namespace}" name="Cases" origin="{dialect.origin}">'
        f"<Users>{users}</Users><CodeBook><Codes>{codes}</Codes></CodeBook><Variables>{variables}</Variables>"
        f"<Cases>{cases}</Cases><Sources>{sources}</Sources></Project>"
    )


def _source(dialect: Dialect, name: str, text: str, guid, own: str) -> str:  # type: ignore[no-untyped-def]
    path = "" if dialect.inline else f' plainTextPath="internal://{identifier("text", name)}.txt"'
    rich = f' richTextPath="internal://{identifier("text", name)}.docx"' if dialect.docx else ""
    content = f"<PlainTextContent>{escape(text)}</PlainTextContent>" if dialect.inline else ""
    passages = _passages(dialect, name, text, guid)
    about = f'guid="{guid("source", name)}" name={quoteattr(name)}'
    if dialect.kind == "TextSource":
        return f"<TextSource {about}{rich}{path}>{content}{passages}{own}</TextSource>"
    inner = {"PDFSource": "Representation", "AudioSource": "Transcript"}[dialect.kind]
    part = f'<{inner} guid="{guid("part", name)}" name={quoteattr(name)}{path}>{content}{passages}</{inner}>'
    return f'<{dialect.kind} {about} path="internal://missing.bin">{part}{own}</{dialect.kind}>'


def _passages(dialect: Dialect, name: str, text: str, guid) -> str:  # type: ignore[no-untyped-def]
    points, written = [], []
    for number, (of, passage, code, coder) in enumerate(PASSAGES):
        if of != name or passage not in text:
            continue
        at = text.index(passage)
        start = position(dialect, text, at)
        end = position(dialect, text, at + len(passage)) - dialect.end_is_last
        called = {"none": "", "whole": passage, "beginning": passage[:12] + "…", "place": f"{number}: 1 - 1: 40"}[
            dialect.names
        ]
        user = f' creatingUser="{guid("user", coder)}"'
        on_coding, on_selection = (user, "") if dialect.coder_on == "coding" else ("", user)
        codings = f'<Coding guid="{guid("coding", str(number))}"{on_coding}><CodeRef targetGUID="{guid("code", code)}"/></Coding>'
        if dialect.cases_as_codes:
            codings += (
                f'<Coding guid="{guid("of case", str(number))}"><CodeRef targetGUID="{guid("case", name)}"/></Coding>'
            )
        about = f'guid="{guid("selection", str(number))}" name={quoteattr(called)}{on_selection}'
        if dialect.kind == "AudioSource":
            first, last = guid("first", str(number)), guid("last", str(number))
            points += [f'<SyncPoint guid="{first}" position="{start}" timeStamp="0"/>']
            points += [f'<SyncPoint guid="{last}" position="{end}" timeStamp="0"/>']
            written.append(
                f'<TranscriptSelection {about} fromSyncPoint="{first}" toSyncPoint="{last}">{codings}</TranscriptSelection>'
            )
        else:
            span = f'startPosition="{start}" endPosition="{end}"'
            written.append(f"<PlainTextSelection {about} {span}>{codings}</PlainTextSelection>")
    return "".join(points + written)
