"""The same quotations come out of a project, whichever program wrote it; where they cannot be told, nothing is quoted."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from analysis.sources.cases.countings import Coded, find_countings
from analysis.sources.cases.passages import Counting, Placing, Selection, SourceText
from analysis.sources.cases.project import read_project
from analysis.sources.records import Reading
from tests.sources.drawn_qda import DIALECTS, PASSAGES, TEXTS, Dialect, identifier, project_xml, write_dialect


def quotes(reading: Reading) -> list[tuple[str, str, str, str]]:
    names = {record.values["code_id"]: record.values["name"] for record in reading.records["codebook"]}
    return [
        (each["case_id"], each["quote"], names[each["code_id"]], each["coder"])
        for each in (record.values for record in reading.records["codings"])
    ]


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_gives_the_same_quotations(tmp_path: Path, name: str) -> None:
    reading = read_project(write_dialect(tmp_path / "p.qdpx", DIALECTS[name]), "cases/p.qdpx")
    assert quotes(reading) == PASSAGES
    assert {record.values["quotable"] for record in reading.records["codings"]} == {"yes"}
    texts = {record.values["case_id"]: record.values["text"] for record in reading.records["case_studies"]}
    assert texts == TEXTS
    for each in (record.values for record in reading.records["codings"]):
        assert texts[each["case_id"]][int(each["start"]) : int(each["end"])] == each["quote"]
    assert {record.values["place"] for record in reading.records["case_studies"]} == {"Sallowbridge"}
    assert [record.values["name"] for record in reading.records["codebook"]] == [
        "Outcomes", "Less alone", "A next step", "Services come closer", "Hurdles", "Getting there",
    ]  # fmt: skip
    assert reading.records["codebook"][1].values["colour"] == "#00AA77"
    assert [(finding.rule, finding.severity) for finding in reading.findings] == [("positions-counted", "note")]


@pytest.mark.parametrize("name", DIALECTS)
def test_what_was_found_is_told(tmp_path: Path, name: str) -> None:
    dialect = DIALECTS[name]
    reading = read_project(write_dialect(tmp_path / "p.qdpx", dialect), "cases/p.qdpx")
    (told,) = reading.findings
    assert ("the passage's last character" in told.problem) is dialect.end_is_last
    assert ("two characters, as in UTF-16" in told.problem) is dialect.utf16
    assert ("counts as one character" in told.problem.split(";")[1]) is (dialect.crlf and dialect.breaks == "one") or (
        not dialect.crlf
    )
    if dialect.mark:
        assert ("file is counted" in told.problem) is dialect.mark_counts
    assert ("noted as their words" in told.why) is (dialect.names in ("whole", "beginning"))


def test_one_text_may_be_counted_otherwise_than_the_rest(tmp_path: Path) -> None:
    path = write_dialect(tmp_path / "p.qdpx", Dialect("mixed", utf16=True, names="whole"))
    other = write_dialect(tmp_path / "q.qdpx", Dialect("mixed", utf16=True, names="whole", end_is_last=True))
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(other) as two:
        first, second = one.read("project.qde").decode(), two.read("project.qde").decode()
        stored = {name: one.read(name) for name in one.namelist()}
    cut = "<TextSource"
    parts, others = first.split(cut), second.split(cut)
    stored["project.qde"] = cut.join([*parts[:2], others[2], *parts[3:]]).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in stored.items():
            archive.writestr(name, held)
    reading = read_project(path, "p.qdpx")
    assert quotes(reading) == PASSAGES
    assert [finding.cell for finding in reading.findings] == ["Sources", "Sources/TextSource[2]"]
    assert "otherwise" in reading.findings[1].problem


def test_nothing_is_quoted_where_two_readings_are_as_good(tmp_path: Path) -> None:
    # One passage after pictures of plants: read by code points or by UTF-16 it begins and ends between words.
    text = "🌱🌱 a b c d e f g h\n"
    xml = project_xml(Dialect("x"), {"Visit in March": text}).replace("</TextSource>", "")
    xml = xml.split("<PlainTextSelection")[0] if "<PlainTextSelection" in xml else xml
    xml = xml.split("</Sources>")[0]
    code = identifier("code", "Less alone")
    xml += (
        '<PlainTextSelection guid="s" startPosition="5" endPosition="8"><Coding guid="g">'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection></TextSource></Sources></Project>'
    )
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr(f"sources/{identifier('text', 'Visit in March')}.txt", text.encode())
    reading = read_project(path, "p.qdpx")
    assert [record.values["quotable"] for record in reading.records["codings"]] == ["no"]
    unsettled = next(finding for finding in reading.findings if finding.rule == "positions-unsettled")
    assert (unsettled.severity, unsettled.cell) == ("doubt", "Sources/TextSource[1]")
    assert "nothing is quoted" in unsettled.why


def test_the_reading_is_settled_where_all_readings_give_the_same_words() -> None:
    text = SourceText("Plain words.\r\n")
    _, found, _ = find_countings([Coded(text, [Selection(0, 12, "")])])
    assert found[0].settled


# Other words than in drawn_passages: accents by themselves, joined pictures, letters of three bytes and beyond the first plane.
WORDS = [
    "bread",
    "café",
    "Dŵr",
    "茶",
    "👩\u200d🌾",
    "𝒽ub",
    "½",
    "“no”",
    "o’clock",
    "–",
    "€40",
    "ferry",
    "Łucja",
    "🧶",
    "naïf",
    "tea",
]


@pytest.mark.parametrize("seed", range(6))
def test_the_counting_of_drawn_texts_is_found(seed: int) -> None:
    """Sentences drawn at random, passages of whole phrases, any counting: found from ten passages without names."""
    chance = random.Random(seed)
    lines = [" ".join(chance.choices(WORDS, k=chance.randint(4, 12))) + "." for _ in range(40)]
    stored = "\ufeff" + "\r\n".join(lines)
    text = SourceText(stored)
    dialect = Dialect(
        "drawn",
        utf16=chance.random() < 0.5,
        crlf=True,
        breaks=chance.choice(["one", "as stored"]),
        end_is_last=chance.random() < 0.5,
        mark_counts=chance.random() < 0.5,
    )
    from tests.sources.drawn_qda import position

    selections, wanted = [], []
    for _ in range(10):
        line = chance.choice(lines)
        passage = " ".join(line.split()[: chance.randint(2, 4)])
        at = text.text.index(line)
        wanted.append(passage)
        end = position(dialect, text.text, at + len(passage)) - dialect.end_is_last
        selections.append(Selection(position(dialect, text.text, at), end, ""))
    common, found, _ = find_countings([Coded(text, selections)])
    placed = [Placing(text).place(selection, found[0].counting) for selection in selections]
    assert [text.text[each.start : each.end] if each else None for each in placed] == wanted
    assert found[0].settled
    assert common.units == ("UTF-16 units" if dialect.utf16 else "code points")


def test_a_break_or_a_wide_character_is_never_split() -> None:
    text = SourceText("a\r\nb🌱c")
    placing, utf16 = Placing(text), Counting(units="UTF-16 units")
    assert placing.place(Selection(3, 4, ""), utf16) == (2, 3, False)
    assert placing.place(Selection(4, 6, ""), utf16) == (3, 4, False)
    assert placing.place(Selection(5, 7, ""), utf16) == (3, 5, True)
    assert placing.place(Selection(6, 99, ""), utf16) is None


def rezip(path: Path, **changes: bytes | str) -> Path:
    """The project with parts replaced; names as `project` and `text`, None in `text` leaves the texts out."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held["project.qde"] = str(changes.get("project", held["project.qde"].decode())).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            if name == "project.qde" or "text" not in changes:
                archive.writestr(name, content)
    return path


