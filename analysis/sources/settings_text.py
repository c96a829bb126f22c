"""The reader of YAML for text that people write: the quick one, unless the text is nested so deep that it would fall over."""

from __future__ import annotations

import re
from typing import Any

import yaml

_DEEPEST = 200  # a settings file has some five levels
_DEEP_LINE = re.compile(rf"^[ \-?:]{{{_DEEPEST},}}", re.MULTILINE)


def quick_loader(text: str) -> Any:
    """A safe loader. The quick one is written in C and ends the whole process where lists lie in lists without end."""
    openings = text.count("[") + text.count("{")
    if openings > _DEEPEST or _DEEP_LINE.search(text):
        return yaml.SafeLoader(text)
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
