"""The command line: wrong use is told in one line that lists what there is; no traceback reaches a user."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import CopiedProject, CopyProject, SharedProject

NETWORKS = "croydon, five-valleys, gloucestershire, herefordshire, hotspots, marches, stroud"
YEARS = "the years 2022-23, 2023-24, 2024-25, several years as 2022-23 to 2024-25, and the quarters 2022-23 Q1 to 2024-25 Q4"


@pytest.fixture(scope="module")
def project(copy_project: CopyProject) -> CopiedProject:
    return copy_project("command-line")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "nowhere", "2024-25"], f"there is no network 'nowhere'; there are: {NETWORKS}"),
        (["build", "../raw", "2024-25"], f"there is no network '../raw'; there are: {NETWORKS}"),
        (["build", "five-valleys", "2031-32"], f"five-valleys has no period 2031-32; five-valleys has {YEARS}"),
        (
            ["build", "five-valleys", "2024-26"],
            f"'2024-26' is not a financial year: 2024 is followed by 25; five-valleys has {YEARS}",
        ),
        (
            ["build", "five-valleys", "Q3"],
            f"'Q3' is not a period: write a year as 2024-25 or a quarter as 2024-25 Q3; five-valleys has {YEARS}",
        ),
        (["inspect", "nothing.xlsx"], "there is no file nothing.xlsx"),
        (["inspect", "."], ". is a folder; name one file in it"),
        (["check", "nowhere"], f"there is no network 'nowhere'; there are: {NETWORKS}"),
        (["check", "hotspots", "--hub", "nowhere"], "hotspots has no hub 'nowhere'; there are: none"),
        (["check", "marches", "--answers", "nothing.xlsx"], "there is no file nothing.xlsx"),
        (["check", "marches", "a.xlsx"], "'a.xlsx' is not expected here; answered sheets are named after --answers"),
        (
            ["form", "hotspots", "2024-25 Q4"],
            "hotspots asks no questions: there is no data/raw/hotspots/questions.yml to make a form of",
        ),
        (
            ["form", "five-valleys", "2024-25"],
            "a form is for one quarter: write it as 2024-25 Q1; forms can be made for 2022-23 Q1 to 2025-26 Q4",
        ),
        (
            ["form", "five-valleys", "2024-25 Q4", "--hub", "foxlade", "--new-hub", "Barn"],
            "--hub is for a hub of the register and --new-hub for one that is not in it: name one of them",
        ),
        (["codebook", "--map"], "--map proposes for one network's codebook: name the network, and leave --write out"),
        (["codebook", "--print"], "--print goes with --map; without either the codebook is listed"),
        (
            ["codebook", "marches", "--write", "codes.xml"],
            "name a file that ends in .qdc (the codebook alone) or .qdpx (with texts and codings)",
        ),
        (
            ["codebook", "marches", "--map"],
            "cases/outcomes.yml of marches is there already; use --print, or delete it first",
        ),
    ],
)
def test_wrong_use_is_refused_in_one_line(project: CopiedProject, arguments: list[str], told: str) -> None:
    refused = project.run_here(*arguments)
    assert (refused.returncode, refused.stderr) == (2, f"hub-learning: {told}\n")
    assert refused.stdout == ""


def test_forms_are_written_for_every_hub_of_both_invented_networks(project: CopiedProject) -> None:
    for network, hubs, minutes in (("five-valleys", 10, "18.75"), ("marches", 72, "19.45")):
        told = project.run_here("form", network, "2025-26 Q1")
        folder = f"reports/forms/{network}/2025-26-q1"
        assert (told.returncode, told.stdout) == (0, f"{hubs} forms of 15 questions, {minutes} minutes: {folder}\n")
        assert len(list((project.root / folder).glob("*.xlsx"))) == hubs


def test_check_writes_a_query_sheet_for_each_hub_with_open_questions(
    project: CopiedProject, demonstration: SharedProject
) -> None:
    for network in ("five-valleys", "marches"):
        demonstration.said(network, "2024-25")
        demonstration.copy_to(
            project, Path("data/processed") / network
        )  # what was attacked there is not attacked again
    for network, hubs, left_out, kept in (("five-valleys", 9, 9, 5), ("marches", 22, 9, 0), ("hotspots", 0, 0, 0)):
        told = project.run_here("check", network)
        assert (told.returncode, told.stderr) == (0, "")
        assert f"0 stop a build, {left_out} leave something out, {kept} ask about" in told.stdout
        sheets = {path.stem for path in (project.root / "reports/queries" / network).glob("*.xlsx")}
        assert len(sheets) == hubs, sorted(sheets)


def test_check_never_shows_a_traceback_whatever_the_answers(project: CopiedProject, tmp_path: Path) -> None:
    for name, content in (
        ("a.xlsx", b""),
        ("b.xlsx", b"PK\x03\x04"),
        ("c.csv", b"\xff\xfe\x00"),
        ("d\x1b[2J.xlsx", b"x"),
    ):
        (tmp_path / name).write_bytes(content)
    told = project.run_here("check", "five-valleys", "--answers", *[str(path) for path in sorted(tmp_path.iterdir())])
    assert told.returncode == 0 and "Added to corrections.yml: 0 corrections" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr and "\x1b" not in told.stdout


def test_check_ends_with_1_only_for_findings_that_stop(copy_project: CopyProject) -> None:
    project = copy_project("checked")
    corrections = project.root / "data/raw/five-valleys/corrections.yml"
    text = corrections.read_text(encoding="utf-8")
    corrections.write_text(text.replace("expected: '565'", "expected: '566'"), encoding="utf-8")
    stopped = project.run_here("check", "five-valleys")
    assert stopped.returncode == 1 and "Traceback" not in stopped.stderr
    assert (
        stopped.stderr.startswith("corrections.yml, line 72, entry 8: ")
        and "expects `566`, but the return says `565`" in stopped.stderr
    )
    assert project.run_here("build", "five-valleys", "2024-25").returncode == 1


def test_unknown_hub_is_refused_with_the_hubs_there_are(project: CopiedProject) -> None:
    refused = project.run_here("hub", "five-valleys", "nowhere", "2024-25")
    assert refused.returncode == 2
    assert refused.stderr.startswith("hub-learning: five-valleys has no hub 'nowhere'; there are: bellowmead, ")
    assert refused.stderr.count("\n") == 1
    assert not (project.root / "reports" / "five-valleys" / "2024-25").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "five-valleys"], "name a network and a period, as in: hub-learning build"),
        (["build", "five-valleys", "2024-25", "--renderer", "word"], "'word' is not one of 'quarto', 'embedded'"),
        (["rebuild"], "No such command 'rebuild'"),
    ],
)
def test_wrong_arguments_are_wrong_use(project: CopiedProject, arguments: list[str], told: str) -> None:
    refused = project.run_here(*arguments)
    assert refused.returncode == 2 and told in refused.stderr and refused.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["", "build", "demo", "hub", "inspect", "list", "check", "stage"])
def test_every_command_has_its_help(project: CopiedProject, command: str) -> None:
    told = project.run_here(*filter(None, [command, "--help"]))
    assert told.returncode == 0 and told.stdout.startswith("Usage: ")
    assert "PERIOD" in told.stdout or command not in ("build", "hub")


def test_a_command_as_it_is_typed_imports_nothing_heavy_to_refuse_or_to_help(project: CopiedProject) -> None:
    """In a process of its own, by its own door: exit code, streams and modules."""
    helped = project.run("build", "--help")
    assert helped.returncode == 0 and helped.stdout.startswith("Usage: ") and "PERIOD" in helped.stdout
    refused = project.run("build", "nowhere", "2024-25", PYTHONPROFILEIMPORTTIME="1")
    assert refused.returncode == 2 and refused.stdout == ""
    assert f"hub-learning: there is no network 'nowhere'; there are: {NETWORKS}" in refused.stderr.splitlines()
    imported = {line.rsplit("|")[-1].strip() for line in refused.stderr.splitlines() if line.startswith("import time:")}
    assert "click" in imported and not imported & {"polars", "pandas", "plotly", "IPython", "papermill", "nbformat"}


def test_list_names_networks_periods_and_editions(project: CopiedProject) -> None:
    told = project.run_here("list")
    assert told.returncode == 0
    assert "five-valleys: " in told.stdout and "(invented data)" in told.stdout
    hotspots = told.stdout[told.stdout.index("hotspots: ") :].split("marches: ")[0]
    assert "invented" not in hotspots and "edition   none yet" in hotspots
    assert "quarters  2022-23 Q1 to 2024-25 Q4" in told.stdout


def test_inspect_tells_what_a_return_is(project: CopiedProject) -> None:
    workbook = sorted((project.root / "data/raw/five-valleys/returns").glob("2024-25-q4/*.xlsx"))[0]
    told = project.run_here("inspect", str(workbook))
    assert told.returncode == 0 and "a quarterly return of one hub" in told.stdout
    as_json = json.loads(project.run_here("inspect", str(workbook), "--json").stdout)
    assert as_json["understood"] and [table["name"] for table in as_json["tables"]] == ["submissions", "returns"]


def test_inspect_prints_nothing_that_steers_a_terminal(project: CopiedProject, tmp_path: Path) -> None:
    sheet = tmp_path / "awards.csv"
    sheet.write_text("award_id,title,currency,amount\na,\x1b[2J\x07gone,GBP,1\n", encoding="utf-8")
    told = project.run_here("inspect", str(sheet))
    assert "gone" in told.stdout and "\x1b" not in told.stdout and "\x07" not in told.stdout


def test_findings_that_stop_a_build_are_told_and_nothing_is_built(copy_project: CopyProject) -> None:
    project = copy_project("stopped")
    questions = project.root / "data/raw/five-valleys/questions.yml"
    questions.write_text("- id: [", encoding="utf-8")
    stopped = project.run_here("build", "five-valleys", "2024-25")
    assert stopped.returncode == 1
    *findings, last = stopped.stderr.splitlines()
    assert any(line.startswith("questions.yml") for line in findings)
    assert last.startswith("hub-learning: ") and "stop the build" in last
    assert "Traceback" not in stopped.stderr
    assert not (project.root / "reports/five-valleys/2024-25").exists()


def test_failed_notebook_is_told_in_one_line_with_its_traceback_kept(copy_project: CopyProject) -> None:
    project = copy_project("failed")
    notebook = project.root / "notebooks" / "20-activity.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))
    broken = {
        "cell_type": "code",
        "id": "broken",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": "1 / 0",
    }
    cells["cells"].append(broken)
    notebook.write_text(json.dumps(cells), encoding="utf-8")
    failed = project.run("build", "hotspots", "2024-25", "--renderer", "embedded")
    assert failed.returncode == 1
    assert failed.stderr.startswith("hub-learning: notebook 20-activity (hotspots, 2024-25) failed under ")
    kept = "reports/logs/hotspots/2024-25/20-activity.ipynb"
    assert failed.stderr.endswith(f"ZeroDivisionError: division by zero; the copy with its traceback is {kept}\n")
    assert "ZeroDivisionError" in (project.root / kept).read_text(encoding="utf-8")
    assert not (project.root / "reports/hotspots/2024-25").exists()


def test_what_nobody_foresaw_is_one_line_and_a_log(project: CopiedProject) -> None:
    (project.root / "reports" / "hotspots").write_text("a file where the folder of editions should be")
    failed = project.run("build", "hotspots", "2024-25", "--renderer", "embedded")
    (project.root / "reports" / "hotspots").unlink()
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 1 and "not foreseen (FileExistsError)" in failed.stderr
    assert "Traceback" in (project.root / "reports/logs/error.log").read_text(encoding="utf-8")