def rules(reading: Reading) -> list[str]:
    return [finding.rule for finding in reading.findings]


def test_texts_that_are_missing_are_told_and_the_word_document_stands_in(tmp_path: Path) -> None:
    path = rezip(write_dialect(tmp_path / "p.qdpx", Dialect("x")), text=b"")
    reading = read_project(path, "p.qdpx")
    assert rules(reading) == ["text-missing"] * 3
    assert reading.records["case_studies"] == []
    path = rezip(write_dialect(tmp_path / "q.qdpx", Dialect("x", docx=True, names="whole")), text=b"")
    with zipfile.ZipFile(path, "a") as archive:
        for name, text in TEXTS.items():
            archive.writestr(f"sources/{identifier('text', name)}.docx", docx(text))
    reading = read_project(path, "p.qdpx")
    assert rules(reading) == ["text-from-document"] * 3 + ["positions-counted"]
    assert quotes(reading) == PASSAGES


def docx(text: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.rstrip("\n").split("\n"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{lines}</w:body></w:document>')
    return packed.getvalue()


def test_a_withdrawn_case_leaves_no_word_behind(tmp_path: Path) -> None:
    reading = read_project(write_dialect(tmp_path / "p.qdpx", DIALECTS["QualCoder"], consent="withdrawn"), "p.qdpx")
    assert reading.records["codings"] == []
    assert all("text" not in record.values for record in reading.records["case_studies"])
    assert "conversation" not in str(reading.as_json())


def test_codes_of_one_name_are_told_apart(tmp_path: Path) -> None:
    xml = project_xml(Dialect("x")).replace('name="Getting there"', 'name="A next step"')
    reading = read_project(rezip(write_dialect(tmp_path / "p.qdpx", Dialect("x")), project=xml), "p.qdpx")
    assert [record.values["name"] for record in reading.records["codebook"]][2::3] == [
        "A next step (Outcomes)",
        "A next step (Hurdles)",
    ]
    assert ("same-name", "note") in [(finding.rule, finding.severity) for finding in reading.findings]


def test_a_codebook_without_codes_and_a_project_without_codings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "c.qdc"
    path.write_text('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>')
    assert rules(read_project(path, "c.qdc")) == ["no-codes"]
    xml = project_xml(Dialect("x"))
    bare = xml.split("<PlainTextSelection")[0] + "</TextSource></Sources></Project>"
    reading = read_project(rezip(write_dialect(tmp_path / "p.qdpx", Dialect("x")), project=bare), "p.qdpx")
    assert rules(reading) == ["nothing-coded"]


def test_a_codebook_says_when_a_code_is_used_and_when_not(tmp_path: Path) -> None:
    path = tmp_path / "c.qdc"
    path.write_bytes(
        b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.4">'
        b'<Codes><Code guid="0D62985D-B147-5D01-A9B5-CAE5DCD98342" name="hurdles" isCodable="false">'
        b'<Code guid="{0D62985D-B147-5D01-A9B5-CAE5DCD98343}" name="bus" isCodable="true" color="#fff"><Description>No way to come.'
        b"\n\nUse when: a journey is told\nDo not use: for cost alone</Description></Code></Code></Codes><Sets/></CodeBook>"
    )
    top, below = read_project(path, "c.qdc").records["codebook"]
    assert top.values["frame"] == "hurdle"
    assert below.values == {
        "code_id": "0d62985d-b147-5d01-a9b5-cae5dcd98343", "name": "bus", "frame": "hurdle", "definition": "No way to come.",
        "parent_id": "0d62985d-b147-5d01-a9b5-cae5dcd98342", "when_to_use": "a journey is told",
        "when_not": "for cost alone", "colour": "#FFFFFF", "codable": "yes",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web-page"),
        (b"\xef\xbb\xbf\n<!-- portal -->\n<HTML lang='en'>", "web-page"),
        (b"<?xml version='1.0'?><Report/>", "not-a-project"),
        (b"<Project", "not-a-project"),
        (b"<?xml version='1.0' encoding='utf-99'?><Project/>", "not-a-project"),
        (b"<!DOCTYPE p [<!ENTITY a 'b'>]><Project name='&a;'/>", "not-a-project"),
        (b"\x00\x01\x02", "unreadable-file"),
        (b"<Project>" + b" " * 20_000_001 + b"</Project>", "unreadable-file"),
    ],
)
def test_what_only_looks_like_a_project_is_one_finding(tmp_path: Path, held: bytes, rule: str) -> None:
    path = tmp_path / "p.qdpx"
    path.write_bytes(held)
    reading = read_project(path, "p.qdpx")
    assert rules(reading) == [rule]
    assert not reading.records


def test_a_bomb_and_a_deep_tree_end_in_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b"<Project>" + b" " * 150_000_000)
    assert rules(read_project(path, "p.qdpx")) == ["zip-bomb"]
    deep = "<Code guid='a' name='b'>" * 20_000 + "</Code>" * 20_000
    path.write_text(f"<CodeBook><Codes>{deep}</Codes></CodeBook>")
    assert rules(read_project(path, "p.qdpx")) == ["not-a-project"]


