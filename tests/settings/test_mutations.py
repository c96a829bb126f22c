"""Every file that people write, spoilt in every way at every key and cell: never a traceback, always one clear line with its place.

A small network is drawn with one file of each kind. Each key is left out, misspelt, given twice, left blank, given a value of another
shape, and one out of range; each sheet loses, misspells and doubles its headings and spoils its cells. What is told is what
`hub-learning check` prints: nothing here looks at how it was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from analysis.datasets.cases.shared_codebook import SharedEntry
from analysis.datasets.checks import check_records
from analysis.datasets.declaration import Table
from analysis.datasets.personal.decisions import decisions_of
from analysis.datasets.planning.readiness import READINESS
from analysis.datasets.processing.people_files import SETTINGS_FILES, SHEET_FILES
from analysis.datasets.processing.readings import read_raw_file
from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.disclosure_settings import DISCLOSURE_FILE, DisclosureFileSettings
from analysis.network_settings import NETWORK_FILE, NetworkSettings
from analysis.planned_editions import EDITIONS_FILE, PlannedEdition
from analysis.project import Refused
from analysis.settings.whole import read_whole
from analysis.sources.personal.decisions import PERSONAL_FILE
from analysis.theory_of_change import THEORY_FILE, TheoryOfChange
from tests.conftest import PROJECT
from tests.datasets.drawn_network import draw_network, write_return

QUESTION = {
    "id": "people", "number": "3", "wording": "How many came?", "kind": "count", "unit": "people", "minutes": 2.0, "why": "We plan.",
    "help": "Count.", "minimum": 0, "maximum": 20, "ignore_when": "Never.", "people": True, "required": False,
    "publish_from": "2024-25 Q1", "label": "People", "stock": True,
    "asked_from": "2023-24 Q1", "asked_until": "2025-26 Q4", "reworded": {"2024-25 Q1": "How many?"},
}  # fmt: skip
ENTRY = {"hub_id": "mill", "quarter": "2024-25 Q1", "question_id": "people", "kind": "correct", "rule": "x", "expected": "1",
         "new": "2", "reason": "miscounted", "remark": "Sorry", "who": "Treasurer", "when": "2024-08-01", "source": "call"}  # fmt: skip
DECISION = {"file": "a.csv", "sheet": "S", "cell": "C1", "kind": "name", "text": "Maureen Tapscott", "around": "x", "decision": "redact",
            "instead": "[one]", "reason": "not asked", "who": "Partner", "when": "2025-05-06"}  # fmt: skip
# A valid example of each kind of settings file, with every key that there is.
SETTINGS: dict[str, Any] = {
    NETWORK_FILE: {
        "title": "T", "demonstration": True, "statement": "S", "place": "P", "research_partner": "R",
        "quarters": {"first": "2023-24 Q1", "last": "2024-25 Q4", "why": "W"}, "due_days": 28, "year_starts": "April",
        "disclosure": {"threshold": 7, "base": 5, "source": "us"}, "price_base": "2024-25", "published": {"2023-24": "2024-07-31"},
        "expected": {"2025-26": "2026-07-31"}, "contact": "C",
        "agreement": {"unit": "case", "statistic": "alpha", "level": "nominal", "threshold": 0.7, "source": "us"},
        "case_breakdowns": {"fewest": 4, "alike": 6, "source": "us"},
        "baselines": [{"from": "2023-24 Q1", "until": "2024-25 Q1", "because": "We moved."}], "season": "none",
        "targets": [{"at_least": 900, "hub": "mill", "from": "2023-24 Q1", "source": "us"}, {"at_most": 90, "source": "us"}],
        "hub_sheets": "for none",
        "headlines": ["a"], "documents_in": "2023-24",
    },
    THEORY_FILE: {
        "asked": "A?", "declared": "2024-01-02", "source": "us", "instead": "Another hub.",
        "steps": [{"id": "a", "says": "A", "column": "what is done"}, {"id": "b", "says": "B", "column": "what is hoped for"}],
        "links": [{"id": "l", "from": "a", "to": "b", "assumed": "It does.", "contrary_sought": True,
                   "for": [{"says": "x", "kind": "comparison", "design": "d"}], "against": [{"says": "y", "kind": "returns", "finding": "f"}],
                   "others": [{"says": "z", "judged": "ruled out", "because": "w"}]}],
    },
    DISCLOSURE_FILE: {
        "counts": {"threshold": 9, "base": 10, "source": "us"}, "case_groups": {"fewest": 4, "alike": 6, "source": "us"},
        "magnitudes": {"percent": 15, "largest": 3, "share": 80, "source": "us"},
        "hub_pages": {"own_counts": True, "source": "us"},
    },
    EDITIONS_FILE: [{"network": "mills", "period": "2024-25 Q1", "renderer": "embedded", "brand": "ours.yml", "formats": ["site", "pdf"], "rule": {"threshold": 7, "base": 5}}],
    DESIGNS_FILE: [
        {"id": "helpers", "given": "a helper", "declared": "2023-03-01", "source": "our plan", "assumed": "Alike.", "starts": {"mill": "2023-24 Q1"},
         "by": "lot", "within": "area", "against": "others", "compared_with": ["barn"], "outcomes": ["attendances"], "counted": "sums"},
    ],
    "questions.yml": [QUESTION],
    "corrections.yml": [ENTRY],
    PERSONAL_FILE: [DECISION],
    "same-awards.yml": [{"one": "a", "other": "b", "same": True, "reason": "letter", "who": "Partner", "when": "2025-05-02"}],
    "returns/form.csv.mapping.yml": {
        "confirmed_by": "Partner", "hub": "Hub?", "quarter": "When?", "received": "Day",
        "questions": [{"wording": "How many?", "question": "people", "confidence": 0.9, "reason": "alike"}],
    },
    "cases/outcomes.yml": {"confirmed_by": "Partner", "outcomes": [{"code": "Less alone", "shared": "people.connected"}]},
    "findings.yml": [
        {"id": "a", "sentence": "S.", "section": "model", "codes": ["x"], "themes": ["t"], "for": ["c"], "against": ["d"], "facts": ["f"], "awards": ["w"],
         "contrary_sought": True, "other_explanations": "O", "caution": "C", "level": "district", "source": "D", "statement": "claim",
         "author": "both", "since": "2023-24", "became": {"2024-25": "held again"}},
    ],
    "claims.yml": [
        {"id": "a", "sentence": "It was so.", "tests": ["x.now at least 1"], "ceiling": "described", "owner": "partner", "facts": ["f"],
         "findings": ["g"], "caution": "C", "since": "2023-24", "editions": "years"},
    ],
    "wording.yml": [{"id": "limits.counting", "words": "Hubs count each in their own way."}],
    "lens.yml": [
        {"id": "a", "lens": "Aims", "name": "N", "codes": ["x"], "themes": ["t"], "findings": ["f"], "indicators": ["people"], "figures": ["g"],
         "awards": ["w"], "recommendations": ["r"], "source": "D", "caution": "C"},
    ],
    "events.yml": [{"id": "a", "words": "It turned", "source": "Minutes", "day": "2024-01-18", "quarter": "2023-24 Q4", "caution": "C"}],
    "boxes.yml": [{"id": "a", "title": "T", "case": "c1", "text": "It was so.", "agreed": "Asked", "written_by": "partner", "passages": ["p"], "named": True,
                   "editions": ["2024-25"]}],
    "photographs.yml": [{"id": "a", "file": "a.jpg", "alt": "A table", "credit": "Us", "people": True, "consent": "All, in May", "until": "2030-01-01",
                         "caption": "At work", "editions": ["2024-25"]}],
    "definitions.yml": [{"term": "hub", "meaning": "A place", "source": "A paper"}],
    "methods.yml": {
        "researchers": "R", "relation": "S", "found": "F", "asked": 9, "declined": 2, "why_declined": "W", "setting": "H", "collected": "C", "when": "May",
        "coded": "D", "codes_made": "M", "enough": "E", "checked": "K", "interests": "I",
        "coders": [{"coder": "Coder A", "role": "volunteer", "files": ["codings.csv"]}],
    },
    "register/card.yml": {"title": "T", "who": "W", "when": "2025-01-01", "licence": "L", "method": "M", "caution": "C", "note": "N",
                          "files": {"hubs.csv": "0" * 64}},
    "editions/2024-25/narrative.md": {"signed": "Partner", "written": "2025-05-12", "about": "A partner since 2022"},
    "data/raw/codebook/shared.yml": [
        {"id": "a", "name": "A", "definition": "D", "when": "W", "when_not": "N", "frame": "outcome", "after": "X",
         "indicators": ["people"], "purposes": ["food"], "codes": [{"id": "a.b", "name": "B", "definition": "D"}]},
    ],
}  # fmt: skip
OWN_NAMES = (
    "starts",
    "published",
    "expected",
    "files",
    "reworded",
    "became",
)  # keys of these are names, of periods and of files


class Pairs(list[tuple[str, Any]]):
    """Lines of `key: value`, in which a key may stand twice."""


yaml.SafeDumper.add_representer(
    Pairs, lambda dumper, pairs: dumper.represent_mapping("tag:yaml.org,2002:map", list(pairs))
)


class Mutant(NamedTuple):
    file: str
    key: tuple[str | int, ...]
    how: str
    content: Any


def as_pairs(content: Any) -> Any:
    if isinstance(content, dict):
        return Pairs((key, as_pairs(value)) for key, value in content.items())
    return [as_pairs(each) for each in content] if isinstance(content, list) else content


def keys_of(content: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every key of a settings file with its value, the keys within too."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in pairs:
        if isinstance(key, str):
            yield (*at, key), value
        yield from keys_of(value, (*at, key))


def changed(content: Any, at: tuple[str | int, ...], change: Any) -> Any:
    """The content with the lines that hold the key at the end of `at` changed: change(pairs, key)."""
    first, *rest = at
    if isinstance(content, dict):
        pairs = Pairs((key, as_pairs(value)) for key, value in content.items())
        if not rest:
            return change(pairs, first)
        return Pairs(
            (key, changed(content[key], tuple(rest), change) if key == first else value) for key, value in pairs
        )
    return [changed(each, tuple(rest), change) if n == first else as_pairs(each) for n, each in enumerate(content)]


def with_value(new: Any) -> Any:
    return lambda pairs, key: Pairs((k, new if k == key else v) for k, v in pairs)


def misspelt(pairs: Pairs, key: str) -> Pairs:
    return Pairs((f"{k[:-2]}{k[-1]}{k[-2]}x" if k == key else k, v) for k, v in pairs)


WAYS: dict[str, Any] = {
    "missing": lambda pairs, key: Pairs((k, v) for k, v in pairs if k != key),
    "misspelt": misspelt,
    "twice": lambda pairs, key: Pairs([*pairs, (key, dict(pairs)[key])]),
    "empty": with_value(None),
    "a list": with_value([["x"]]),
    "lines": with_value({"x": "y"}),
    "out of range": with_value(-10.5),
    "no choice": with_value("zzz"),
}
# What may be written there all the same: words where words are asked for, and nothing where nothing is needed.
WORDS = {"out of range", "no choice"}
OPTIONAL = {"missing", "empty"}
UNBOUNDED = {"minimum", "maximum"}  # any number, in the question's unit


def mutants() -> list[Mutant]:
    return [
        Mutant(file, at, how, changed(content, at, way))
        for file, content in SETTINGS.items()
        for at, _ in keys_of(content)
        if not set(OWN_NAMES) & set(at[:-1])
        for how, way in WAYS.items()
        if not (how == "lines" and at[-1] in OWN_NAMES)
    ]


def told_of(root: Path, file: str, text: str) -> list[str]:
    """What is told of a file that holds this text, each as one line."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    try:
        if file == NETWORK_FILE:
            read_whole(path, file, NetworkSettings)
        elif file == DESIGNS_FILE:
            read_whole(path, file, tuple[DeclaredDesign, ...])
        elif file == THEORY_FILE:
            read_whole(path, file, TheoryOfChange)
        elif file == EDITIONS_FILE:
            read_whole(path, file, tuple[PlannedEdition, ...])
        elif file == DISCLOSURE_FILE:
            read_whole(path, file, DisclosureFileSettings)
        elif file.startswith("data/raw/"):
            read_whole(path, file, tuple[SharedEntry, ...])
        else:
            reading = read_raw_file(path, file)
            unclear = decisions_of(reading)[1] if file == PERSONAL_FILE else []
            return [str(finding) for finding in [*reading.findings, *unclear]]
    except Refused as refused:
        return str(refused).splitlines()
    return []


