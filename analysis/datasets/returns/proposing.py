"""A mapping proposed for a form's export: each column with the question it is most like, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analysis.datasets.returns.questions import choice_code
from analysis.datasets.returns.surroundings import surroundings_of
from analysis.datasets.written.likeness import Asked, Likeness
from analysis.datasets.written.numbers_and_days import plain_words, read_numbers, read_quarter
from analysis.project import Refused
from analysis.settings.writing import yaml_of
from analysis.sources.records import Reading
from analysis.sources.returns.mappings import MAPPING
from analysis.sources.returns.returns_files import read_returns

_LEAST = 0.45  # below this nothing is proposed: a person reads an empty line more carefully than a wrong one
_NEAR = 0.1  # another question this close is named
_YES_NO = ("yes", "no", "y", "n", "true", "false")


@dataclass(frozen=True)
class Proposed:
    """What one column is taken for. `question` is empty where nothing is like it."""

    wording: str
    question: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class ProposedMapping:
    """All columns of an export. `columns`: for hub, quarter and received, where the export does not say it by itself."""

    columns: dict[str, Proposed]
    questions: list[Proposed]
    unanswered: list[str]  # questions of the network that no column is taken for
    known: list[str]  # of hub, quarter and received, those found by their headings

    def as_yaml(self, file: str) -> str:
        """The mapping as a file for a person to correct and confirm."""
        lines = [
            f"# What each column of {plain_line(file)} answers, as `hub-learning map` proposes it.",
            "# 1. Read each line. Correct `question` where it is wrong; leave it empty where the column answers none.",
            "# 2. Write your role beside confirmed_by. Nothing is read by this mapping before.",
        ]
        lines += [f"# Found by its own heading: {name}." for name in self.known]
        lines += [f"# No column seems to answer: {plain_line(question)}." for question in self.unanswered]
        told = {name: each.wording for name, each in self.columns.items()}
        held = {"confirmed_by": "", **told, "questions": [vars(each) for each in self.questions]}
        return "\n".join(lines) + "\n" + yaml_of(held)

    def as_text(self) -> str:
        """One line a column, the surest first."""
        lines = [
            f"  {name:<20} {each.confidence:.2f}  {_cut(each.wording)}  ({each.reason})"
            for name, each in self.columns.items()
        ]
        for each in sorted(self.questions, key=lambda each: -each.confidence):
            sure = f"{each.confidence:.2f}" if each.question else "   -"
            lines.append(f"  {each.question or '(none)':<20} {sure}  {_cut(each.wording)}  ({each.reason})")
        lines += [f"  {question:<20}    -  no column seems to answer it" for question in self.unanswered]
        return "\n".join(lines)


def plain_line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _cut(text: str) -> str:
    text = plain_line(text)
    return text if len(text) <= 60 else text[:57] + "..."


def propose_mapping(reading: Reading, questions: pl.DataFrame, hubs: pl.DataFrame) -> ProposedMapping:
    """A proposal for the columns of an export. reading: its returns; questions and hubs: the network's tables."""
    written: dict[str, list[str]] = {}
    for form in reading.returns:
        for answer in form.answers:
            written.setdefault(answer.wording, []).append(answer.text)
    places = reading.returns[0].about.places if reading.returns else {}
    known: list[str] = [name for name in ("hub", "hub_id", "quarter", "received") if name in places]
    columns = {}
    names = {plain_words(name) for name in (*hubs["hub_id"], *hubs["name"]) if name}
    if "hub" not in known and "hub_id" not in known:
        columns.update(
            _column("hub", written, lambda text: plain_words(text) in names, "names of hubs in the register")
        )
    if "quarter" not in known:
        columns.update(_column("quarter", written, lambda text: read_quarter(text) is not None, "quarters"))
    taken = {each.wording for each in columns.values()}
    rest = {wording: texts for wording, texts in written.items() if wording not in taken}
    proposed = _questions(rest, questions)
    answered = {each.question.split(":")[0] for each in proposed}
    unanswered = [code for code in questions["question_id"] if code not in answered]
    return ProposedMapping(columns, proposed, unanswered, known)


def _column(name: str, written: dict[str, list[str]], fits: Callable[[str], bool], what: str) -> dict[str, Proposed]:
    """The column with most of such answers; else one whose heading says the word."""
    shares = {}
    for wording, texts in written.items():
        given = [text for text in texts if text]
        if given:
            shares[wording] = sum(map(fits, given)) / len(given)
    best = max(shares, key=lambda wording: shares[wording], default="")
    if best and shares[best] >= 0.3:
        return {name: Proposed(best, name, round(shares[best], 2), f"{shares[best]:.0%} of its answers are {what}")}
    said = next((wording for wording in written if _asks_for(name, plain_words(wording).split())), None)
    return {name: Proposed(said, name, 0.3, f"its heading says {name}")} if said else {}


