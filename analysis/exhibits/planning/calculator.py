"""The costed plan of a planned network: a worked example for everybody, and on the page a calculator that begins with it."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.counts import counted
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_unknown, plain
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.planning.costs import LINES_NEEDED
from analysis.exhibits.planning.plan_basis import KindBasis, Known, PlanBasis, commonest_kind, plan_basis
from analysis.exhibits.register.coverage import covered
from analysis.exhibits.tables import as_html, as_markdown, in_cell
from analysis.exhibits.wording import count_of, listed, plainly
from analysis.measures.planning import costed_plan
from analysis.measures.planning.costed_plan import MOST_HUBS, MOST_YEARS, PARTS, Plan, Range, cost_plan, units_of
from analysis.measures.register.coverage import MISSING

YEARS = 3  # the example's
ROUNDED = 100  # pounds; hours are rounded to tens
_NOTE = (
    "A plan worked out from the costed plan's own figures. Low is if every part came out low, high if every part came out high; both are "
    "unlikely. In today's pounds unless a rise of prices is chosen."
)


@dataclass(frozen=True)
class PlanCalculator(Exhibit):
    """A table that is a worked example in PDF and Word, and in HTML stands under the inputs that change it."""

    inputs: str = ""  # HTML: the form and the numbers it reckons with

    def _table_markdown(self) -> str:
        assert self.table is not None
        page = (
            f'<div class="calculator" id="{self.id}">\n{self.inputs}\n'
            f'<div class="calculator-result">{as_html(self.table, f"table-{self.id}")}</div>\n</div>'
        )
        return "\n".join(
            [
                f"::: {{#tbl-{self.id}}}",
                '::: {.content-visible when-format="html"}',
                "```{=html}",
                page,
                "```",
                ":::",
                '::: {.content-visible unless-format="html"}',
                as_markdown(self.table),
                ":::",
                "",
                self.title,
                ":::",
                "",
                '::: {.content-visible when-format="html"}',
                "```{=html}",
                f'<div class="table-note">{self.notes.under()}</div>',
                "```",
                ":::",
            ]
        )


def planned_network(edition: OpenEdition) -> Exhibit:
    """What the missing hubs would take to set up and to run; on the page, any other plan."""
    basis = plan_basis(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not basis.kinds:
        unknown = plainly(edition, "planning.nothing-to-reckon")
        return exhibit_unknown("planned-network", "what a planned network would cost", unknown, LINES_NEEDED)  # fmt: skip
    kind = commonest_kind(edition, basis)
    gaps = covered(edition).filter(pl.col("status") == MISSING).height
    planned = {kind: gaps or 1}
    helped = any(line.facilitator for line, _ in basis.lines)
    plan = cost_plan([one.costs for one in basis.kinds], [line for line, _ in basis.lines], planned, YEARS, 0.0, helped)
    used = [fact for one in basis.kinds if one.kind in planned for fact in one.facts]
    table, facts = _example(plan, [*used, *[fact for _, facts in basis.lines for fact in facts]])
    hubs = sum(planned.values())
    shared = [_within(line.line) for line, _ in basis.lines if units_of(line, hubs, helped)]
    title = _title(planned, facts, shared)
    text = _said(plan, facts, gaps, helped)
    shown = [facts["set_up.likely"], facts["yearly.likely"], facts["total.likely"]]
    sentence = Sentence(text, (*shown, facts["total.low"], facts["total.high"]), "planned-network-says")
    alt = f"Table of the example: {plain(title)}. On the page a form above it reckons other plans."
    known = {fact.id: fact for fact in [*basis.facts, *facts.values()]}
    inputs = _form("planned-network", basis, planned, helped)
    return PlanCalculator("planned-network", "table", title, alt, table, sentence, tuple(known.values()), inputs=inputs, **more)  # fmt: skip


_ROWS = (
    ("set_up", "Setting up, once"),
    ("yearly", "Running, the first year"),
    ("total", "Altogether, set-up and all years"),
    ("hours", "Volunteers' hours a year"),
)


def _example(plan: Plan, used: list[Fact]) -> tuple[Released, dict[str, Fact]]:
    """The example as a table of words, and its facts by row and part."""
    facts = {
        f"{row}.{part}": derived(
            f"plan.{row.replace('_', '-')}.{part}",
            round(getattr(plan, row).part(part), 2),
            "hours" if row == "hours" else "GBP",
            costed_plan.COSTED_PLAN.how,
            used,
            shown=in_words(row, getattr(plan, row)).get(part, ""),
        )
        for row, _ in _ROWS
        for part in PARTS
    }
    rows = [{"what": words, **{part: in_cell(facts[f"{row}.{part}"]) for part in PARTS}} for row, words in _ROWS]
    fields = [Field("what", f"Over {YEARS} years", "text")]
    fields += [Field(part, part.capitalize()) for part in PARTS]
    return release_open("planned-network", pl.DataFrame(rows), fields, _NOTE), facts


def in_words(row: str, amounts: Range) -> dict[str, str]:
    """The amounts as readers see them: pounds to the nearest hundred, hours to the nearest ten; as the page's script writes them."""
    unit, step = ("", 10) if row == "hours" else ("£", ROUNDED)
    return {part: f"{unit}{int((amounts.part(part) / step + 0.5) // 1 * step):,}" for part in PARTS}


