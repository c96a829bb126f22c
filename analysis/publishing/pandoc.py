"""Pandoc, from its package: many documents in one process, by the Lua files in reports/templates."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.project import root, shipped


class RenderingFailed(RuntimeError):
    """A renderer stopped; the message is one line, with the renderer's own last words."""


@dataclass(frozen=True)
class Job:
    """One document to write: `format` is html, typst or docx; `settings` go to the Lua file of that format."""

    markdown: str
    format: str
    output: Path | None = None
    settings: dict[str, Any] = field(default_factory=dict)


@functools.cache
def pandoc_path() -> str:
    """The pandoc of pypandoc_binary; importing the package itself would cost more than asking where it lies."""
    found = importlib.util.find_spec("pypandoc")
    for place in (found.submodule_search_locations or []) if found else []:
        for name in ("pandoc", "pandoc.exe"):
            path = Path(place) / "files" / name
            if path.is_file():
                return str(path)
    raise RenderingFailed("pandoc is not there: install the package pypandoc_binary")


def template_folder() -> Path:
    return root() / "reports" / "templates"


def lua_files() -> list[Path]:
    return sorted(template_folder().glob("*.lua"))


def run_jobs(jobs: list[Job], folder: Path, epoch: int, processes: int = 2) -> list[dict[str, Any]]:
    """Run the jobs in the folder (where pictures are found), shared among the processes; answers in the jobs' order.

    An answer has body, sections and entries (HTML), and complaints. Raises RenderingFailed, and FileNotFoundError where a Lua file that
    every project folder came with is gone: pandoc would name it and not what to do.
    """
    for came_with in sorted((shipped() / "reports" / "templates").glob("*.lua")):
        (template_folder() / came_with.name).stat()
    # Longest first, dealt out in turn: both processes end at about the same time.
    order = sorted(range(len(jobs)), key=lambda number: -len(jobs[number].markdown))
    hands = [hand for hand in (order[start::processes] for start in range(processes)) if hand]
    answers: list[dict[str, Any]] = [{} for _ in jobs]
    with ThreadPoolExecutor(len(hands) or 1) as pool:
        dealt = pool.map(lambda hand: _run([jobs[number] for number in hand], folder, epoch), hands)
        for hand, answered in zip(hands, dealt, strict=True):
            for number, answer in zip(hand, answered, strict=True):
                answers[number] = answer
    return answers


def _run(jobs: list[Job], folder: Path, epoch: int) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="pages-") as place:
        written = []
        for number, job in enumerate(jobs):
            source = Path(place) / f"{number}.md"
            source.write_text(job.markdown, encoding="utf-8")
            output = str(job.output.resolve()) if job.output else ""
            written.append({**job.settings, "source": str(source), "format": job.format, "output": output})
        listing = Path(place) / "jobs.json"
        listing.write_text(json.dumps(written), encoding="utf-8")
        done = subprocess.run(
            [pandoc_path(), "lua", str(template_folder() / "render.lua"), str(listing)],
            cwd=folder,
            # pandoc takes names of files for what the locale says; under LC_ALL=C it finds none with an umlaut in them
            env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        if done.returncode != 0:
            raise RenderingFailed(f"pandoc stopped: {_last_words(done.stderr)}")
        answers: list[dict[str, Any]] = json.loads(Path(f"{listing}.answers").read_text(encoding="utf-8"))
        return answers


def _last_words(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " / ".join(lines[:3])[:400] or "it gave no reason"
