"""The manifest: every published file by its hash, what was sent by a hash that nobody without the key can work out."""

from __future__ import annotations

import hashlib
import hmac
import re
import stat
from pathlib import Path

from analysis.editions.freshness import Inputs
from analysis.editions.manifest import read_manifest, write_manifest

FILES = {
    "data/raw/n/a.csv": "a" * 64,
    "data/rawhide.csv": "b" * 64,
    "analysis/x.py": "c" * 64,
    "notebooks/y.ipynb": "d" * 64,
}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_what_was_sent_is_named_by_the_key_that_stays_at_home_and_all_else_as_it_is(project: Path) -> None:
    work = project / "work"
    (work / "hubs").mkdir(parents=True)
    (work / "index.html").write_text("one", encoding="utf-8")
    (work / "hubs" / "b.html").write_text("two", encoding="utf-8")
    (work / "manifest.json").write_text("an older one", encoding="utf-8")
    inputs = Inputs(FILES, {"polars": "1"}, "embedded")
    for _ in range(2):  # the key is made once
        write_manifest(work, "n", "2024-25", "embedded", inputs, {"total": 1.5})
        told = read_manifest(work)
        key = project / "data" / "processed" / "manifest.key"
        secret = bytes.fromhex(key.read_text(encoding="utf-8"))
        assert len(secret) == 32 and stat.S_IMODE(key.stat().st_mode) == 0o600
        assert told["inputs"] == {
            **FILES,
            "data/raw/n/a.csv": hmac.new(secret, b"a" * 64, hashlib.sha256).hexdigest(),
        }
    assert told["files"] == {"hubs/b.html": sha256("two"), "index.html": sha256("one")}
    assert list(told["files"]) == ["hubs/b.html", "index.html"]
    assert (told["network"], told["period"], told["renderer"]) == ("n", "2024-25", "embedded")
    assert told["libraries"] == {"polars": "1"} and told["timings"] == {"total": 1.5}
    assert [path.name for path in key.parent.iterdir()] == ["manifest.key"]


def test_case_studies_are_one_entry_that_names_none_of_their_files(project: Path) -> None:
    """A text is often named for its place or its teller, and how many there are is told in groups alone."""
    texts = {f"data/raw/n/cases/texts/{name}.txt": sha * 64 for name, sha in (("mary-at-the-mill", "1"), ("tom", "2"))}
    work = project / "work"
    work.mkdir(parents=True)
    told = []
    for files in (texts, dict(reversed(texts.items())), texts | {"data/raw/n/cases/texts/tom.txt": "3" * 64}):
        write_manifest(work, "n", "2024-25", "embedded", Inputs(FILES | files, {}, "embedded"), {})
        assert "mary" not in (work / "manifest.json").read_text(encoding="utf-8")
        told.append(read_manifest(work)["inputs"])
    assert set(told[0]) == {*FILES, "data/raw/n/cases/"}
    assert told[0] == told[1] and told[0]["data/raw/n/cases/"] != told[2]["data/raw/n/cases/"]


def test_the_package_is_its_code_and_notebooks_and_nothing_that_was_sent() -> None:
    one = Inputs(FILES, {}, "embedded")
    assert re.fullmatch("[0-9a-f]{64}", one.package)
    assert Inputs(FILES | {"data/raw/n/a.csv": "e" * 64}, {"polars": "2"}, "quarto").package == one.package
    for changed in ("analysis/x.py", "notebooks/y.ipynb"):
        assert Inputs(FILES | {changed: "e" * 64}, {}, "embedded").package != one.package
    assert Inputs(FILES, {}, "quarto").key != one.key != Inputs(FILES, {"polars": "1"}, "embedded").key