def _title(planned: Mapping[str, int], facts: dict[str, Fact], shared: Sequence[str]) -> str:
    """What the hubs would take, and what of the sum is no hub's own: a reader who divides it by the hubs would else be far out."""
    hubs = listed([f"[{in_markdown(_hubs_in_words(kind, number))}]{{.given}}" for kind, number in planned.items()])
    beside = f", with what their network shares ({in_markdown('; '.join(shared))})," if shared else ""
    return f"For example, {hubs}{beside} would take about {facts['set_up.likely']} to set up and {facts['yearly.likely']} a year to run"


def _within(words: str) -> str:
    """Words that somebody typed in a cell of their own, as they stand within a sentence; an abbreviation keeps its letters."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _hubs_in_words(kind: str, number: int) -> str:
    if "kinds" in kind or " of " in kind:
        return f"{count_of(number, 'hub')} ({kind})"
    return count_of(number, kind, f"{kind[:-1]}ies" if kind.endswith("ry") else "")


def _said(plan: Plan, facts: dict[str, Fact], gaps: int, helped: bool) -> str:
    which = (
        f"one hub for each of {counted('plan.gaps', gaps, ('locality', 'localities'), 'localities without a hub', [facts['set_up.likely']])} without one"
        if gaps
        else "one hub, as no locality is known to be without one"
    )
    text = (
        f"@tbl-planned-network reckons with {which}, of the commonest kind whose costs are known, over [{YEARS} years]{{.given}} at today's prices: "
        f"{facts['total.likely']} altogether, from {facts['total.low']} if every part came out low to {facts['total.high']} if every part came out high."
    )
    if helped:
        text += f" It includes {counted('plan.facilitators', plan.facilitators, 'area facilitator', 'as many as the plan needs', [facts['yearly.likely']])}."
    if plan.not_known:
        text += f" Not known, and in no sum: {in_markdown(listed(list(plan.not_known)))}."
    return (
        text
        + " On the page other plans can be tried; what each kind is reckoned with, and what that rests on, stands beside it."
    )


def _form(name: str, basis: PlanBasis, planned: Mapping[str, int], helped: bool) -> str:
    """The inputs, shown once the page's script is there to answer them, and what it reckons with."""
    rows = "\n".join(_kind_row(name, place, kind, planned.get(kind.kind, 0)) for place, kind in enumerate(basis.kinds))
    switch = (
        f'<p class="calculator-line"><input type="checkbox" id="{name}-facilitator" data-plan="facilitator"{" checked" if helped else ""}> '
        f'<label for="{name}-facilitator">With area facilitators <span class="given">{html.escape(_share(basis))}</span></label></p>'
        if any(line.facilitator for line, _ in basis.lines)
        else ""
    )
    numbers = json.dumps(reckoned_with(basis), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f'<script type="application/json">{numbers}</script>\n'
        '<form class="calculator-form" aria-label="Try another plan" autocomplete="off" hidden>\n'
        f'<fieldset><legend>How many hubs of each kind?</legend>\n{rows}\n</fieldset>\n'
        '<fieldset><legend>For how long, at which prices?</legend>\n'
        f'<p class="calculator-line"><label for="{name}-years">Years</label> <input type="number" id="{name}-years" data-plan="years" '
        f'inputmode="numeric" min="1" max="{MOST_YEARS}" step="1" value="{YEARS}" required></p>\n'
        f'<p class="calculator-line"><label for="{name}-rise">Prices</label> <select id="{name}-rise" data-plan="rise">'
        f'<option value="0">stay as they are</option>{_rise_option(basis)}</select></p>\n{switch}\n</fieldset>\n'
        '<p class="calculator-said" role="status" aria-live="polite">These are the example\'s numbers; change any of them.</p>\n</form>\n'
        '<noscript><p>The form needs JavaScript; the example is reckoned below.</p></noscript>'
    )  # fmt: skip