def text_of(file: str, content: Any) -> str:
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    return f"---\n{text}---\n\n# Heading\n" if file.endswith(".md") else text


def is_needed(file: str, at: tuple[str | int, ...]) -> bool:
    """Whether the documentation's page says of the key that it is needed."""
    from analysis.correspondence.file_reference import reference_of

    short = {"data/raw/codebook/shared.yml": "shared-codebook", "returns/form.csv.mapping.yml": "mapping",
             "register/card.yml": "card", "editions/2024-25/narrative.md": "narrative"}  # fmt: skip
    inside = [each for each in at[:-1] if isinstance(each, str)]
    section = reference_of(short.get(file, file))
    parts = re.split(r"^(In `(\w+)`|Each entry of the list|Or, with a reason[^:]*):$", section, flags=re.MULTILINE)
    tables = {parts[n + 1] or "": parts[n + 2] for n in range(1, len(parts) - 2, 3)} | (
        {"": parts[0]} if len(parts) < 4 or not inside else {}
    )
    held = tables.get(inside[-1] if inside else "", section) or section
    row = next((line for line in (held + section).splitlines() if line.startswith(f"| `{at[-1]}` |")), "")
    assert row, f"{at} is not on the page"
    return "| needed" in row


@pytest.mark.parametrize("file", SETTINGS)
def test_an_example_with_every_key_is_read(tmp_path: Path, file: str) -> None:
    told = told_of(tmp_path, file, text_of(file, SETTINGS[file]))
    assert told == []


