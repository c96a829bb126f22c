"""What an exhibit hands on beside its pictures and words: the facts it states, its table, its drawing, what it leaves unknown.

It travels as JSON in the metadata of a notebook's output, under one key and with a version. Exhibits write it; editions (ledger, tables,
narrative) and publishing (pictures, notices) read it. Nobody reads the rendered words back for what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

KEY = "hub_learning"
VERSION = 3
EDITION = "edition"  # the id under which an open edition tells its rule
RULE = ":"  # in the name of a table that was read: between the table and the rule whose rows alone were
CLAIM = "claim."  # begins the id of a fact that is the state of a claim; the period ends it

Kind = Literal["figure", "table", "sentence", "unknown"]


class OtherVersion(ValueError):
    """An output that was handed on in another form than this one: its notebook has to run again."""


@dataclass(frozen=True)
class About:
    """Which exhibit it is. title and alt: plain text."""

    id: str
    kind: Kind
    title: str
    alt: str


@dataclass(frozen=True)
class Unknown:
    """What is not known, why, and what would be needed to know it: plain text, as the author of the exhibit wrote it."""

    subject: str
    reason: str
    needed: str


@dataclass(frozen=True)
class Origin:
    """Rows of one processed table: those whose columns hold one of the values given."""

    table: str
    where: tuple[tuple[str, tuple[Any, ...]], ...]
    network: str = ""  # where the table is another network's than the edition's

    def as_dict(self) -> dict[str, Any]:
        other = {"network": self.network} if self.network else {}
        return {**other, "table": self.table, "where": {column: list(values) for column, values in self.where}}

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Origin:
        where = tuple((column, tuple(values)) for column, values in given["where"].items())
        return cls(given["table"], where, given.get("network", ""))


@dataclass(frozen=True)
class StatedFact:
    """One published number as it is handed on (or one withheld or unknown: then `value` is None and `shown` says so)."""

    id: str
    value: float | int | str | None
    unit: str
    shown: str
    how: str
    qualifier: str = "exact"
    origins: tuple[Origin, ...] = ()
    inputs: tuple[str, ...] = ()
    strength: str = ""  # of a change: the strongest word that it may be told with (analysis/measures/verdict.py)

    def as_dict(self, numbers: Mapping[Origin, int] | None = None) -> dict[str, Any]:
        """numbers: of each origin in the handover's list of them, which most facts of an exhibit share; a fact by itself names them whole."""
        return {
            "id": self.id,
            "value": self.value,
            "unit": self.unit,
            "shown": self.shown,
            "how": self.how,
            "qualifier": self.qualifier,
            "origins": [origin.as_dict() if numbers is None else numbers[origin] for origin in self.origins],
            "inputs": list(self.inputs),
            **({"strength": self.strength} if self.strength else {}),
        }

    @classmethod
    def from_dict(cls, given: Mapping[str, Any], origins: Sequence[Origin] = ()) -> StatedFact:
        """origins: those of the handover, which the fact names by their numbers."""
        named = (origins[each] if isinstance(each, int) else Origin.from_dict(each) for each in given["origins"])
        return cls(**{**given, "origins": tuple(named), "inputs": tuple(given["inputs"])})


@dataclass(frozen=True)
class PublishedTable:
    """A table as its CSV file holds it.

    columns: each with name, label and unit, and where it holds numbers with the decimals that readers are shown; rows: JSON values,
    withheld ones as their mark.
    """

    name: str
    columns: tuple[Mapping[str, Any], ...]
    rows: tuple[tuple[Any, ...], ...]
    note: str

    def as_dict(self) -> dict[str, Any]:
        columns, rows = [dict(column) for column in self.columns], [list(row) for row in self.rows]
        return {"name": self.name, "columns": columns, "rows": rows, "note": self.note}

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> PublishedTable:
        return cls(given["name"], tuple(given["columns"]), tuple(tuple(row) for row in given["rows"]), given["note"])


@dataclass(frozen=True)
class NarrativeCitation:
    """One citation of a sentence: `typed` is the id as the writer typed it, `id` the whole one. `test`: what it says of the fact."""

    kind: str
    id: str
    typed: str
    test: str = ""
    other: str = ""


@dataclass(frozen=True)
class NarrativeSentence:
    """One sentence as it was typed, where it stands in its file, what it cites, and its mark."""

    line: str
    sentence: str
    cites: tuple[NarrativeCitation, ...]
    mark: str

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> NarrativeSentence:
        return cls(**{**given, "cites": tuple(NarrativeCitation(**cited) for cited in given["cites"])})

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "cites": [vars(cited) for cited in self.cites]}


@dataclass(frozen=True)
class MissingQuote:
    """A quote that a narrative cites and that is not to be had: why, and the nearest ids that are."""

    why: str
    nearest: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return {"why": self.why, "nearest": list(self.nearest)}


