"""Still pictures of figures, for pages, PDF and Word: the same plotly drawing, without a browser.

Drawing is work for the processor alone, so that each processor gets its own process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
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
    "draw_files(sys.argv[1], sys.argv[2], sys.argv[3:])"
)
_ONE_AT_A_TIME = Lock()  # who asks for pictures that are being drawn waits, and finds them


def draw_pictures(
    figures: tuple[Figure, ...], folder: Path, cache: Cache, processes: int = 2, kinds: Kinds = PAPER
) -> None:
    """Write figures/ID.KIND of each figure and kind into the folder. Raises RenderingFailed."""
    place = folder / "figures"
    place.mkdir(parents=True, exist_ok=True)
    with _ONE_AT_A_TIME:
        _draw_missing(figures, place, cache, processes, kinds)


def _draw_missing(figures: tuple[Figure, ...], place: Path, cache: Cache, processes: int, kinds: Kinds) -> None:
    above = Path(__file__).parents[1]
    version = hash_of_files(
        [Path(__file__).with_name("drawing.py"), above / "letters.py", above / "brand.py", brand_file()]
    )
    keys = {figure.id: key_of("picture", figure.spec, version) for figure in figures}
    missing = []
    for figure in figures:
        kept = {kind: cache.get(f"{keys[figure.id]}.{kind}") for kind in kinds}
        if None in kept.values():
            missing.append(figure)
        for kind, content in kept.items():
            if content is not None:
                (place / f"{figure.id}.{kind}").write_bytes(content)
    if missing:
        _draw(missing, place, processes, kinds)
        for figure in missing:
            for kind in kinds:
                cache.put(f"{keys[figure.id]}.{kind}", (place / f"{figure.id}.{kind}").read_bytes())


@contextmanager
def drawn_beside(wanted: Wanted, cache: Cache) -> Iterator[None]:
    """Draw the figures into the cache while the caller does other work. What cannot be drawn is for whoever needs the picture to tell."""

    def draw() -> None:
        for figures, kinds in wanted:
            once = tuple(
                {figure.id: figure for figure in figures}.values()
            )  # another of its name is drawn when it is needed
            with tempfile.TemporaryDirectory(prefix="pictures-") as place, suppress(RenderingFailed, OSError):
                draw_pictures(once, Path(place), cache, kinds=kinds)

    beside = Thread(target=draw)
    beside.start()
    try:
        yield
    finally:
        beside.join()


def _draw(figures: list[Figure], place: Path, processes: int, kinds: Kinds) -> None:
    for figure in figures:
        (place / f"{figure.id}.json").write_text(figure.spec, encoding="utf-8")
    hands = [
        hand for hand in ([figure.id for figure in figures[start::processes]] for start in range(processes)) if hand
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _DRAW, str(place), ",".join(kinds), *hand],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for hand in hands
    ]
    said = [process.communicate()[1] for process in running]
    for figure in figures:
        (place / f"{figure.id}.json").unlink()
    for process, words in zip(running, said, strict=True):
        if process.returncode != 0:
            raise RenderingFailed(
                f"a figure could not be drawn: {(words.strip().splitlines() or ['no reason'])[-1][:300]}"
            )