@pytest.mark.parametrize("file", SETTINGS)
def test_the_example_has_every_key_that_is_declared(file: str) -> None:
    from analysis.correspondence.file_reference import reference_of

    short = {"data/raw/codebook/shared.yml": "shared-codebook", "returns/form.csv.mapping.yml": "mapping",
             "register/card.yml": "card", "editions/2024-25/narrative.md": "narrative"}  # fmt: skip
    declared = set(re.findall(r"^\| `(\w+)` \|", reference_of(short.get(file, file)), re.MULTILINE))
    there = {str(at[-1]) for at, _ in keys_of(SETTINGS[file])}
    left = {"questions.yml": {"questions", "allow_more", "choices", "publish"}}
    assert declared - there <= left.get(file, set()), "add the new key to the example of this test"


@pytest.mark.parametrize("file", SETTINGS)
def test_whatever_is_spoilt_is_told_in_one_clear_line(tmp_path: Path, file: str) -> None:
    spoilt = [mutant for mutant in mutants() if mutant.file == file]
    assert len(spoilt) > 10
    silent, unclear = [], []
    for mutant in spoilt:
        told = told_of(tmp_path, file, text_of(file, mutant.content))
        what = (mutant.how, mutant.key)
        if not told and not _may_pass(mutant):
            silent.append(what)
        unclear += [(what, line) for line in told if not _is_clear(line, file)]
    assert not silent, silent
    assert not unclear, unclear[:5]


