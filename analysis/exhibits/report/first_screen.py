"""What a reader sees first: a question and its answer a row, each a whole sentence that says how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import polars as pl

from analysis.datasets.returns.questions import NUMERIC, label_of
from analysis.exhibits.cases.case_counts import cases_fact, collected_by
from analysis.exhibits.cases.case_studies import cases_by_outcome, what_cases_show
from analysis.exhibits.exhibit import Sentence
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.money.funding import where_the_money_went
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.learned_in_short import learned_first
from analysis.exhibits.report.learning.recommendations import recommendations_now
from analysis.exhibits.report.narrative import Narrative
from analysis.exhibits.report.published_first import published_first, rests_on_published_figures
from analysis.exhibits.returns.quality import received
from analysis.exhibits.returns.series import Series, Stated, facts_of_series, series_by_quarter
from analysis.exhibits.several import Several
from analysis.exhibits.totals import YEAR_HOW, compared, has_answers, over_quarters, why_not_known
from analysis.exhibits.verdicts import sureness, verdict_on
from analysis.exhibits.wording import direction, noun_for, worded
from analysis.measures.returns.activity import BANDS
from analysis.measures.verdict import STRENGTHS

ENOUGH = 90.0  # percent of the returns due; where fewer came, that stands beside how sure a change is
LEADING = "leading-change"  # what the report draws where it leads with another change than that of attendances
FIRST = "attendances"  # of changes that are equally well borne, the one that the report is about


def first_screen(edition: OpenEdition) -> Sentence:
    """What changed, how sure, where the money went and what goes on, what was learned, what to do; a row for each.

    A network without returns begins with what was told to it; where nothing but published figures is held, those come first.
    """
    if rests_on_published_figures(edition):
        return published_first(edition)
    rows = list(_rows(edition))
    parts = [
        f"::: {{.answer{_marked(edition, question)}}}\n## {worded(edition, question)} {{.unnumbered .unlisted}}\n\n{said.text}\n:::"
        for question, said in rows
    ]
    facts = {fact.id: fact for _, said in rows for fact in said.facts}
    basis = next((said.basis for _, said in rows if isinstance(said, Narrative) and said.basis), None)
    text = "::::: {.answers}\n" + "\n\n".join(parts) + "\n:::::"
    return Narrative(text, tuple(facts.values()), "first-screen", basis=basis)


def _marked(edition: OpenEdition, question: str) -> str:
    """Which figure of the report shows the row, and whether it says how sure the one before it is: a slide takes both along."""
    if question == "first.sure":
        return " .sureness"
    figure = {"first.money": "cliff-calendar"}.get(question, "")
    if question == "first.changed":
        figure = "attendance-by-quarter" if LeadingChange(edition).question in (None, FIRST) else LEADING
    return f' data-figure="{figure}"' if figure else ""


def leading_change(edition: OpenEdition) -> Several:
    """Quarter by quarter what the first row tells of, where that is not attendances, which the report shows in any case."""
    change = LeadingChange(edition)
    if rests_on_published_figures(edition) or change.question in (None, FIRST):
        return Several(())
    series = Series(
        LEADING,
        str(change.question),
        change.label,
        change.unit or "the sums told",
        f"{YEAR_HOW}, hubs that reported",
    )
    return Several((series_by_quarter(edition, series),))


def _rows(edition: OpenEdition) -> Iterator[tuple[str, Sentence]]:
    if edition.table("submissions").height:
        change = LeadingChange(edition)
        yield "first.changed", change.told
        yield "first.sure", change.sure
    elif cases_by_outcome(edition).known:
        yield "first.told", what_cases_show(edition)
        yield "first.sure", _sure_of_cases(edition)
    yield "first.money", where_the_money_went(edition)
    yield "first.learned", learned_first(edition, told_already=not edition.table("submissions").height)
    yield "first.do", recommendations_now(edition)


class LeadingChange:
    """The change that the report leads with, and how sure it is."""

    def __init__(self, edition: OpenEdition) -> None:
        self.edition = edition

    @cached_property
    def question(self) -> str | None:
        """By strength, then the report's own subject, then size; None where nothing was answered."""
        numeric = set(self.edition.table("questions").filter(pl.col("kind").is_in(NUMERIC))["question_id"])
        fields = self.edition.answers.values
        whole = numeric - set(BANDS)  # a part of the people is no change of a network
        asked = [each.name for each in fields if each.name in whole and has_answers(self.edition, each.name)]

        def rank(name: str) -> tuple[int, bool, float]:
            verdict = verdict_on(self.edition, name)
            return STRENGTHS.index(verdict.strongest), name == FIRST, abs(verdict.difference or 0.0)

        return max(asked, key=rank, default=None)

    @cached_property
    def stated(self) -> Stated:
        assert self.question is not None
        return facts_of_series(self.edition, self.question)

    @property
    def label(self) -> str:
        assert self.question is not None
        (asked,) = self.edition.table("questions").filter(pl.col("question_id") == self.question).iter_rows(named=True)
        return in_markdown(label_of(asked))

    @property
    def unit(self) -> str:
        """What is counted, as it stands after a number; nothing more for money, whose sign says it."""
        unit = self.edition.answers.field(str(self.question)).unit
        return "" if unit.startswith(("GBP", "EUR")) else in_markdown(unit)

    @property
    def told(self) -> Sentence:
        if self.question is None:
            why, _ = why_not_known(self.edition, [FIRST])
            return Sentence(f"Not known. {in_markdown(why)}", (), "headline-change")
        stated = self.stated
        named = "" if self.unit in ("", self.label.lower()) else f" {self.unit}"
        if not stated.change.known:
            counted = f"{noun_for(stated.hubs, 'hub')} counted {stated.total}{named}{over_quarters(self.edition, self.question)}"
            text = worded(self.edition, "first.not-compared", label=self.label, counted=counted)
        else:
            said = direction(stated.change, self.edition.period.earlier.label)
            hubs = noun_for(stated.steady, "hub")
            text = worded(self.edition, "first.compared", label=self.label, moved=said, hubs=hubs, open=self.there)
        beside, facts = self._first_beside()
        there = [self.there] if stated.change.known else []
        return Sentence(text + beside, (*stated.all, *there, *facts), "headline-change")

    @property
    def there(self) -> Fact:
        """The hubs that were open: those that can be compared and those that are left out, which the exhibit below names by reason."""
        steady, left_out = self.stated.steady, verdict_on(self.edition, str(self.question)).left_out
        number = int(steady.number) + sum(left_out.values())
        name = (
            f"{steady.id.removesuffix(f'-steady-hubs.{self.edition.period.slug}')}-open-hubs.{self.edition.period.slug}"
        )
        return derived(
            name,
            number,
            "hubs",
            "hubs open in the two periods: those that can be compared and those left out",
            [steady],
        )

    def _first_beside(self) -> tuple[str, list[Fact]]:
        """What became of attendances where another change leads: nobody shall think that it was picked for its size alone."""
        if self.question == FIRST or not has_answers(self.edition, FIRST):
            return "", []
        _, _, change, hubs = compared(self.edition, FIRST)
        if not change.known:
            return "", []
        return f" Attendances {direction(change)} at {noun_for(hubs, 'hub')}.", [change, hubs]

    @property
    def sure(self) -> Sentence:
        due, came, share = received(self.edition)
        complete = f"{came} of {noun_for(due, 'return')} due came ({share})"
        if self.question is None:
            return Sentence(f"{complete}.", (due, came, share), "headline-sure")
        words, facts = sureness(verdict_on(self.edition, self.question), self.stated.change)
        if share.known and share.number >= ENOUGH:  # the report's last section tells it in any case
            return Sentence(f"{words}.", tuple(facts), "headline-sure")
        return Sentence(f"{words}; only {complete}.", (due, came, share, *facts), "headline-sure")


def _sure_of_cases(edition: OpenEdition) -> Sentence:
    """Of what was told: from how many, and that they were chosen."""
    number, (who, partners) = cases_fact(edition), collected_by(edition)
    text = worded(edition, "first.chosen", sources=f"{noun_for(number, 'source')}{who}")
    return Sentence(text, (number, *partners), "headline-sure")
