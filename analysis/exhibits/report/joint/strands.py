"""What returns, case studies and money each say of an outcome: words with their facts, for the joint display."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from analysis.datasets.cases.shared_codebook import SharedCode
from analysis.disclosure.release import Field, release_open
from analysis.exhibits.cases.coders import UNSURE, unsure_codes
from analysis.exhibits.cases.quotes import quote_fact, read_as
from analysis.exhibits.cases.tellers import passages_shown
from analysis.exhibits.facts import Fact, fact_of, in_markdown
from analysis.exhibits.money.amounts import money_fact
from analysis.exhibits.money.facts import parts_of, terms_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.joint.words import CONTRARY_WORDS, counted_as, why
from analysis.exhibits.totals import compared
from analysis.exhibits.verdicts import in_brief, verdict_on
from analysis.exhibits.wording import direction, noun_for, worded
from analysis.handover import Origin
from analysis.measures.cases import contrary, quotes
from analysis.measures.cases.case_studies import codes_in
from analysis.measures.money import funding
from analysis.measures.money.passing_on import parts_held, parts_over
from analysis.measures.report import joint_display as rule
from analysis.measures.verdict import Verdict
from analysis.periods import Period

NAME = "joint-display"
OPEN = (
    "Numbers of sources, words that may be quoted, and money on the public record; what returns say is worked out from released "
    "answers alone."
)

OF_IT = "in which a contrary code names the outcome, or stands on the same passage or in the same paragraph"


@dataclass(frozen=True)
class Strand:
    """What one kind of source says of an outcome: markdown, and the facts it states."""

    text: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome: its strands, its verdict, and why."""

    outcome: SharedCode
    sure: bool
    told: rule.Told
    case_ids: list[str]
    returns: Strand
    cases: Strand
    words: Strand
    contrary: Strand
    money: Strand
    verdict: rule.Agreement
    why: str

    @property
    def name(self) -> str:
        return self.outcome.name if self.sure else f"{self.outcome.name} {UNSURE}"


