"""What is withheld changes no byte of what is published: two worlds that differ in withheld counts alone are published alike.

Whatever prints, hashes, sorts by or draws a count of 1 to 7 on any way that nobody thought of makes a difference between the two.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from tests.conftest import CopiedProject, CopyProject
from tests.exhibits.small_network import draw_small_network

# In each quarter these hubs' counts of few are the other way about in the other world, so that what is shown of several is the same.
FEW = {"hub-1": 3, "hub-2": 6, "hub-3": 2, "hub-4": 7}
OTHER = {"hub-1": 6, "hub-2": 3, "hub-3": 7, "hub-4": 2}
AGES = {2: (1, 1, 0), 3: (0, 2, 1), 6: (4, 1, 1), 7: (2, 2, 3)}
QUESTIONS = ("volunteers", "referrals_in", "referrals_out", "next_steps", "people")
CORRECTED = ("hub-1", "2023-24 Q2", "next_steps")  # after the edition of its year was out
ONE_CORRECTED, OTHER_CORRECTED = {"hub-1": (3, 5), "hub-2": (6, 6)}, {"hub-1": (6, 4), "hub-2": (7, 7)}  # 9, 11; 13, 11
OUT = "published: {2023-24: 2024-05-31}\n"
OF_THE_BUILD = {"inputs", "timings"}  # of manifest.json: hashes under the world's own key, and how long it took


def draw_world(project: CopiedProject, few: Mapping[str, int], corrected: Mapping[str, tuple[int, int]]) -> None:
    shutil.rmtree(project.root / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(project.root))
        folder = draw_small_network(project.root, settings=OUT).folder
    heads, *rows = csv.reader(io.StringIO((folder / "returns" / "form-export.csv").read_text(encoding="utf-8-sig")))
    column = {question.id: heads.index(question.wording) for question in CORE_QUESTIONS if question.wording in heads}
    for row in (row for row in rows if row[1] in few):
        count = few[row[1]]
        told = dict.fromkeys(QUESTIONS, count) | dict(zip(("people_0_17", "people_18_64", "people_65_plus"), AGES[count], strict=True))  # fmt: skip
        if row[2] == CORRECTED[1] and row[1] in corrected:
            told["next_steps"] = corrected[row[1]][0]
        for name, value in told.items():
            row[column[name]] = str(value)
    write_rows(folder / "returns" / "form-export.csv", [heads, *rows])
    hub, quarter, question = CORRECTED
    was, became = corrected[hub]
    correction = {"hub_id": hub, "quarter": quarter, "question_id": question, "kind": "correct", "expected": str(was), "new": str(became)}  # fmt: skip
    said = {"reason": "counted anew", "who": "Coordinator", "when": "2024-06-20", "source": "an e-mail"}
    (folder / "corrections.yml").write_text(yaml.safe_dump([correction | said]), encoding="utf-8")
    methods = {"found": "By asking", "asked": 40, "declined": few["hub-1"], "why_declined": f"{few['hub-1']} had no time"}  # fmt: skip
    (folder / "methods.yml").write_text(yaml.safe_dump(methods), encoding="utf-8")
    paths = csv.reader(io.StringIO((folder / "register" / "pathways.csv").read_text(encoding="utf-8")))
    asked = [[*row[:4], str(few.get(row[0], row[4])), row[5]] for row in paths]
    write_rows(folder / "register" / "pathways.csv", asked)


def write_rows(path: Path, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def differences(one: Path, other: Path) -> list[str]:
    """The published files that are not the same to the byte, or are in one alone; of the manifest what is of the build is passed over."""
    files = [
        {
            path.relative_to(root).as_posix(): path
            for path in root.rglob("*")
            if path.is_file() and path.suffix != ".lock"
        }
        for root in (one, other)
    ]
    names = sorted({*files[0], *files[1]})
    return [name for name in names if len({content(each[name]) if name in each else None for each in files}) > 1]


def content(path: Path) -> bytes:
    if path.name != "manifest.json":
        return path.read_bytes()
    told = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps({key: value for key, value in told.items() if key not in OF_THE_BUILD}).encode()


@pytest.fixture(scope="module")
def worlds(copy_project: CopyProject) -> tuple[Path, Path]:
    projects = copy_project("one-world"), copy_project("other-world")
    for project, few, corrected in zip(projects, (FEW, OTHER), (ONE_CORRECTED, OTHER_CORRECTED), strict=True):
        draw_world(project, few, corrected)
    builds = [project.start("build", "mills", "2024-25", "--renderer", "embedded") for project in projects]
    for build in builds:
        told, _ = build.communicate()
        assert build.returncode == 0, told
    one, other = (project.root / "reports" for project in projects)
    return one, other


def test_worlds_that_differ_in_withheld_counts_alone_are_published_alike(worlds: tuple[Path, Path]) -> None:
    one, other = worlds
    sent = [(root.parent / "data" / "raw" / "mills" / "returns" / "form-export.csv").read_bytes() for root in worlds]
    assert sent[0] != sent[1]
    assert len(list((one / "mills" / "2024-25").rglob("*.*"))) > 50
    assert differences(one, other) == []


def test_one_byte_that_differs_is_seen(worlds: tuple[Path, Path], tmp_path: Path) -> None:
    one, _ = worlds
    shutil.copytree(one / "mills" / "2024-25" / "data", tmp_path / "data")
    with next((tmp_path / "data").glob("*.csv")).open("ab") as told:
        told.write(b" ")
    assert len(differences(one / "mills" / "2024-25" / "data", tmp_path / "data")) == 1
