"""Judges of HTML pages: axe and outside requests in a real browser, links and ids by reading."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.judges.missing import Missing

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Without preloading: axe would fetch style sheets, which the pages' own policy forbids to every script.
_AXE = {"resultTypes": ["violations"], "preload": False}
WIDTHS = (390, 1280)  # a phone first, then a desk
# Everything open: what is folded away must be as accessible as what is seen at first.
_OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


@contextmanager
def open_browser() -> Iterator[Any]:
    """Headless Chromium, the same one for all judges of a process, as starting it takes longer than most pages. Raises Missing where
    there is none. Pages left open are closed."""
    browser = _browser()
    try:
        yield browser
    finally:
        for context in browser.contexts:
            context.close()


@cache
def _browser() -> Any:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise Missing("no Chromium on PATH (Debian: apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise Missing("playwright is not installed (it comes with axe-playwright-python)") from None
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    atexit.register(playwright.stop)
    atexit.register(browser.close)  # the last to be registered is the first to be done
    return browser


def check_pages(paths: Iterable[Path], widths: Iterable[int] = WIDTHS) -> list[str]:
    """All judges of a page at one loading each: axe, drawings, outside requests."""
    return _judge_all(paths, tuple(widths), (_axe, _drawings), outside=True)


def check_axe(paths: Iterable[Path], widths: Iterable[int] = WIDTHS) -> list[str]:
    """axe's violations on each page at each width, with everything unfolded."""
    return _judge_all(paths, tuple(widths), (_axe,))


def check_dark(paths: Iterable[Path]) -> list[str]:
    """axe's violations on each page for whoever has asked for a dark scheme."""
    with open_browser() as browser:
        tab = browser.new_context(color_scheme="dark").new_page()
        return [said for path in paths for said in _judge(tab, path, (1280,), (_axe,), outside=False)]


def check_magnified(paths: Iterable[Path]) -> list[str]:
    """Each page at 400% of a screen of 1280 by 900: nothing to scroll sideways, and nothing that stays over what is read."""
    with open_browser() as browser:
        tab = browser.new_page()
        complaints = []
        for path in paths:
            tab.set_viewport_size({"width": 320, "height": 225})
            tab.goto(path.resolve().as_uri())
            if tab.evaluate("document.documentElement.scrollWidth") > 320:
                complaints.append(f"{path.name} is wider than the screen at 400%")
            stays = tab.evaluate(
                "Array.from(document.querySelectorAll('body *')).filter(one => ['sticky', 'fixed'].includes("
                "getComputedStyle(one).position)).map(one => one.className)"
            )
            complaints += [f"{path.name}: '{one}' stays over the page at 400%" for one in stays]
        return complaints


def check_plots(paths: Iterable[Path], widths: Iterable[int] = WIDTHS) -> list[str]:
    """What axe does not see: drawings that did not appear or lack words, errors of scripts, pages wider than the screen."""
    return _judge_all(paths, tuple(widths), (_drawings,))


def check_no_outside_requests(paths: Iterable[Path]) -> list[str]:
    """Every address that a page asks for beyond the files beside it, also when it is searched."""
    return _judge_all(paths, (1280,), (), outside=True)


Look = Callable[[Any, str, int], list[str]]


def _judge_all(
    paths: Iterable[Path], widths: tuple[int, ...], looks: tuple[Look, ...], outside: bool = False
) -> list[str]:
    """The pages one after another in one tab: a new one has to compile the library that draws, which takes longer than the page."""
    with open_browser() as browser:
        tab = browser.new_page()
        return [said for path in paths for said in _judge(tab, path, widths, looks, outside)]


def _judge(page: Any, path: Path, widths: tuple[int, ...], looks: tuple[Look, ...], outside: bool) -> list[str]:
    asked: list[str] = []
    errors: list[str] = []
    heard = {
        "request": lambda request: asked.append(request.url),
        "pageerror": lambda error: errors.append(str(error)),
        "console": lambda said: errors.append(said.text) if said.type == "error" else None,
    }
    for event, note in heard.items():
        page.on(event, note)
    page.set_viewport_size({"width": widths[0], "height": 800})
    page.goto(path.resolve().as_uri())
    complaints = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(200)
        for look in looks:
            complaints += look(page, path.name, width)
    if outside:
        field = page.query_selector("#search-field")
        if field:
            field.focus()
            field.type("the")
            page.wait_for_timeout(150)
        complaints += [
            f"{path.name} asks for {url}" for url in asked if not url.startswith(("file:", "data:", "blob:"))
        ]
    for event, note in heard.items():
        page.remove_listener(event, note)
    return complaints + [f"{path.name}: {error}" for error in errors]


def _axe(page: Any, name: str, width: int) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(_OPEN_ALL)
    return [
        f"{name} at {width}: {found['id']}: {found['help']}: "
        + "; ".join(str(node["target"]) for node in found["nodes"][:3])
        for found in Axe().run(page, options=_AXE).response["violations"]
    ]


def _drawings(page: Any, name: str, width: int) -> list[str]:
    complaints = []
    for plot in page.query_selector_all(".exhibit-plot"):
        exhibit = plot.get_attribute("data-exhibit")
        if not (plot.get_attribute("aria-label") or "").strip():
            complaints.append(f"{name}: the drawing {exhibit} has no text alternative")
        if plot.is_visible() and not plot.query_selector("svg"):
            complaints.append(f"{name} at {width}: the drawing {exhibit} did not appear")
    if page.evaluate("document.documentElement.scrollWidth") > width:
        complaints.append(f"{name} is wider than the screen of {width}")
    return complaints


class _Anchors(HTMLParser):
    """The links, the ids and the outside addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [value for value in (values.get("id"),) if value]
        for name in ("aria-labelledby", "aria-controls", "aria-describedby"):
            self.links += [f"#{one}" for one in (values.get(name) or "").split()]
        for name in ("href", "src"):
            value = values.get(name)
            if value is not None:
                self.links.append(value)


def check_links(folder: Path) -> list[str]:
    """Links of every page under the folder that lead nowhere, and ids that stand twice on a page."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        pages[path.resolve()] = parser = _Anchors()
        parser.feed(path.read_text(encoding="utf-8"))
    complaints = []
    for path, parser in pages.items():
        name = path.relative_to(folder.resolve()).as_posix()
        complaints += [
            f"{name}: the id {one} stands twice" for one in sorted({i for i in parser.ids if parser.ids.count(i) > 1})
        ]
        for link in parser.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "data"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                complaints.append(f"{name}: {link} is not there")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                complaints.append(f"{name}: {link} has no such place")
    return complaints