def _may_pass(mutant: Mutant) -> bool:
    value = next(value for at, value in keys_of(SETTINGS[mutant.file]) if at == mutant.key)
    if mutant.how in OPTIONAL:
        return not is_needed(mutant.file, mutant.key) or mutant.key[-1] == "number"
    if mutant.how == "out of range" and mutant.key[-1] in UNBOUNDED:
        return True
    return mutant.how in WORDS and isinstance(value, str) and not _is_typed(mutant)


def _is_typed(mutant: Mutant) -> bool:
    """Whether the page asks for more than words there."""
    from analysis.correspondence.file_reference import reference_page

    rows = [line for line in reference_page().splitlines() if line.startswith(f"| `{mutant.key[-1]}` |")]
    return all("words" not in row.split("|")[2] for row in rows)


def _is_clear(line: str, file: str) -> bool:
    """One line that begins with the file and the place, and says nothing in the words of Python."""
    place = re.match(re.escape(file) + r", line \d+(, [^:]+)?: ", line)
    strange = re.search(r"Error|Traceback|None|NoneType|<class|object at 0x|\bdict\b|\bstr\b|\bint\b", line)
    return bool(place) and strange is None and "\n" not in line


def test_every_kind_of_settings_file_has_its_example() -> None:
    ends = {file.file.rpartition("/")[2].removeprefix("EXPORT.") for file in SETTINGS_FILES}
    assert ends == {file.rpartition("/")[2].removeprefix("form.csv.") for file in SETTINGS}


