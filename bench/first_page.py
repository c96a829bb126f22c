"""What the report's first page weighs where a server compresses it, and how long the reader's browser is kept busy by it.

    python -m bench.first_page FOLDER      FOLDER: of an edition; Chromium and the test requirements are needed

Kept busy: the part beyond 50 ms of each long task (Total Blocking Time, as the W3C's Long Tasks API tells of them), the least of three loads.
"""

from __future__ import annotations

import functools
import gzip
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.judges.pages import open_browser

LIGHT, BUSY = 600_000, 300.0  # bytes and milliseconds that issue 17 asks for
_PACKED = (".woff2", ".png", ".jpg")  # nothing is gained by compressing them once more
_WATCH = (
    "window.busy = 0; new PerformanceObserver(all => all.getEntries().forEach(one => { window.busy += one.duration - 50; }))"
    ".observe({type: 'longtask', buffered: true});"
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what is asked for is counted in the browser."""


def main() -> int:
    folder = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}/"
    with open_browser() as browser:
        loads = [_load(browser, home) for _ in range(3)]
    server.shutdown()
    asked, busy = loads[0][0], min(load[1] for load in loads)
    sizes = {name: _on_the_way(folder / name) for name in asked}
    for name, size in sorted(sizes.items(), key=lambda each: -each[1]):
        print(f"{size:>9,}  {name}")
    weight = sum(sizes.values())
    print(f"{weight:,} bytes on the way (at most {LIGHT:,}); kept busy for {busy:.0f} ms (at most {BUSY:.0f})")
    return 0 if weight <= LIGHT and busy <= BUSY else 1


def _load(browser: Any, home: str) -> tuple[list[str], float]:
    """Which files the page asked for, and for how long it kept the browser busy, in milliseconds."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(home).partition("?")[0] or "index.html"))
    page.add_init_script(_WATCH)
    page.goto(home, wait_until="networkidle")
    page.wait_for_timeout(1000)
    busy = float(page.evaluate("window.busy"))
    page.close()
    return [name for name in dict.fromkeys(asked) if not name.startswith("data:")], busy


def _on_the_way(file: Path) -> int:
    if not file.is_file():
        return 0
    content = file.read_bytes()
    return len(content) if file.suffix in _PACKED else len(gzip.compress(content, 9))


if __name__ == "__main__":
    sys.exit(main())
