"""What a page may load and run: files of the edition alone, and no script that stands in the page itself."""

from __future__ import annotations

import base64
import hashlib
import html
import re

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_HANDLER = re.compile(r"""\son[a-z]+=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
_DATA = re.compile(r"""\bsrc=|\btype=["']application/(?:ld\+)?json["']""", re.IGNORECASE)


def policy_of(scripts: list[str] | None = None, handlers: list[str] | None = None, connect: str = "'none'") -> str:
    """The Content-Security-Policy of a page; scripts and handlers that stand in it are allowed by their hashes alone."""
    allowed = ["'self'", "file:", *map(_hashed, scripts or [])]
    if handlers:
        allowed += ["'unsafe-hashes'", *map(_hashed, handlers)]
    return (
        f"default-src 'self' file: data: blob:; script-src {' '.join(dict.fromkeys(allowed))}; "
        f"style-src 'self' file: 'unsafe-inline'; connect-src {connect}; form-action 'none'; object-src 'none'; base-uri 'none'"
    )


def secure_page(text: str) -> str:
    """The page with its policy at the top of its head.

    Quarto's own scripts stand around the main part, and those alone are allowed: what people typed stands within.
    """
    start, end = text.find("<main"), text.rfind("</main>")
    around = text[:start] + text[end:] if 0 <= start < end else ""
    scripts = [body for attributes, body in _SCRIPT.findall(around) if body.strip() and not _DATA.search(attributes)]
    bare = _SCRIPT.sub("", around)
    handlers = [
        html.unescape(double or single) for tag in _TAG.findall(bare) for double, single in _HANDLER.findall(tag)
    ]
    # Quarto's search fetches its index from beside the pages.
    meta = html.escape(policy_of(scripts, handlers, "'self'"), quote=False)
    line = f'<meta http-equiv="Content-Security-Policy" content="{meta}">'
    return re.sub(r"<head>", lambda head: f"{head[0]}\n{line}", text, count=1)


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.replace("\r\n", "\n").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