# Sheets


def sheet_rows(table: Table) -> tuple[list[str], list[str]]:
    """A valid row of a sheet, drawn from nothing but its declaration."""
    kinds = {
        "text": "x",
        "integer": "1",
        "number": "1",
        "date": "2024-07-31",
        "quarter": "2024-25 Q1",
        "year": "2024-25",
        "boolean": "yes",
    }
    values = []
    for column in table.columns_sent:
        low = column.minimum if column.kind in ("integer", "number") else None
        text = column.choices[0] if column.choices else kinds[column.kind]
        values.append(f"{low:g}" if low is not None else text)
    return [column.name for column in table.columns_sent], values


def told_of_sheet(root: Path, file: str, table: Table, rows: list[list[str]]) -> list[str]:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    reading = read_raw_file(path, file)
    checked = check_records(table, [(file, record) for record in reading.records.get(table.name, [])])
    return [str(finding) for finding in [*reading.findings, *checked.findings]]


SHEETS = (*SHEET_FILES, ("readiness/list.csv", READINESS))  # the latter lies under whatever name in its folder


@pytest.mark.parametrize(("file", "table"), SHEETS, ids=[file for file, _ in SHEETS])
def test_whatever_is_spoilt_in_a_sheet_is_told_in_one_clear_line(tmp_path: Path, file: str, table: Table) -> None:
    headings, row = sheet_rows(table)
    assert told_of_sheet(tmp_path, file, table, [headings, row]) == []
    silent, unclear, tried = [], [], 0
    for number, column in enumerate(table.columns_sent):
        typed = column.kind != "text"
        bounded = column.kind in ("integer", "number") and (column.minimum is not None or column.maximum is not None)
        ways = {
            "misspelt": ([*headings[:number], f"{column.name}x", *headings[number + 1 :]], row, True),
            "twice": ([*headings, column.name], [*row, row[number]], True),
            "missing": (headings[:number] + headings[number + 1 :], row[:number] + row[number + 1 :], column.required),
            "empty": (headings, [*row[:number], "", *row[number + 1 :]], column.required),
            "wrong": (headings, [*row[:number], "zzz", *row[number + 1 :]], typed),
            "out of range": (
                headings,
                [*row[:number], "-99999999", *row[number + 1 :]],
                bounded and column.minimum is not None,
            ),
        }
        for how, (first, second, must) in ways.items():
            tried += 1
            told = told_of_sheet(tmp_path, file, table, [first, second])
            if must and not told:
                silent.append((how, column.name))
            unclear += [
                (how, line) for line in told if not re.match(re.escape(file) + r", (cell [A-Z]+\d+|row \d+): ", line)
            ]
    if table.key:
        tried += 1
        assert any("a second time" in line for line in told_of_sheet(tmp_path, file, table, [headings, row, row]))
    assert tried > 10
    assert not silent, silent
    assert not unclear, unclear[:5]