class Strands:
    """What all rows share: the passages, the money, the answers. Each quoted case study stands once where it can be helped."""

    def __init__(self, edition: OpenEdition, cases: pl.DataFrame) -> None:
        self.edition, self.cases = edition, cases
        self.now, self.before = edition.period.newest, edition.period.earlier
        self.unsure = unsure_codes(edition)
        self.passages = passages_shown(edition, "report")
        self.used: set[str] = set()
        self.asked = set(edition.answers.frame.columns)
        self.returned = not edition.answers.frame.is_empty()
        self.parts = {
            self.now: parts_of(edition) if self.now == edition.period else self._parts(self.now),
            self.before: self._parts(self.before),
        }

    def _parts(self, period: Period) -> pl.DataFrame:
        return parts_held(terms_of(self.edition), period, funding.HOME)

    def row(self, outcome: SharedCode, codes: Sequence[str]) -> OutcomeRow:
        unsure = any(code in self.unsure for code in codes)
        recent = pl.col("collected") > a_year_before(self.now)
        codings = self.edition.table("codings")
        against = contrary.contrary_passages(codings, self.cases, self.edition.table("codebook"), codes)
        told, case_ids = rule.told_of(codings, self.cases, codes, against, recent, unsure)
        asked = [question for question in outcome.indicators if question in self.asked]
        returns, changes = self._returns(asked)
        borne = rule.direction_of(changes)
        # Where no returns came at all, nobody can say what they would have shown: that is silence, and no extension.
        verdict = rule.verdict(bool(asked) or not self.returned, borne, told.direction)
        own = self._own_words(codes, against)
        return OutcomeRow(
            outcome,
            not unsure,
            told,
            case_ids,
            returns,
            self._cases(outcome, told, case_ids),
            own,
            self._contrary_words(against, told.cases),
            self._money(outcome),
            verdict,
            why(verdict, borne, told, changes),
        )

    def _returns(self, asked: Sequence[str]) -> tuple[Strand, list[Verdict]]:
        if not self.returned:
            return Strand("No returns have come in."), []
        if not asked:
            return Strand("The return asks nothing that should move with it."), []
        said, facts = [], []
        changes = [verdict_on(self.edition, question) for question in asked]
        for question, verdict in zip(asked, changes, strict=True):
            text, stated = self._moved(question, verdict)
            said.append(f"{text[:1].upper()}{text[1:]}.")
            facts += stated
        return Strand(" ".join(said), tuple(facts)), changes

    def _moved(self, question: str, verdict: Verdict) -> tuple[str, list[Fact]]:
        """One question in words: `different people were 16% higher at 6 hubs: within its usual variation`, or why nothing can be said."""
        name = counted_as(self.edition, question)
        now, then, change, hubs = compared(self.edition, question)
        if not change.known:
            return f"{name}: no hub can be compared with a year earlier", []
        return f"{name} {direction(change)} at {noun_for(hubs, 'hub')}: {in_brief(verdict)}", [now, then, change, hubs]

    def _cases(self, outcome: SharedCode, told: rule.Told, case_ids: list[str]) -> Strand:
        if not told.cases:
            return Strand("No source tells of it.")
        many, partners, recent, denying, beside = _case_facts(self.edition, outcome, told, case_ids)
        text = f"{noun_for(many, 'source')} from {noun_for(partners, 'partner')}, {recent} of the last twelve months"
        if told.contrary:
            text += f"; {denying} of them {'tells' if told.contrary == 1 else 'tell'} the contrary"
        if told.beside:
            text += f"; in {beside}{' more' if told.contrary else ' of them'} a hope came to nothing, not marked as being this one"
        return Strand(f"{text}.", (many, partners, recent, denying, beside))

    def _own_words(self, codes: Sequence[str], against: pl.DataFrame) -> Strand:
        """A passage that tells of the outcome, and was not given a contrary code as well."""
        codings, codebook = self.edition.table("codings"), self.edition.table("codebook")
        own = self.passages.filter(
            pl.col("code_id").is_in(list(codes)), ~pl.col("coding_id").is_in(against["coding_id"].implode())
        )
        return self._quoted(contrary.not_contrary(own, codings, codebook)) or Strand(
            "No words that may be quoted here."
        )

    def _contrary_words(self, against: pl.DataFrame, telling: int) -> Strand:
        """A passage that tells the contrary of this outcome; else one of another hope that came to nothing, said to be that."""
        for of_it, told, untold in CONTRARY_WORDS:
            passages = against.filter(pl.col("of_it") == of_it)
            if passages.is_empty():
                continue
            said = self._quoted(self.passages.filter(pl.col("coding_id").is_in(passages["coding_id"].implode())))
            return Strand(told + said.text, said.facts) if said else Strand(untold)
        if codes_in(self.edition.table("codebook"), ["contrary"]).is_empty():
            return Strand(worded(self.edition, "learning.nobody-looked"))
        if not telling:
            return Strand(worded(self.edition, "learning.nor-the-contrary"))
        return Strand("None of these sources tells the contrary.")

    def _quoted(self, passages: pl.DataFrame) -> Strand | None:
        chosen = quotes.quotes(passages.with_columns(code_id=pl.lit("any")), ["any"], self.used)
        if chosen.is_empty():
            return None
        passage = chosen.row(0, named=True)
        fact = quote_fact(passage)
        return Strand(f"“{fact}” {in_markdown(read_as(passage))}", (fact,))

    def _money(self, outcome: SharedCode) -> Strand:
        """What falls in the period and in what it is compared with, of awards that name one of the outcome's purposes."""
        if self.edition.table("awards").is_empty():
            return Strand("No awards are on record.")
        sums = {period: self._falls(outcome, period) for period in (self.now, self.before)}
        now, before = sums[self.now], sums[self.before]
        if now is None and before is None:
            return Strand("No award on record names it as its purpose.")
        told = [f"{fact if fact else 'none'} in {in_markdown(period.label)}" for period, fact in sums.items()]
        return Strand(f"{told[0]}, {told[1]}.", tuple(fact for fact in sums.values() if fact))

    def _falls(self, outcome: SharedCode, period: Period) -> Fact | None:
        titles = self.edition.table("awards").select("award_id", "title", "description")
        parts = self.parts[period].join(titles, on="award_id", how="left", maintain_order="left")
        words = pl.concat_str("purpose", "title", separator=" ", ignore_nulls=True)
        meant = parts.with_columns(words=words).filter(
            pl.col("words").map_elements(lambda text: rule.is_for(text, outcome.purposes), return_dtype=pl.Boolean)
        )
        if meant.is_empty():
            return None
        spread = parts_over(meant, [period])
        if spread.is_empty():
            return None
        how = (
            f"what is for the period, of awards whose purpose or title names one of: {', '.join(outcome.purposes)}; where the money "
            f"finally lies, each pound once; {funding.MONEY_BY_YEAR.how}"
        )
        rests = sorted({name for names in meant["awards"].to_list() for name in names})
        fact_id = f"joint.money-{_slug(outcome)}.{period.slug}"
        sure = funding.qualifier_of_sum(spread["qualifier"])
        money, least = (float(spread[name].sum()) for name in ("money", "money__least"))
        return money_fact(fact_id, money, funding.HOME, how, rests, sure, least)


def a_year_before(period: Period) -> Any:
    """The day after which a case study is of the last twelve months."""
    return period.same_last_year.end


def _slug(outcome: SharedCode) -> str:
    return outcome.code_id.replace(".", "-").replace("_", "-")


def _case_facts(edition: OpenEdition, outcome: SharedCode, told: rule.Told, case_ids: list[str]) -> tuple[Fact, ...]:
    """How many case studies tell of it, from how many partners, how many recent, contrary, and doubtful ones."""
    hows = {
        "cases": (
            "sources",
            "sources in which at least one coder gave a code that stands for the outcome, or a contrary one that names it",
        ),
        "partners": ("partners", "different partners who collected them"),
        "recent": ("sources", "those of them collected in the twelve months to the period's end"),
        "contrary": ("sources", f"those of them {OF_IT}"),
        "beside": (
            "sources",
            "those of them in which a contrary code was given, and it is not known of which hope",
        ),
    }
    fields = [Field(name, "", unit=unit, how=how) for name, (unit, how) in hows.items()]
    frame = pl.DataFrame({name: [getattr(told, name)] for name in hows})
    table = release_open(f"{NAME}-{_slug(outcome)}", frame, fields, OPEN)
    origins = (Origin("codings", (("case_id", tuple(case_ids)),)),) if case_ids else ()
    slug = edition.period.slug
    return tuple(
        replace(fact_of(table, name, 0, f"joint.{name}-{_slug(outcome)}.{slug}"), origins=origins) for name in hows
    )
