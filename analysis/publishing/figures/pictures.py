"""Still pictures of figures, for pages, PDF and Word: the same plotly drawing, without a browser.

Drawing is work for the processor alone, so that each processor gets its own process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread

from analysis.project import brand_file
from analysis.publishing.cache import Cache, hash_of_files, key_of
from analysis.publishing.pandoc import RenderingFailed
from analysis.publishing.render_copy import Figure

Kinds = tuple[str, ...]  # of file, by suffix; drawing.py names their widths
PAPER: Kinds = ("svg", "png")
PAGES: Kinds = ("svg", "narrow.svg")
HUB_PAGES: Kinds = ("single.svg",)
ON_SLIDES: Kinds = ("single.svg", "single.png")
Wanted = Sequence[tuple[tuple[Figure, ...], Kinds]]

_DRAW = (
    "import sys; from analysis.publishing.figures.drawing import draw_files; "
    "[draw_files(sys.argv[1], kinds, names.split(',')) for kinds, names in (said.split('=') for said in sys.argv[2:])]"
)
_EACH = 20  # figures that are worth a process: to start one takes as long as to draw as many
_ONE_AT_A_TIME = Lock()  # who asks for pictures that are being drawn waits, and finds them


def draw_pictures(
    figures: tuple[Figure, ...], folder: Path, cache: Cache, processes: int = 2, kinds: Kinds = PAPER
) -> None:
    """Write figures/ID.KIND of each figure and kind into the folder. Raises RenderingFailed."""
    place = folder / "figures"
    place.mkdir(parents=True, exist_ok=True)
    with _ONE_AT_A_TIME:
        _draw_missing([(figure, kinds) for figure in figures], place, cache, processes)


def _draw_missing(wanted: Sequence[tuple[Figure, Kinds]], place: Path, cache: Cache, processes: int = 2) -> None:
    missing, version = [], _version()
    keys = {figure.id: _key(figure, version) for figure, _ in wanted}
    for figure, kinds in wanted:
        kept = {kind: cache.get(f"{keys[figure.id]}.{kind}") for kind in kinds}
        if None in kept.values():
            missing.append((figure, kinds))
        for kind, content in kept.items():
            if content is not None:
                (place / f"{figure.id}.{kind}").write_bytes(content)
    if missing:
        _draw(missing, place, processes)
        for figure, kinds in missing:
            for kind in kinds:
                cache.put(f"{keys[figure.id]}.{kind}", (place / f"{figure.id}.{kind}").read_bytes())


def _key(figure: Figure, version: str) -> str:
    return key_of("picture", figure.spec, version)


def _version() -> str:
    """What pictures follow from beside their figures."""
    above = Path(__file__).parents[1]
    own = [
        Path(__file__).with_name("drawing.py"),
        Path(__file__).with_name("engine.py"),
        above / "letters.py",
        above / "brand.py",
        brand_file(),
    ]
    return hash_of_files(own)


@contextmanager
def drawn_beside(wanted: Wanted, cache: Cache) -> Iterator[None]:
    """Draw the figures into the cache while the caller does other work. What cannot be drawn is for whoever needs the picture to tell."""

    def draw() -> None:
        kinds_of, version = dict[Figure, Kinds](), _version()
        for figures, kinds in wanted:
            for figure in figures:  # under the name of what it shows: pages of hubs have figures of one name
                shown = Figure(_key(figure, version), "", figure.spec)
                kinds_of[shown] = tuple(dict.fromkeys((*kinds_of.get(shown, ()), *kinds)))
        with (
            _ONE_AT_A_TIME,
            tempfile.TemporaryDirectory(prefix="pictures-") as place,
            suppress(RenderingFailed, OSError),
        ):
            _draw_missing(list(kinds_of.items()), Path(place), cache)

    beside = Thread(target=draw)
    beside.start()
    try:
        yield
    finally:
        beside.join()


def _draw(wanted: Sequence[tuple[Figure, Kinds]], place: Path, processes: int) -> None:
    for figure, _ in wanted:
        (place / f"{figure.id}.json").write_text(figure.spec, encoding="utf-8")
    processes = min(processes, -(-len(wanted) // _EACH))
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _DRAW, str(place), *_by_kinds(wanted[start::processes])],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for start in range(processes)
    ]
    said = [process.communicate()[1] for process in running]
    for figure, _ in wanted:
        (place / f"{figure.id}.json").unlink()
    for process, words in zip(running, said, strict=True):
        if process.returncode != 0:
            raise RenderingFailed(
                f"a figure could not be drawn: {(words.strip().splitlines() or ['no reason'])[-1][:300]}"
            )


def _by_kinds(wanted: Sequence[tuple[Figure, Kinds]]) -> list[str]:
    """The figures' names under the kinds that are wanted of them, as a process is told: KIND,KIND=NAME,NAME."""
    names: dict[Kinds, list[str]] = defaultdict(list)
    for figure, kinds in wanted:
        names[kinds].append(figure.id)
    return [f"{','.join(kinds)}={','.join(each)}" for kinds, each in names.items()]