# The command


CHOSEN = {  # one key of each file whose spoiling reaches furthest
    NETWORK_FILE: ("disclosure", "threshold"), DISCLOSURE_FILE: ("counts", "threshold"), DESIGNS_FILE: (0, "by"), THEORY_FILE: ("asked",), "questions.yml": (0, "kind"), "corrections.yml": (0, "kind"),
    PERSONAL_FILE: (0, "decision"), "same-awards.yml": (0, "same"), "cases/outcomes.yml": ("confirmed_by",), "register/card.yml": ("files",),
    "editions/2024-25/narrative.md": ("signed",), "returns/form.csv.mapping.yml": ("questions",), "findings.yml": (0, "section"), "lens.yml": (0, "name"), "claims.yml": (0, "ceiling"), "wording.yml": (0, "words"), "events.yml": (0, "quarter"), "boxes.yml": (0, "case"), "definitions.yml": (0, "meaning"), "photographs.yml": (0, "consent"), "methods.yml": ("asked",),
}  # fmt: skip
SPOILT_CELLS = ("kind", "status", "locality_id", "opened", "latitude", "hub_id", "name")


def checked_lines(project: Path) -> tuple[int, list[str]]:
    """What `hub-learning check` ends with, and what it says."""
    from click.testing import CliRunner

    from analysis.commands import commands
    from analysis.commands.faults import exit_code_of

    said: list[str] = []
    runner = CliRunner()
    held: dict[str, Any] = {}

    def run() -> None:
        done = runner.invoke(commands, ["check", "mills", "--into", str(project / "queries")], standalone_mode=False)
        held["output"] = done.output
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception

    code = exit_code_of(run)
    said += held.get("output", "").splitlines()
    return code, said


@pytest.mark.parametrize("file", CHOSEN)
def test_check_never_ends_in_an_error_that_nobody_foresaw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    for name in ("10-network.ipynb", "annual-learning-report.ipynb"):  # a narrative is judged by what the notebooks say
        (tmp_path / "notebooks" / name).symlink_to(PROJECT / "notebooks" / name)
    folder = draw_network(tmp_path).folder
    for how in ("missing", "misspelt", "a list", "no choice", "empty"):
        content = changed(SETTINGS[file], CHOSEN[file], WAYS[how])
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.is_file() else None
        path.write_text(text_of(file, content), encoding="utf-8")
        code, _ = checked_lines(tmp_path)
        told = capsys.readouterr().err
        assert code in (0, 1, 2) and "not foreseen" not in told and "Traceback" not in told, (how, told)
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize("column", SPOILT_CELLS)
def test_check_survives_a_spoilt_cell_of_the_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], column: str
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_network(tmp_path)
    write_return(network, "2024-25-q1/mill.xlsx")
    path = network.folder / "register" / "hubs.csv"
    headings, *rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    if column not in headings:
        headings, rows = [*headings, column], [[*row, "51.5"] for row in rows]
    at = headings.index(column)
    for spoilt in ("zzz", "", "-99999"):
        lines = [headings, [*rows[0][:at], spoilt, *rows[0][at + 1 :]], *rows[1:]]
        path.write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="utf-8")
        code, said = checked_lines(tmp_path)
        told = capsys.readouterr().err
        assert code in (0, 1) and "not foreseen" not in told, (spoilt, told)
        if spoilt == "zzz" and column not in ("name", "hub_id"):
            assert any("register/hubs.csv, cell " in line and "`zzz`" in line for line in said), said
