"""A network's case studies as coding programs load them: REFI-QDA project exchange 1.5 (.qdpx), codebook, texts and codings.

Positions are Unicode code points, the end is the character after the passage, line breaks are one character: as the standard says.
Case studies whose consent was withdrawn are not written at all.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

import polars as pl

from analysis.correspondence.cases.qda_codebooks import add_codes, as_xml, clean, codes_of_table, guid_of
from analysis.correspondence.packing import bundled

_NAMESPACE = "urn:QDA-XML:project:1.0"
_LONGEST_NAME = 120  # characters of a passage that stand as its name, by which readers prove how positions were counted
_VARIABLES = (
    "case_id", "hub_id", "place", "locality_id", "partner", "role", "source_kind", "collected", "consent", "consent_covers",
    "read_by",
)  # fmt: skip


def project_qdpx(title: str, codebook: pl.DataFrame, cases: pl.DataFrame, codings: pl.DataFrame) -> bytes:
    """The whole .qdpx: tables codebook, case_studies and codings of one network.

    A coding whose passage is not certain is written as one of its whole text, so that nobody takes the passage for proven.
    """
    cases = cases.filter((pl.col("consent").ne_missing("withdrawn")) & pl.col("text").is_not_null()).sort("case_id")
    codings = codings.join(cases.select("case_id"), on="case_id", how="semi").sort(
        "case_id", "start", "coding_id", nulls_last=True
    )
    project = ET.Element("Project", {"xmlns": _NAMESPACE, "name": clean(title), "origin": "Hub Learning"})
    _add_users(project, codings)
    if codebook.height:
        add_codes(ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes"), codes_of_table(codebook))
    _add_cases(project, cases)
    _add_sources(project, cases, codings)
    texts = {
        f"sources/{guid_of('text', case)}.txt": text.encode("utf-8", "replace")
        for case, text in cases.select("case_id", "text").iter_rows()
    }
    return bundled({"project.qde": as_xml(project), **texts})


def _add_users(project: ET.Element, codings: pl.DataFrame) -> None:
    coders = codings["coder"].drop_nulls().unique().sort()
    if len(coders):
        users = ET.SubElement(project, "Users")
        for coder in coders:
            ET.SubElement(users, "User", {"guid": guid_of("user", coder), "name": clean(coder)})


def _add_cases(project: ET.Element, cases: pl.DataFrame) -> None:
    if cases.is_empty():
        return
    variables = ET.SubElement(project, "Variables")
    for name in _VARIABLES:
        kind = "Date" if name == "collected" else "Text"
        ET.SubElement(variables, "Variable", {"guid": guid_of("variable", name), "name": name, "typeOfVariable": kind})
    held = ET.SubElement(project, "Cases")
    for row in cases.iter_rows(named=True):
        case = ET.SubElement(held, "Case", {"guid": guid_of("case", row["case_id"]), "name": clean(row["case_id"])})
        for name in _VARIABLES:
            if row[name] is not None:
                said = ET.SubElement(case, "VariableValue")
                ET.SubElement(said, "VariableRef", {"targetGUID": guid_of("variable", name)})
                kind = "DateValue" if name == "collected" else "TextValue"
                ET.SubElement(said, kind).text = clean(str(row[name]))
        ET.SubElement(case, "SourceRef", {"targetGUID": guid_of("source", row["case_id"])})


def _add_sources(project: ET.Element, cases: pl.DataFrame, codings: pl.DataFrame) -> None:
    if cases.is_empty():
        return
    sources = ET.SubElement(project, "Sources")
    of_case = codings.partition_by("case_id", as_dict=True)
    for case, title in cases.select("case_id", "title").iter_rows():
        said = {"guid": guid_of("source", case), "name": clean(title or case)}
        source = ET.SubElement(
            sources, "TextSource", said | {"plainTextPath": f"internal://{guid_of('text', case)}.txt"}
        )
        rows = of_case[case,].to_dicts() if (case,) in of_case else []
        placed = [row for row in rows if row["start"] is not None and row["quotable"] is not False]
        for row in placed:
            _add_coding(_passage(source, row), row)
        for row in rows:
            if row not in placed:
                _add_coding(source, row)


def _passage(source: ET.Element, row: dict[str, object]) -> ET.Element:
    words = " ".join(str(row["quote"] or "").split())
    name = words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME] + "…"
    said = {"guid": guid_of("passage", f"of {row['coding_id']}"), "name": clean(name)}
    return ET.SubElement(
        source,
        "PlainTextSelection",
        said | {"startPosition": str(row["start"]), "endPosition": str(row["end"])} | _user(row),
    )


def _add_coding(parent: ET.Element, row: dict[str, object]) -> None:
    coding = ET.SubElement(parent, "Coding", {"guid": guid_of("coding", str(row["coding_id"])), **_user(row)})
    ET.SubElement(coding, "CodeRef", {"targetGUID": guid_of("code", str(row["code_id"]))})


def _user(row: dict[str, object]) -> dict[str, str]:
    return {"creatingUser": guid_of("user", str(row["coder"]))} if row["coder"] else {}
