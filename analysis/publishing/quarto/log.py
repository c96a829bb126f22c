"""What Quarto says while it renders: its errors, and its warnings, which it ends well in spite of."""

from __future__ import annotations

import re

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_ERROR = re.compile(r"^\s*(?:ERROR:?|\(E\)|error:)\s*(.*)", re.IGNORECASE)
_WARNING = re.compile(r"^\s*(?:\[?WARN(?:ING)?\]?:?|\(W\))\s*(.*)")
_FRAME = re.compile(r"^\s*(?:at\s|\d+:\s|Stack (?:trace|backtrace))")
# Said of every edition and of no consequence: sizes are in rem for pages, and the PDF is judged by the tests.
_EXPECTED = ("in rem units, changing to em", "verapdf is not installed")


def reason_of(log: str) -> str:
    """Why Quarto stopped, in its words: its last error, else the last line that is no stack frame."""
    lines = [line.strip() for line in _plain(log) if line.strip() and not _FRAME.match(line)]
    errors = [found[1] for line in lines if (found := _ERROR.match(line)) and found[1]]
    said = (errors or lines or ["it gave no reason"])[-1]
    after = next((number for number, line in enumerate(lines) if said.endswith(":") and line.endswith(said)), None)
    more = f" {lines[after + 1]}" if after is not None and after + 1 < len(lines) else ""
    return f"{said}{more}"[:200]


def warnings_of(log: str) -> list[str]:
    """Its warnings and what it calls errors without stopping, each once, with how often it came."""
    lines, said = _plain(log), []
    for number, line in enumerate(lines):
        found = _WARNING.match(line) or _ERROR.match(line)
        if found:
            words = found[1] or next((later.strip() for later in lines[number + 1 :] if later.strip()), "")
            said.append(" ".join(words.split())[:200])
    counts = {words: said.count(words) for words in said if not any(one in words for one in _EXPECTED)}
    return [words if count == 1 else f"{words} ({count} times)" for words, count in counts.items()]


def _plain(log: str) -> list[str]:
    return _COLOURS.sub("", log).replace("\r", "\n").splitlines()
