"""Each passage proves itself: by its own name, by its own ends, by what moved before it. Users and encodings are told apart."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import pytest

from analysis.sources.cases.countings import Coded, find_countings
from analysis.sources.cases.passages import Placing, Selection, SourceText
from analysis.sources.cases.project import read_project
from tests.sources.drawn_passages import draw_project

LINES = (
    "Nobody rang me before the club began.", "The porridge is hot and so is the talk.", "We lend the saws and the ladders.",
    "By ten each Monday no chair is left.", "He sat with me over the form for heating.", "My girl found a course over a cup of tea there.",
    "I hope that it stays open at Easter.", "Without a bus it is a hard way up.",
)  # fmt: skip


@pytest.mark.parametrize("part", range(3))
def test_no_wrong_words_can_be_quoted_whatever_was_counted(part: int) -> None:
    """1,200 projects drawn in every counting, bytes of UTF-8 among them: what may be quoted is letter for letter what was marked."""
    quoted = right = passages = 0
    for seed in range(400 * part, 400 * part + 400):
        drawn = draw_project(seed)
        _, found, _ = find_countings(drawn.coded)
        for each, coded, meant in zip(found, drawn.coded, drawn.meant, strict=True):
            placing = Placing(coded.source)
            for selection, words in zip(coded.selections, meant, strict=True):
                passages += 1
                place = placing.place(selection, each.counting)
                if place is None or not each.settled or selection in each.unproven:
                    continue
                quoted += 1
                right += coded.source.text[place.start : place.end].strip() == words.strip()
    assert right == quoted
    assert quoted >= 0.9 * passages  # and withholding all of them would be no proof


def edited(seed: int) -> tuple[int, int, int]:
    """A project in which every passage has its words noted, and then a few words are written into one of its texts: how many passages
    of that text may be quoted, how many of these in other words than were marked, and how many there are."""
    chance, drawn = random.Random(seed), draw_project(seed)
    if not drawn.coded or not re.search(r"[^\W\d]", drawn.coded[0].selections[0].name):
        return 0, 0, 0
    which = chance.randrange(len(drawn.coded))
    coded, meant = drawn.coded[which], drawn.meant[which]
    breaks = "\r\n" if coded.source.returns else "\n"
    stored = "\ufeff" * coded.source.marked + coded.source.text.replace("\n", breaks)
    at = chance.choice([place for place, letter in enumerate(stored) if letter == " "])
    changed = SourceText(f"{stored[:at]} {chance.choice(['new', 'longer', 'quite a lot'])}{stored[at:]}")
    texts = [Coded(changed, coded.selections) if number == which else each for number, each in enumerate(drawn.coded)]
    found = find_countings(texts)[1][which]
    quoted = wrong = 0
    for selection, words in zip(coded.selections, meant, strict=True):
        place = Placing(changed).place(selection, found.counting)
        if place is not None and found.settled and selection not in found.unproven:
            quoted += 1
            wrong += changed.text[place.start : place.end].strip() != words.strip()
    return quoted, wrong, len(meant)


def test_of_texts_that_were_edited_no_passage_is_quoted_wrongly_and_many_still_are() -> None:
    """Words written into the last passage of a text, whose beginning alone is noted, move its end from where a sentence ends."""
    quoted, wrong, passages = (sum(each) for each in zip(*(edited(seed) for seed in range(600)), strict=True))
    assert passages > 1_500 and quoted > 0.3 * passages
    assert not wrong


@pytest.mark.parametrize("name", ["we!", "🌱"])
def test_a_short_name_is_the_whole_passage(name: str) -> None:
    """Names shorter than four letters are cut by no program: other words than these are not the passage."""
    text = "We had soup, we! and then the tea was made, and all of us sat down. 🌱"
    whole = Selection(0, 11, "We had soup")
    short = Selection(text.index("tea"), text.index("tea") + 3, name)
    found = find_countings([Coded(SourceText(text), [whole, Selection(26, 42, "the tea was made"), short])])[1][0]
    assert short in found.unproven and whole not in found.unproven


def project(
    path: Path, text: bytes, names: bool = True, moved: int = 0, users: str = "", stored: str = "t.txt"
) -> Path:
    """The lines, each marked whole; from the sixth on positions are those of a text that was `moved` letters shorter."""
    marked, at = "", 0
    for number, line in enumerate(LINES):
        start = at - moved * (number > 5)
        end = at + len(line) - moved * (number >= 5)
        name = line[:40] if names else ""
        marked += (
            f'<PlainTextSelection guid="s{number}" name="{name}" startPosition="{start}" endPosition="{end}">'
            f'<Coding guid="c{number}" creatingUser="u{1 + number % 2}"><CodeRef targetGUID="k"/></Coding></PlainTextSelection>'
        )
        at += len(line) + 1
    users = users or '<User guid="u1" name="One"/><User guid="u2" name="Two"/>'
    xml = (
        f'<Project name="p"><Users>{users}</Users><CodeBook><Codes><Code guid="k" name="K" isCodable="true"/></Codes></CodeBook>'
        f'<Sources><TextSource guid="t" name="t" plainTextPath="{stored}">{marked}</TextSource></Sources></Project>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr("sources/t.txt", text)
    return path


@pytest.mark.parametrize("names", [True, False])
def test_passages_behind_an_edit_are_not_quoted_and_each_is_told(tmp_path: Path, names: bool) -> None:
    edited = " ".join(LINES).replace("found a course", "found a good long course")
    reading = read_project(project(tmp_path / "p.qdpx", edited.encode(), names, len("good long ")), "p.qdpx")
    quoted = [each.values["quote"] for each in reading.records["codings"] if each.values["quotable"] == "yes"]
    assert quoted == list(LINES[:5])
    told = [finding for finding in reading.findings if finding.rule == "passage-unproven"]
    assert [finding.cell for finding in told] == [f"Sources/TextSource[1]/PlainTextSelection[{at}]" for at in (6, 7, 8)]
    assert {finding.severity for finding in told} == {"doubt"}


def test_two_users_of_one_name_are_two_coders_and_told(tmp_path: Path) -> None:
    users = '<User guid="u1" name="default"/><User guid="u2" name="default"/>'
    reading = read_project(project(tmp_path / "p.qdpx", " ".join(LINES).encode(), users=users), "p.qdpx")
    assert {each.values["coder"] for each in reading.records["codings"]} == {"default", "default (2)"}
    assert [finding.cell for finding in reading.findings if finding.rule == "same-user"] == ["Users/User[2]"]


@pytest.mark.parametrize(("encoding", "told"), [("cp1252", "Windows text"), ("utf-16-le", "UTF-16-LE"), ("utf-8", "")])
def test_a_text_in_another_encoding_is_read_and_told(tmp_path: Path, encoding: str, told: str) -> None:
    text = " ".join(LINES).replace("Easter", "Noël")
    reading = read_project(project(tmp_path / "p.qdpx", text.encode(encoding), names=False), "p.qdpx")
    assert reading.records["case_studies"][0].values["text"] == text
    assert [told in finding.problem for finding in reading.findings if finding.rule == "encoding"] == [True] * bool(
        told
    )


def test_bytes_that_are_no_text_are_not_read_as_one(tmp_path: Path) -> None:
    reading = read_project(project(tmp_path / "p.qdpx", bytes(range(1, 256)) * 9), "p.qdpx")
    assert reading.records["case_studies"] == []
    assert [finding.rule for finding in reading.findings] == ["encoding"]


@pytest.mark.parametrize("stored", ["relative://t.txt", "C:\\Users\\coder\\t.txt", "/home/coder/t.txt"])
def test_a_path_of_the_coders_own_machine_leads_to_the_file_of_that_name_in_the_project(
    tmp_path: Path, stored: str
) -> None:
    reading = read_project(project(tmp_path / "p.qdpx", " ".join(LINES).encode(), stored=stored), "p.qdpx")
    assert [each.values["quote"] for each in reading.records["codings"]] == list(LINES)
    assert "text-found-by-name" in {finding.rule for finding in reading.findings}
