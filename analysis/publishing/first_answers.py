"""The first answers of a report, each with its question, for what stands by itself: a shared link, a picture, a slide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.exhibits.exhibit import plain
from analysis.publishing.render_copy import Page

_ANSWER = re.compile(
    r'^::: \{\.answer( \.sureness)?(?: data-figure="([\w-]+)")?\}\n## (.+?) \{[^}]*\}\n\n(.*?)\n:::$',
    re.MULTILINE | re.DOTALL,
)
_CARD = re.compile(
    r"^::: \{\.headline\}\n\*\*(.+?)\*\*\n\n(.*?)\n:::$", re.MULTILINE | re.DOTALL
)  # of published figures
_ELSEWHERE = re.compile(
    r"(?:;[^;]*|, which stand) in @sec-[\w-]+| \(@sec-[\w-]+\)"
)  # what leads on to another place of the report
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z“\[])")


@dataclass(frozen=True)
class Answer:
    """One row of the first screen. question, said: markdown; figure: the id of the drawing that shows it, empty where there is none.

    sureness: it says how sure the row before it is.
    """

    question: str
    said: str
    figure: str = ""
    sureness: bool = False

    @property
    def asked_in_words(self) -> str:
        return plain(self.question)

    @property
    def said_in_words(self) -> str:
        return plain(plain(self.said))  # a number stands in a span of its own, which is a fact


def answers_in(report: Page) -> Iterator[Answer]:
    """Each row of the first screen, without what refers to other places of the report; of a report that begins with published figures,
    what each is and the figure."""
    rows = _ANSWER.findall(report.markdown)
    rows += [("", "", label, text.replace("\n\n", " – ", 1)) for label, text in _CARD.findall(report.markdown)]
    for sureness, figure, question, text in rows:
        told = _ELSEWHERE.sub("", " ".join(text.split()))
        whole = [sentence for sentence in _SENTENCE.split(told) if "@sec-" not in sentence]
        if whole:
            yield Answer(question, " ".join(whole), figure, bool(sureness))