def test_a_source_or_a_picture_coded_as_a_whole_is_a_coding_without_words(tmp_path: Path) -> None:
    code = identifier("code", "Less alone")
    coding = f'<Coding guid="w" creatingUser="{identifier("user", "Coder A")}"><CodeRef targetGUID="{code}"/></Coding>'
    xml = project_xml(Dialect("x")).replace("</TextSource>", coding + "</TextSource>", 1)
    xml = xml.replace("</Sources>", f'<PictureSource guid="pic" name="Photo">{coding}</PictureSource></Sources>')
    reading = read_project(rezip(write_dialect(tmp_path / "p.qdpx", Dialect("x")), project=xml), "p.qdpx")
    whole = next(record for record in reading.records["codings"] if record.values["coding_id"] == "w")
    assert "start" not in whole.values and "quote" not in whole.values
    assert whole.values["case_id"] == "Visit in March"
    picture = next(finding for finding in reading.findings if finding.rule == "not-text")
    assert "Photo" in picture.problem


def test_notes_of_coders_are_left_to_them_and_told(tmp_path: Path) -> None:
    note = '<Notes><Note guid="n" name="Memo"><PlainTextContent>I wonder</PlainTextContent></Note></Notes></Project>'
    xml = project_xml(Dialect("x")).replace("</Project>", note)
    reading = read_project(rezip(write_dialect(tmp_path / "p.qdpx", Dialect("x")), project=xml), "p.qdpx")
    assert "notes-not-read" in rules(reading)
    assert "I wonder" not in str(reading.as_json())