@dataclass(frozen=True)
class NarrativeBasis:
    """What a narrative rests on, for the ledger: its file, its sentences, and the quotes that are missing, by the id typed.

    signed: the role of who signed it, empty where nobody did; written: the day beside it, as 2025-05-12, or empty.
    """

    file: str
    sentences: tuple[NarrativeSentence, ...]
    missing: Mapping[str, MissingQuote]
    signed: str = ""
    written: str = ""

    def as_dict(self) -> dict[str, Any]:
        missing = {typed: quote.as_dict() for typed, quote in self.missing.items()}
        sentences = [each.as_dict() for each in self.sentences]
        return {
            "file": self.file,
            "sentences": sentences,
            "missing": missing,
            "signed": self.signed,
            "written": self.written,
        }

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> NarrativeBasis:
        sentences = tuple(NarrativeSentence.from_dict(each) for each in given["sentences"])
        missing = {typed: MissingQuote(each["why"], tuple(each["nearest"])) for typed, each in given["missing"].items()}
        return cls(given["file"], sentences, missing, given["signed"], given["written"])


@dataclass(frozen=True)
class ClaimBasis:
    """One claim as it was typed, with the edition's own period put in; it is tested when all pages have run. line: of its file.

    tests, facts: of numbers, parted by `;`; findings: in words, each in short.
    """

    id: str
    line: int
    sentence: str
    tests: str
    ceiling: str
    owner: str
    facts: str = ""
    findings: tuple[str, ...] = ()
    caution: str = ""


@dataclass(frozen=True)
class ClaimsBasis:
    """What an edition claims: the file, and each claim in its order."""

    file: str
    claims: tuple[ClaimBasis, ...]

    def as_dict(self) -> dict[str, Any]:
        return {"file": self.file, "claims": [{**vars(each), "findings": list(each.findings)} for each in self.claims]}

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> ClaimsBasis:
        claims = (ClaimBasis(**{**each, "findings": tuple(each["findings"])}) for each in given["claims"])
        return cls(given["file"], tuple(claims))


@dataclass(frozen=True)
class Handover:
    """All that one output hands on. figure: plotly's drawing as JSON values.

    unknown: what this output says is not known; an output of the kind `unknown` says nothing else.
    """

    exhibit: About
    facts: tuple[StatedFact, ...] = ()
    table: PublishedTable | None = None
    figure: Mapping[str, Any] | None = None
    unknown: tuple[Unknown, ...] = ()
    narrative: NarrativeBasis | None = field(default=None)
    claims: ClaimsBasis | None = field(default=None)

    @property
    def is_notice(self) -> bool:
        """Whether the output stands in the place of an exhibit, and says what is not known."""
        return self.exhibit.kind == "unknown" and bool(self.unknown)

    def as_metadata(self) -> dict[str, Any]:
        """The metadata of an output: one key, JSON values alone."""
        # Each origin once: one that names all hubs, told again with a number of each hub, grew with the square of the hubs.
        origins = dict.fromkeys(origin for fact in self.facts for origin in fact.origins)
        numbers = {origin: number for number, origin in enumerate(origins)}
        return {
            KEY: {
                "version": VERSION,
                "exhibit": vars(self.exhibit),
                "origins": [origin.as_dict() for origin in origins],
                "facts": [fact.as_dict(numbers) for fact in self.facts],
                "table": self.table.as_dict() if self.table else None,
                "figure": self.figure,
                **({"unknown": [vars(each) for each in self.unknown]} if self.unknown else {}),
                **({"narrative": self.narrative.as_dict()} if self.narrative else {}),
                **({"claims": self.claims.as_dict()} if self.claims else {}),
            }
        }

    @classmethod
    def of_output(cls, output: Mapping[str, Any]) -> Handover | None:
        """What an output of an executed notebook hands on; None where it is no exhibit's. OtherVersion where it was written otherwise."""
        given = output.get("metadata", {}).get(KEY)
        if given is None:
            return None
        if given.get("version") != VERSION:
            raise OtherVersion(
                f"an output is of version {given.get('version')} of what is handed on, and not {VERSION}"
            )
        origins = [Origin.from_dict(origin) for origin in given["origins"]]
        return cls(
            exhibit=About(**given["exhibit"]),
            facts=tuple(StatedFact.from_dict(fact, origins) for fact in given["facts"]),
            table=PublishedTable.from_dict(given["table"]) if given["table"] else None,
            figure=given["figure"],
            unknown=tuple(Unknown(**each) for each in given.get("unknown", [])),
            narrative=NarrativeBasis.from_dict(given["narrative"]) if given.get("narrative") else None,
            claims=ClaimsBasis.from_dict(given["claims"]) if given.get("claims") else None,
        )
