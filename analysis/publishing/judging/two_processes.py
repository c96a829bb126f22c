"""Pages of many hubs judged by two processes: each looks through half, and what it found lies in the cache for who asks afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from analysis.publishing.cache import Cache
from analysis.publishing.judging.judge import judge_pages
from analysis.publishing.judging.names import NO_NAMES, NamesWithNumbers
from analysis.publishing.judging.orphans import remembered_orphans, shown_on
from analysis.publishing.render_copy import Page

_WORTH_IT = 100  # pages; for fewer it takes as long to start as it spares
_BESIDE = "from analysis.publishing.judging.two_processes import look_through_given; look_through_given()"

Half = list[tuple[str, str, list[str]]]  # path and markdown of a page, and how its numbers are shown


def look_through_beforehand(site: Path, pages: list[Page], cache: Cache, names: NamesWithNumbers = NO_NAMES) -> None:
    """Judge the pages of SITE and search them for numbers without source, and leave what was found in the cache. Tells nothing: that is for
    who judges them after this, and finds it there; what could not be looked through is looked through then."""
    if len(pages) < _WORTH_IT:
        return
    shown = shown_on(site)
    told: Half = [(page.path, page.markdown, shown.get(f"{page.path}.html", [])) for page in pages]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(
        [sys.executable, "-c", _BESIDE],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as beside:
        assert beside.stdin is not None
        try:
            halved = {"site": str(site), "cache": str(cache.folder), "pages": told[1::2], "names": names.names}
            json.dump(halved, beside.stdin)
            beside.stdin.close()
        except BrokenPipeError:  # it did not start; who judges after this does its half
            pass
        _look_through(site, cache, told[::2], names)


def look_through_given() -> None:
    """The other half, as told on standard input."""
    given: dict[str, Any] = json.load(sys.stdin)
    cache, names = Cache(Path(given["cache"])), NamesWithNumbers(given["names"])
    _look_through(Path(given["site"]), cache, given["pages"], names)


def _look_through(site: Path, cache: Cache, half: Half, names: NamesWithNumbers) -> None:
    judge_pages(site, [Page(path, "", "", "", "", markdown) for path, markdown, _ in half], cache)
    for path, _, known in half:
        remembered_orphans(site / f"{path}.html", known, cache, names)
