"""Where judges are required, a missing one fails; where they are not, it is skipped and says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
DRAWN = """
import pytest

def test_judged():
    pytest.skip("no java and javac on PATH")

@pytest.mark.skipif(True, reason="no Chromium")
def test_seen():
    assert False

@pytest.mark.skipif(True, reason="no quarto on PATH: nothing was rendered by it")
def test_by_quarto():
    assert False

def test_other():
    assert True
"""


@pytest.mark.parametrize(
    ("required", "code", "told"), [("", 0, "1 passed, 3 skipped"), ("1", 1, "1 failed, 1 passed, 1 skipped, 1 error")]
)
def test_a_missing_judge_fails_where_it_is_required(required: str, code: int, told: str, tmp_path: Path) -> None:
    (tmp_path / "test_drawn.py").write_text(DRAWN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.required_judges", "-c", os.devnull, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env={
            **os.environ,
            "REQUIRE_JUDGES": required,
            "PYTHONPATH": str(PROJECT),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
    )
    assert done.returncode == code and told in done.stdout, done.stdout
    assert ("no java and javac on PATH" in done.stdout) is bool(required)