def test_two_texts_of_one_case_are_one_case_study(tmp_path: Path) -> None:
    second = identifier("source", "Diary, winter")
    xml = project_xml(Dialect("x", names="whole"))
    first_case, rest = xml.split("</Case>", 1)
    gone = rest.index("</Case>") + len("</Case>")
    xml = first_case + f'<SourceRef targetGUID="{second}"/></Case>' + rest[gone:]
    reading = read_project(rezip(write_dialect(tmp_path / "p.qdpx", Dialect("x")), project=xml), "p.qdpx")
    cases = [record.values for record in reading.records["case_studies"]]
    assert [case["case_id"] for case in cases] == ["Visit in March", "Talk with a partner"]
    assert cases[0]["text"] == TEXTS["Visit in March"] + "\n\n" + TEXTS["Diary, winter"]
    for each in (record.values for record in reading.records["codings"]):
        text = next(case["text"] for case in cases if case["case_id"] == each["case_id"])
        assert text[int(each["start"]) : int(each["end"])] == each["quote"]


def test_nothing_is_quoted_from_a_text_that_is_not_the_one_that_was_coded(tmp_path: Path) -> None:
    path = write_dialect(tmp_path / "p.qdpx", Dialect("x"))
    name = f"sources/{identifier('text', 'Visit in March')}.txt"
    with zipfile.ZipFile(path) as archive:
        held = {each: archive.read(each) for each in archive.namelist()}
    held[name] = (
        b"Altogether other sentences stand here, rewritten afterwards by somebody who was not asked for it at all."
    )
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in held.items():
            archive.writestr(each, content)
    reading = read_project(path, "p.qdpx")
    quotable = {(each.values["case_id"], each.values["quotable"]) for each in reading.records["codings"]}
    assert {("Diary, winter", "yes"), ("Talk with a partner", "yes")} < quotable
    assert ("Visit in March", "yes") not in quotable
    unsettled = next(finding for finding in reading.findings if finding.rule == "positions-unsettled")
    assert "not to be the one that was coded" in unsettled.why


def test_many_passages_outside_a_text_are_told_as_one(tmp_path: Path) -> None:
    xml = project_xml(Dialect("x"))
    for number in range(8):
        xml = xml.replace(
            "</TextSource>",
            f'<PlainTextSelection guid="o{number}" startPosition="{9000 + number}" endPosition="9100">'
            f'<Coding guid="oc{number}"><CodeRef targetGUID="x"/></Coding></PlainTextSelection></TextSource>',
            1,
        )
    reading = read_project(rezip(write_dialect(tmp_path / "p.qdpx", Dialect("x")), project=xml), "p.qdpx")
    outside = [finding for finding in reading.findings if finding.rule == "passage-outside"]
    assert len(outside) == 1 and "8 coded passages" in outside[0].problem
