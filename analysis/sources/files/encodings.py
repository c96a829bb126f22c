"""Texts in the encodings that programs really write: UTF-8, UTF-16 with and without its mark, and Windows text."""

from __future__ import annotations

WINDOWS = "Windows text"
_MOST_CONTROLS = 0.02  # of the letters; a text has line breaks and tabs, and hardly any other


def decoded_text(held: bytes) -> tuple[str | None, str]:
    """The text, with its mark where it has one, and the encoding where it is neither UTF-8 nor says itself which it is.

    None where it is no text in any of them.
    """
    if held.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(held, "utf-16", "\ufeff"), ""
    for order, name in ((1, "utf-16-le"), (0, "utf-16-be")):  # every second byte of English in UTF-16 is nought
        if len(held) > 2 and held[order::2].count(0) > len(held) // 4:
            text = _decoded(held, name)
            return text, "" if text is None else name.upper()
    text = _decoded(held, "utf-8")
    if text is not None:
        return text, ""
    text = _decoded(held, "cp1252")
    return text, "" if text is None else WINDOWS


def _decoded(held: bytes, encoding: str, mark: str = "") -> str | None:
    try:
        text = mark + held.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = sum(letter < " " and letter not in "\r\n\t\f\v" for letter in text)
    return text if controls <= _MOST_CONTROLS * len(text) else None