def _asks_for(name: str, words: list[str]) -> bool:
    return name in words and words[0] in ("which", "what", "name", "your", "reporting", "select", "choose", name)


def _questions(written: dict[str, list[str]], questions: pl.DataFrame) -> list[Proposed]:
    """Each column with at most one question, the likest pairs first."""
    about = questions.rows(named=True)
    asked = [Asked.of(row["wording"] or "", row["question_id"]) for row in about]
    likeness = Likeness(asked)
    pairs = []
    for wording, texts in written.items():
        compared = Asked.of(wording)
        for row, question in zip(about, asked, strict=True):
            alike = likeness.of(compared, question)
            fit, misfit = _fit(texts, row)
            pairs.append((alike * fit, wording, row["question_id"], _reason(compared, question, alike, misfit)))
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    chosen: dict[str, Proposed] = _choices(written, about)
    taken = {each.question for each in chosen.values()}
    for score, wording, code, reason in pairs:
        if score >= _LEAST and wording not in chosen and code not in taken:
            rivals = [
                other for near, its, other, _ in pairs if its == wording and other != code and near > score - _NEAR
            ]
            reason += f"; `{rivals[0]}` is nearly as like" if rivals and score < 1 else ""
            chosen[wording] = Proposed(wording, code, round(score, 2), reason)
            taken.add(code)
    nothing = "no question of the network is like it"
    return [chosen.get(wording, Proposed(wording, "", 0.0, nothing)) for wording in written]


def _choices(written: dict[str, list[str]], about: list[dict[str, object]]) -> dict[str, Proposed]:
    """Columns that each are one choice of a question: `Which kinds of support? [Food]`."""
    found = {}
    for row in about:
        for choice in filter(None, str(row["choices"] or "").split(";")):
            for wording in written:
                label = plain_words(wording).rpartition("[")[2].removesuffix("]") if "[" in wording else ""
                if label and label == plain_words(choice):
                    code = choice_code(str(row["question_id"]), choice)
                    found[wording] = Proposed(wording, code, 0.9, f"its label is the choice `{choice}`")
    return found


def _fit(texts: list[str], row: dict[str, object]) -> tuple[float, str]:
    """How far the answers are of the question's kind: a factor, and a word where they are not."""
    given = [text for text in texts if text]
    if not given:
        return 1.0, ""
    kind = row["kind"]
    numbers = (
        read_numbers(pl.Series(given), pl.Series([row["unit"]] * len(given), dtype=pl.String))["state"] != "unreadable"
    ).mean()
    share = numbers if isinstance(numbers, float) else 0.0
    if kind in ("count", "hours", "money"):
        return (1.0, "") if share >= 0.5 else (0.5, "few of its answers are numbers")
    if kind == "yes-no":
        plain = sum(plain_words(text) in _YES_NO for text in given) / len(given)
        return (1.0, "") if plain >= 0.5 else (0.5, "few of its answers are yes or no")
    return (1.0, "") if share < 0.8 else (0.5, "its answers are numbers")


def _reason(wording: Asked, question: Asked, alike: float, misfit: str) -> str:
    if alike == 1:
        return "the same words" + (f", but {misfit}" if misfit else "")
    shared = sorted(wording.stems & (question.stems | question.short))
    words = [
        word for word in wording.wording.replace(",", " ").split() if any(word.startswith(stem) for stem in shared)
    ]
    told = ", ".join(f"`{word.strip('().?')}`" for word in dict.fromkeys(words)) or "letters alike"
    return f"both say {told}" + (f", but {misfit}" if misfit else "")


def propose_for_file(path: Path, network: str | None = None) -> ProposedMapping:
    """The proposal for a file. Refused where it is no form's export, or no network's questions are meant."""
    around = surroundings_of(path, network)
    if around.network is None:
        raise Refused(f"{path.name} lies in no network's folder; say which questions are meant with --network")
    reading = read_returns(path, path.name)
    if not reading.returns:
        reason = reading.findings[0].problem if reading.findings else "It has no rows below its headings."
        raise Refused(f"{plain_line(path.name)} is not the export of a form that could be read. {reason}")
    if reading.returns[0].about.row is None:
        raise Refused(f"{plain_line(path.name)} is a return on the project's own form and needs no mapping")
    return propose_mapping(reading, around.questions, around.hubs)


def write_proposal(path: Path, text: str) -> Path:
    """Write the mapping beside its export. Refused where one is there: somebody may have confirmed it."""
    place = path.with_name(f"{path.name}.{MAPPING}")
    try:
        with place.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise Refused(f"{plain_line(place.name)} is there already; delete it first, or use --print") from None
    except OSError as error:
        raise Refused(f"{plain_line(place.name)} cannot be written ({error.strerror}); use --print") from None
    return place
