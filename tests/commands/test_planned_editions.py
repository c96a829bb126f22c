"""editions.yml: what it lists is built, each as it says; what is wrong in it is one line; what stops one stops no other."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.commands import commands, planned
from analysis.commands.faults import exit_code_of
from analysis.networks import open_network
from analysis.planned_editions import PlannedEdition, planned_editions, use_plan
from analysis.project import Refused, brand_file
from tests.commands.installed import Installed
from tests.datasets.drawn_network import draw_network
from tests.plain_pictures import let_draw_nothing

LISTED = """\
- network: dales
  period: 2024-25 Q1
  renderer: embedded
  brand: green.yml
- network: tops
  period: 2024-25 Q1
  renderer: embedded
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    monkeypatch.delenv("HUB_LEARNING_BRAND", raising=False)
    draw_network(tmp_path)
    (tmp_path / "_brand.yml").write_text("meta: {}\n", encoding="utf-8")
    return tmp_path


def test_an_edition_has_the_renderer_and_the_brand_that_it_is_listed_with(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_BRAND", "_brand.yml")  # so that what is set in its place goes with the test
    for name in ("green.yml", "_brand.yml"):
        (project / name).write_text("meta: {}\n", encoding="utf-8")
    (project / "editions.yml").write_text(LISTED, encoding="utf-8")
    mills = open_network("mills")
    tops, dales = replace(mills, name="tops"), replace(mills, name="dales")
    assert use_plan(tops, "2024-25 Q1", None) == "embedded"
    assert use_plan(dales, "2024-25", None) is None and brand_file() == project / "_brand.yml"
    assert use_plan(dales, "2024-25 Q1", "quarto") == "quarto", "what is typed comes first"
    assert brand_file() == project / "green.yml"


def test_an_edition_meant_for_another_rule_than_its_networks_is_not_built(project: Path) -> None:
    mills = open_network("mills")
    own = mills.disclosure
    listed = "- {network: mills, period: 2024-25 Q1, rule: {threshold: %d, base: %d}}\n"
    (project / "editions.yml").write_text(listed % (own.threshold, own.base), encoding="utf-8")
    assert use_plan(mills, "2024-25 Q1", None) is None
    (project / "editions.yml").write_text(listed % (own.threshold + 1, own.base), encoding="utf-8")
    with pytest.raises(Refused, match=rf"up to {own.threshold + 1} .* its network withholds up to {own.threshold} "):
        use_plan(mills, "2024-25 Q1", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LISTED + LISTED, "network: `dales 2024-25 Q1` is there more than once, first in line"),
        ("- network: dales\n", "`period`"),
        ("- {network: dales, period: 2024-25, brand: ../x.yml}\n", "has to lie in the project's folder"),
        ("- {network: dales, period: 2024-25, formats: [pdf]}\n", "Add site to the list"),
        ("- {network: dales, period: 2024-25, formats: [site, pfd]}\n", "Did you mean `pdf`"),
        ("- {network: dales, period: 2024-25, brnd: x.yml}\n", "`brand`"),
    ],
)
def test_what_is_wrong_in_it_is_said(project: Path, text: str, said: str) -> None:
    (project / "editions.yml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        planned_editions()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--all"], "no edition is listed"),
        (["build", "--all", "mills", "2024-25"], "leave out network"),
        (["build", "mills"], "name a network and a period"),
    ],
)
def test_wrong_use_is_told(project: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(lambda: commands(arguments, standalone_mode=False)) == 2
    assert said in capsys.readouterr().err
    assert not list(project.glob("reports/*/*/index.html"))


def test_a_network_that_is_not_there_is_told_before_anything_is_built(project: Path) -> None:
    (project / "editions.yml").write_text(LISTED, encoding="utf-8")
    told = CliRunner().invoke(commands, ["build", "--all"])
    assert isinstance(told.exception, Refused)
    first, second, last = str(told.exception).splitlines()
    assert first.startswith("editions.yml, line 1: there is no network 'dales'"), "file and line of the entry"
    assert second.startswith("editions.yml, line 5: there is no network 'tops'"), "all entries are told at once"
    assert last == "No edition was built."


def test_each_is_told_as_it_is_done(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one network's two, the first is told while the second is still at work; an error ends the telling."""
    second = threading.Event()

    def build(edition: PlannedEdition) -> planned.Ran:
        if edition.period.label == "2024-25 Q2" and not second.wait(20):
            raise TimeoutError
        return planned.Ran(edition, 0, "")

    monkeypatch.setattr(planned, "_build", build)
    (project / "editions.yml").write_text(
        "- {network: mills, period: 2024-25 Q1}\n- {network: mills, period: 2024-25 Q2}\n", encoding="utf-8"
    )
    told = planned.build_planned(1)
    assert next(told).edition.period.label == "2024-25 Q1"
    second.set()
    assert [ran.edition.period.label for ran in told] == ["2024-25 Q2"]
    monkeypatch.setattr(planned, "_build", lambda edition: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(planned.build_planned(1))


def test_all_are_built_and_what_stops_one_stops_no_other(tmp_path: Path) -> None:
    package = Installed(tmp_path)
    let_draw_nothing(package.site)
    for name in ("dales", "tops"):
        made = package.run("new", name, "--network", name, "--title", name, "--place", name, "--partner", "us", "--first",
                           "2024-25 Q1", "--hub", "Mill", cwd=tmp_path)  # fmt: skip
        assert made.returncode == 0, made.stderr
    home = tmp_path / "dales"
    (tmp_path / "tops" / "data" / "raw" / "tops").rename(home / "data" / "raw" / "tops")
    (home / "editions.yml").write_text(LISTED, encoding="utf-8")
    brand = (home / "_brand.yml").read_text(encoding="utf-8")
    assert brand.count("#12436D") == 1
    (home / "green.yml").write_text(brand.replace("#12436D", "#006633"), encoding="utf-8")
    (home / "data" / "raw" / "tops" / "questions.yml").write_text("- id\n", encoding="utf-8")
    ran = package.run("build", "--all", cwd=home)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "dales 2024-25 Q1: built" in ran.stdout and "tops 2024-25 Q1: NOT BUILT" in ran.stdout
    assert "questions.yml" in ran.stdout and "Traceback" not in ran.stdout + ran.stderr
    assert "#006633" in (home / "reports" / "dales" / "2024-25-q1" / "assets" / "site.css").read_text(encoding="utf-8")
    assert not (home / "reports" / "tops" / "2024-25-q1" / "index.html").exists()
    again = package.run("build", "dales", "2024-25 Q1", cwd=home)
    assert "Nothing has changed" in again.stdout, "built alone it is the same edition"


def test_an_edition_is_made_in_the_formats_that_it_is_listed_with(tmp_path: Path) -> None:
    """Without the Word file there is none, nor a link to it; asked for again it is made, though nothing else changed."""
    package = Installed(tmp_path)
    let_draw_nothing(package.site)
    made = package.run("new", "dales", "--network", "dales", "--title", "Dales", "--place", "the dales", "--partner", "us",
                       "--first", "2024-25 Q1", "--last", "2024-25 Q1", "--hub", "Mill", cwd=tmp_path)  # fmt: skip
    assert made.returncode == 0, made.stderr
    home = tmp_path / "dales"
    edition = home / "reports" / "dales" / "2024-25-q1"
    listed = "- {network: dales, period: 2024-25 Q1, renderer: embedded, formats: [site, pdf]}\n"
    for formats, papers in (("[site, pdf]", {"pdf"}), ("[site]", set()), ("[site, word, pdf]", {"docx", "pdf"})):
        (home / "editions.yml").write_text(listed.replace("[site, pdf]", formats), encoding="utf-8")
        ran = package.run("build", "--all", cwd=home)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert {path.suffix[1:] for path in edition.glob("learning-report.*")} == papers, formats
        page = (edition / "index.html").read_text(encoding="utf-8")
        linked = {suffix for suffix in ("pdf", "docx") if f'href="learning-report.{suffix}"' in page}
        assert linked == papers, formats


@pytest.mark.parametrize(
    ("entry", "line", "said"),
    [
        ("- network: mils\n  period: 2024-25 Q1\n", 1, "there is no network 'mils'"),
        ("- network: mills\n  period: 2031-32\n", 2, "has the years"),
        ("- network: mills\n  period: 2024-25 Q1\n  brand: _brnd.yml\n", 3, "the brand _brnd.yml is not there"),
        ("- network: mills\n  period: 2024-25 Q1\n  rule: {threshold: 900, base: 5}\n", 3, "its network withholds up"),
    ],
)
def test_check_tells_what_no_edition_could_be_built_by(project: Path, entry: str, line: int, said: str) -> None:
    """As `build --all` refuses it, and an entry of another network that there is is that network's."""
    (project / "editions.yml").write_text(entry, encoding="utf-8")
    told = CliRunner().invoke(commands, ["check", "mills"])
    assert told.exit_code == 1 and f"editions.yml, line {line}: " in told.output and said in told.output
    built = CliRunner().invoke(commands, ["build", "--all"])
    assert isinstance(built.exception, Refused) and f"editions.yml, line {line}: " in str(built.exception)
    assert (planned.entries_refused("another") == []) == (": mills" in entry), (
        "of other networks only those there are not"
    )
