"""Expected facts held against published ones."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tests.truth import Expected


def differences(expected: Expected, published: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """One line for each fact that is not published, or published with another value."""
    found = []
    for name, value in sorted(expected.items()):
        if name not in published:
            found.append(f"{name}: not published, should be {value}")
        elif not _same(value, published[name]["value"]):
            found.append(f"{name}: published {published[name]['value']}, should be {value}")
    return found


class OneOf(tuple[float | None, ...]):
    """Values of which one may be published: the attack on what leaves, which is worked out by nobody twice, decides which."""

    __slots__ = ()


def _same(expected: float | OneOf | None, published: Any) -> bool:
    if isinstance(expected, OneOf):
        return any(_same(each, published) for each in expected)
    if expected is None or not isinstance(published, (int, float)):
        return expected is None and published is None
    return math.isclose(expected, published, rel_tol=1e-9, abs_tol=1e-9)