def _kind_row(name: str, place: int, kind: KindBasis, number: int) -> str:
    label = html.escape(kind.kind[:1].upper() + kind.kind[1:])
    hint = "; ".join([_hint("set-up", kind.set_up, ""), _hint("running", kind.running, " a year")])
    return (
        f'<p class="calculator-kind"><label for="{name}-kind-{place}">{label}</label> '
        f'<input type="number" id="{name}-kind-{place}" data-kind="{place}" inputmode="numeric" min="0" max="{MOST_HUBS}" step="1" '
        f'value="{number}" aria-describedby="{name}-hint-{place}" required> '
        f'<span class="calculator-hint" id="{name}-hint-{place}">{hint}</span></p>'
    )


def _hint(words: str, known: Known | None, each: str) -> str:
    if known is None:
        return html.escape(f"{words} not known")
    likely = known.facts[1]
    shown = f'<span class="fact" data-fact="{html.escape(likely.id)}">{html.escape(likely.shown)}</span>'
    return f"{html.escape(words)} {shown}{each} ({html.escape(known.basis)})"


def _share(basis: PlanBasis) -> str:
    shares = sorted({line.shared_by for line, _ in basis.lines if line.facilitator and line.shared_by})
    return (
        f"(one for {listed([str(share) for share in shares])} {'hub' if shares == [1] else 'hubs'})" if shares else ""
    )


def _rise_option(basis: PlanBasis) -> str:
    if basis.rise is None or not basis.rise.known:
        return ""
    way = "rise" if basis.rise.number >= 0 else "fall"
    shown = f"{abs(basis.rise.number):.1f}%"
    return f'<option value="{basis.rise.number / 100:.4f}">{way} by {shown} a year, as in {html.escape(basis.rise_year)}</option>'


def reckoned_with(basis: PlanBasis) -> dict[str, Any]:
    """The released facts that the page's script reckons with, as JSON; `facts` names them for each amount."""
    return {
        "parts": list(PARTS),
        "most": {"hubs": MOST_HUBS, "years": MOST_YEARS},
        "rounded": {"pounds": ROUNDED, "hours": 10},
        "kinds": [
            {
                "kind": kind.kind,
                "set_up": _amounts(kind.set_up),
                "running": _amounts(kind.running),
                "hours": _amounts(kind.hours),
                "facts": {what: [fact.id for fact in known.facts] for what, known in (("set_up", kind.set_up), ("running", kind.running), ("hours", kind.hours)) if known},
            }
            for kind in basis.kinds
        ],
        "lines": [
            {
                "line": line.line,
                "running": line.running,
                "cost": [line.cost.part(part) for part in PARTS],
                "shared_by": line.shared_by,
                "facilitator": line.facilitator,
                "facts": [fact.id for fact in facts],
            }
            for line, facts in basis.lines
        ],
    }  # fmt: skip


def _amounts(known: Known | None) -> list[float] | None:
    return [known.range.part(part) for part in PARTS] if known else None
