"""plotly.js in V8, without a browser: the page that plotly-mirage makes up for it, with letters measured by whoever asks.

plotly-mirage runs the same two scripts in QuickJS, an interpreter, where a figure takes 0.15 s; compiled by V8 it takes a fifth of that.
V8 cannot ask Python for the width of a text while it draws. So a figure is drawn with what is known; texts that were not are
measured, and it is drawn again until nothing was guessed.
"""

from __future__ import annotations

import atexit
import json
import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

Measure = Callable[
    [str, str, str, str], str
]  # text, family, size, weight -> "width,height,ascent,descent" in CSS pixels
_SCRIPTS = ("micro_dom.js", "plotly_comprehensive_2d.js")
_MOST_TRIES = (
    12  # a text that follows from the width of another is met one drawing later; four were the most that were seen
)

_KNOWN = """
var known = {}, unknown = [], painted = [];
function _encodeCanvasToPNG(width, height, commands) {
  painted.push([width, height, commands]);
  return "painted:" + (painted.length - 1) + ":";
}
function _measureTextRaw(text, family, size, weight) {
  var measured = known[JSON.stringify([text, family, size, weight])];
  if (measured === undefined) { unknown.push([text, family, size, weight]); return "0,0,0,0"; }
  return measured;
}
"""

# plotly remembers how large a text is by its words and its style attribute, which the made-up page leaves empty: a text once drawn
# bold, or guessed at, would keep that size. The number of the try keeps guesses from the next.
_DRAW = """
var tries = 0, drawn = 0, plainAttribute = Element.prototype.getAttribute;
Element.prototype.getAttribute = function (name) {
  if (name === "style" && this.style) return this.style.cssText() + "/*" + tries + "*/";
  return plainAttribute.call(this, name);
};
// Names by chance would make each drawing of one figure another: the generator of Park and Miller (1988), begun anew for each.
Math.random = function () { drawn = (drawn * 16807) % 2147483647; return drawn / 2147483647; };
function drawFigure(data, layout, measured) {
  measured.forEach(function (each) { known[JSON.stringify(each[0])] = each[1]; });
  unknown = [];
  painted = [];
  drawn = 1;
  if (measured.length) tries += 1;
  var size = {left: 0, top: 0, right: layout.width, bottom: layout.height, width: layout.width, height: layout.height};
  var holder = document.createElement("div");
  holder.id = "figure";
  holder.clientWidth = holder.offsetWidth = size.width;
  holder.clientHeight = holder.offsetHeight = size.height;
  holder.getBoundingClientRect = function () { return size; };
  document.body.appendChild(holder);
  try {
    Plotly.newPlot(holder, data, layout, {staticPlot: true});
    return JSON.stringify([Plotly.Snapshot.toSVG(holder, "svg").replace(/TOBESTRIPPED/g, "'"), unknown, painted]);
  } finally {
    document.body.removeChild(holder);
  }
}
"""


class DrawingEngine:
    """One V8 with plotly.js in it: 0.4 s of processor time to start, then about 0.02 s a figure."""

    def __init__(self, measure: Measure) -> None:
        from py_mini_racer import MiniRacer

        self._measure = measure
        self._v8 = MiniRacer()
        atexit.register(self._v8.close)  # left to the interpreter's end, V8 and its thread wait for each other at times
        held = files("mirage") / "js"
        for script in (_KNOWN, *((held / name).read_text(encoding="utf-8") for name in _SCRIPTS), _DRAW):
            self._v8.eval(script)

    def svg(self, data: Sequence[dict[str, Any]], layout: dict[str, Any]) -> str:
        """The figure as plotly draws it; `layout` states width and height in CSS pixels. Raises RuntimeError where no size settles."""
        measured: list[list[Any]] = []
        for _ in range(_MOST_TRIES):
            said = f"drawFigure({json.dumps(data)}, {json.dumps(layout)}, {json.dumps(measured)})"
            drawn, unknown, painted = json.loads(str(self._v8.eval(said)))
            if not unknown:
                return _with_pictures(drawn, painted)
            measured = [[text, self._measure(*text)] for text in unknown]
        raise RuntimeError(f"the size of its letters does not settle: {unknown[0][0]!r}")


def _with_pictures(svg: str, painted: list[tuple[int, int, str]]) -> str:
    """The drawing with its canvases, which plotly paints heatmaps on, as the pictures that plotly-mirage makes of their rectangles."""
    from mirage.engine import _encode_canvas_to_png

    return re.sub(r'(?<=href=")painted:(\d+):(?=")', lambda at: str(_encode_canvas_to_png(*painted[int(at[1])])), svg)
