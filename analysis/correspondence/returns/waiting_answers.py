"""Answers as they stand, those too that wait for the hub's word before they count."""

from __future__ import annotations

import hashlib
from typing import Any


def as_it_stands(answer: dict[str, Any] | None) -> str:
    """What an answer is known by: as it was written; where it is not counted before the hub says so, all that may be meant."""
    if answer is None:
        return ""
    return answer["written"] or " / ".join(text or "blank" for text in answer.get("proposed") or [])


def digest(written: str) -> str:
    return hashlib.sha256(" ".join(written.split()).encode()).hexdigest()[:8]


def proposed_answers(answers: dict[str, dict[str, Any]], about: dict[str, dict[str, Any]]) -> str:
    """What would be counted if the hub says that it is meant: `1: 48; 2: 680`, by the questions' numbers."""
    order = {question: place for place, question in enumerate(about)}
    texts = [
        (
            order.get(question, 99),
            f"{about[question]['number'] if question in about else question}: {as_it_stands(row)}",
        )
        for question, row in answers.items()
        if row["proposed"] and not row["written"]
    ]
    return "; ".join(text for _, text in sorted(texts))
