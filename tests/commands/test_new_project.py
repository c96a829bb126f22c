"""A project folder of one's own, laid out by the package as it is installed: no file of the checkout is within its reach."""

from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import yaml

from analysis.commands.projects import quarters_expected
from analysis.correspondence.project_folder import FirstNetwork, code_of, make_project
from analysis.network_settings import NetworkSettings
from analysis.periods import Period
from analysis.project import SHIPPED, Refused, root
from analysis.settings.whole import read_whole
from analysis.settings.writing import commented_yaml
from tests.commands.installed import Installed
from tests.commands.page_steps import steps_of, take
from tests.conftest import PROJECT

FLAGS = [
    "--title", "Tŷ Newydd & Sons' hubs", "--place", "the upper dales", "--partner", "Dale Research",
    "--first", "2025-26 Q1", "--last", "2025-26 Q2", "--hub", "Y Caffi", "--hub", "St Mary's Hall", "--hub", "Y caffi!",
]  # fmt: skip
NAME = "ty-newydd-sons-hubs"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def project(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("own")
    told = installed.run("new", "Our hubs", *FLAGS, cwd=place)
    assert told.returncode == 0, told.stderr
    assert f"hub-learning build {NAME} '2025-26 Q2'" in told.stdout, "the quarter whose returns come next"
    return place / "Our hubs"


def network(**more: object) -> FirstNetwork:
    quarter = Period.parse("2025-26 Q1")
    return FirstNetwork(
        **{"name": "dales", "title": "D", "place": "p", "partner": "r", "first": quarter, "last": quarter, **more}
    )  # type: ignore[arg-type]


def test_the_wheel_carries_what_a_project_has_a_copy_of(installed: Installed) -> None:
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    assert SHIPPED
    for name in SHIPPED:
        files = [name] if (PROJECT / name).is_file() else tracked_below(name)
        assert files and {f"analysis/shipped/{file}" for file in files} <= names
    assert not [name for name in names if "five-valleys" in name or name.startswith(("tests/", "demonstration/"))]


def test_the_sources_to_pass_on_hold_what_the_wheel_is_made_of(tmp_path: Path) -> None:
    code = "import sys; sys.path.insert(0, 'distribution'); import backend; print(backend.build_sdist(sys.argv[1]))"
    built = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    with tarfile.open(tmp_path / built.stdout.strip()) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {"distribution/backend.py", "analysis/project.py", "pyproject.toml"} <= names
    for name in SHIPPED:
        assert set([name] if (PROJECT / name).is_file() else tracked_below(name)) <= names


def tracked_below(folder: str) -> list[str]:
    listed = subprocess.run(["git", "ls-files", folder], cwd=PROJECT, capture_output=True, text=True, check=True)
    return listed.stdout.split()


def test_the_first_build_works_at_once_with_what_is_there(installed: Installed, project: Path) -> None:
    checked = installed.run("check", NAME, cwd=project)
    assert checked.returncode == 0 and "0 stop a build, 0 leave something out" in checked.stdout, checked.stdout
    for step in steps_of((PROJECT / "docs" / "own-pages.md").read_text(encoding="utf-8")):
        take(step, project)
    built = installed.run("build", NAME, "2025-26 Q1", "--renderer", "embedded", cwd=project / "notebooks")
    assert built.returncode == 0, built.stdout + built.stderr
    edition = project / "reports" / NAME / "2025-26-q1"
    assert "Tŷ Newydd &amp; Sons" in (edition / "index.html").read_text(encoding="utf-8")
    assert (edition / "learning-report.pdf").is_file()
    assert not list(installed.site.rglob("reports/*/index.html"))


def test_a_notebook_and_a_module_of_one_s_own_join_the_edition(installed: Installed, project: Path) -> None:
    """As docs/own-pages.md says; after the first build, whose edition it is."""
    edition = project / "reports" / NAME / "2025-26-q1"
    page = (edition / "95-ours.html").read_text(encoding="utf-8")
    assert "Our hubs, old and new" in page and "95-ours.html" in (edition / "index.html").read_text(encoding="utf-8")
    facts = {fact["id"]: fact for fact in json.loads((edition / "evidence.json").read_text(encoding="utf-8"))["facts"]}
    assert facts["hubs-by-status.hubs.established"]["value"] == 3
    ours = project / "notebooks" / "ours.py"
    ours.write_text(ours.read_text(encoding="utf-8").replace("old and new", "new and old"), encoding="utf-8")
    again = installed.run("build", NAME, "2025-26 Q1", "--renderer", "embedded", cwd=project)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Our hubs, new and old" in (edition / "95-ours.html").read_text(encoding="utf-8")


def test_the_documentation_came_with_the_package(installed: Installed, project: Path) -> None:
    told = installed.run("documentation", cwd=project / "notebooks")
    assert told.returncode == 0, told.stderr
    written = {path.stem for path in (project / "reports" / "documentation").glob("*.html")}
    assert written == {path.stem for path in (PROJECT / "docs").glob("*.md")}
    assert not (project / "docs" / "tutorial.md").exists()  # a project has no copy that could grow old


def test_a_project_is_found_from_below_by_option_and_by_environment(installed: Installed, project: Path) -> None:
    elsewhere = project.parent
    assert NAME in installed.run("list", cwd=project / "data" / "raw").stdout
    assert NAME in installed.run("--project", str(project), "list", cwd=elsewhere).stdout
    assert NAME in installed.run("list", cwd=elsewhere, HUB_LEARNING_ROOT=str(project)).stdout


def test_where_no_project_is_it_says_how_to_come_by_one(installed: Installed, project: Path) -> None:
    for arguments in (("list",), ("build", NAME, "2025-26 Q1"), ("check", NAME)):
        told = installed.run(*arguments, cwd=project.parent)
        assert told.returncode == 2 and "`hub-learning new FOLDER` makes one" in told.stderr, told.stderr
        assert told.stderr.count("\n") == 1
    told = installed.run("--project", str(project.parent), "list", cwd=project)
    assert told.returncode == 2 and "it has no data/raw" in told.stderr


def test_nothing_is_overwritten(installed: Installed, project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    told = installed.run("new", "Our hubs", *FLAGS, cwd=project.parent)
    assert told.returncode == 2 and "is not empty" in told.stderr
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_git_keeps_settings_and_leaves_out_what_people_sent(project: Path) -> None:
    raw = project / "data" / "raw" / NAME
    sent = [
        "returns/q1/caffi.xlsx",
        "cases/cases.csv",
        "personal-data.yml",
        "corrections.yml",
        "editions/2025-26/narrative.md",
    ]
    for path in sent:
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
        (raw / path).write_text("a name", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=off", "status", "--porcelain", "-uall"],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    kept = {line[3:] for line in listed.stdout.splitlines()}
    own = f"data/raw/{NAME}/"
    assert {path for path in kept if path.startswith(own)} == {
        f"{own}network.yml", f"{own}questions.yml", f"{own}register/hubs.csv", f"{own}register/localities.csv",
    }  # fmt: skip
    assert {"data/raw/codebook/shared.yml", "notebooks/20-activity.ipynb", "_brand.yml"} <= kept
    assert not [path for path in kept if path.startswith(("data/processed", "reports/ty-"))]
    for path in sent:
        (raw / path).unlink()


def test_hubs_have_codes_of_their_own(project: Path) -> None:
    with (project / "data" / "raw" / NAME / "register" / "hubs.csv").open(encoding="utf-8", newline="") as lines:
        hubs = {row["hub_id"]: row["name"] for row in csv.DictReader(lines)}
    assert hubs == {"y-caffi": "Y Caffi", "st-marys-hall": "St Mary's Hall", "y-caffi-3": "Y caffi!"}


@pytest.mark.parametrize(
    ("words", "code"),
    [("Tŷ Newydd & Sons", "ty-newydd-sons"), ("  St. Mary's ", "st-marys"), ("日本", ""), ("a" * 99, "a" * 60)],
)
def test_a_code_is_made_of_a_name(words: str, code: str) -> None:
    assert code_of(words) == code


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": ""}, "is no network's code"),
        ({"name": "../out"}, "is no network's code"),
        ({"name": "Upper Dales"}, "is no network's code"),
        ({"last": Period.parse("2024-25 Q4")}, "lies before the first"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing_behind(tmp_path: Path, more: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        make_project(tmp_path / "new", network(**more))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("blank", ["title", "place", "partner"])
def test_what_pages_print_cannot_be_blank(tmp_path: Path, blank: str) -> None:
    with pytest.raises(Refused, match="is blank"):
        make_project(tmp_path / "new", network(**{blank: " "}))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("first", "last", "today", "expected"),
    [
        (None, None, "2025-11-29", ("2025-26 Q1", "2025-26 Q2")),
        (None, None, "2025-04-01", ("2024-25 Q1", "2024-25 Q4")),  # the day after its last quarter's end
        ("2024-25 Q3", None, "2025-11-29", ("2024-25 Q3", "2025-26 Q2")),
        ("2025-26 Q4", None, "2025-11-29", ("2025-26 Q4", "2025-26 Q4")),  # somebody said so
        (None, "2025-26", "2025-11-29", ("2025-26 Q1", "2025-26 Q4")),
    ],
)
def test_no_return_is_expected_before_its_quarter_s_end_unless_somebody_says_so(
    first: str | None, last: str | None, today: str, expected: tuple[str, str]
) -> None:
    begins, ends = quarters_expected(first, last, dt.date.fromisoformat(today))
    assert (begins.quarters[0].label, ends.quarters[-1].label) == expected


def test_settings_to_begin_with_read_back_and_name_every_key(tmp_path: Path) -> None:
    make_project(
        tmp_path / "new",
        network(title='Say "hubs": #1 & more', first=Period.parse("2024-25 Q2"), last=Period.parse("2025-26")),
    )
    path = tmp_path / "new" / "data" / "raw" / "dales" / "network.yml"
    settings = read_whole(path, "network.yml", NetworkSettings)
    assert settings.title == 'Say "hubs": #1 & more'
    assert (settings.quarters.first.label, settings.quarters.last.label) == ("2024-25 Q2", "2025-26 Q4")
    text = path.read_text(encoding="utf-8")
    schema = yaml.safe_load((PROJECT / "docs" / "schemas" / "network.schema.json").read_text(encoding="utf-8"))
    for key in schema["definitions"]["NetworkSettings"]["properties"]:
        assert f"\n{key}:" in text or f"\n# {key}:" in text, key


def test_the_folder_that_is_marked_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUB_LEARNING_ROOT", raising=False)
    make_project(tmp_path / "new", network())
    monkeypatch.chdir(tmp_path)
    assert root() == PROJECT
    monkeypatch.chdir(tmp_path / "new" / "notebooks")
    assert root() == tmp_path / "new"


def test_commented_settings_hold_no_line_that_is_neither_key_nor_comment() -> None:
    text = commented_yaml(NetworkSettings, {"title": "T"})
    assert yaml.safe_load(text) == {"title": "T"}


def test_what_people_sent_is_not_added_to_the_repository_of_the_code_by_chance() -> None:
    """A network laid beside the invented ones is passed over by git; these are not."""
    asked = ["data/raw/our-network/returns/2024-25-q1/mill.xlsx", "data/raw/our-network/personal-data.yml"]
    told = subprocess.run(["git", "check-ignore", *asked], cwd=PROJECT, capture_output=True, text=True)
    assert told.stdout.split() == asked
    shipped = subprocess.run(
        ["git", "ls-files", "-i", "-c", "--exclude-standard"], cwd=PROJECT, capture_output=True, text=True
    )
    assert not [file for file in shipped.stdout.splitlines() if file.startswith("data/raw/")]
