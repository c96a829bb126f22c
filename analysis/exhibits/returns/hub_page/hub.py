"""Exhibits for one hub's own page: what it told us, what we could not read, what it was granted."""

from __future__ import annotations

import polars as pl

from analysis.datasets.register.hub_life import joined_hubs
from analysis.datasets.returns.checks.catalogue import hub_cannot_say
from analysis.datasets.returns.questions import label_of
from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.counts import counted, rows_of
from analysis.exhibits.drawing.control_chart import target_line
from analysis.exhibits.drawing.theme import NAVY, figure, line, quarters_axis
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_figure, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.charts.targets import Held, target_of_hub
from analysis.exhibits.returns.findings import queries_table
from analysis.exhibits.returns.hub_page.answers import number_of_returns, own_answers
from analysis.exhibits.returns.hub_page.sums import sum_of
from analysis.exhibits.totals import before_the_first, period_total, said_of_exceptions
from analysis.exhibits.verdicts import QUARTERS_ARE_ASKED, said_of_chance, verdict_on, with_strength
from analysis.exhibits.wording import change_between, direction, listed, noun_for, plainly, worded
from analysis.measures.returns import activity, circumstances
from analysis.periods import Period
from analysis.project import Refused


def _hub(edition: OpenEdition) -> str:
    if edition.hub is None:
        raise Refused("a hub's page needs a hub: open_edition(network, period, hub)")
    return edition.hub


def about(edition: OpenEdition) -> Sentence:
    """Which hub this is, where, and since when."""
    hub = _hub(edition)
    row = edition.table("hubs").filter(pl.col("hub_id") == hub).row(0, named=True)
    places = edition.table("localities").filter(pl.col("locality_id") == row["locality_id"])
    place = f" in {in_markdown(places['name'][0])}" if places.height else ""
    opened = f", open since {in_markdown(row['opened'])}" if row["opened"] else ""
    names = dict(edition.table("hubs").select("hub_id", "name").iter_rows())
    into = (
        f" and is part of {in_markdown(names.get(row['merged_into']) or row['merged_into'])} since"
        if row["merged_into"]
        else ""
    )
    is_open = (row["closed"] or "9999") >= edition.quarters_so_far[-1]
    closed = "" if is_open else f" It closed after {row['closed']}{into}."
    thanks, facts = _thanks(edition)
    return Sentence(
        f"## {in_markdown(row['name'] or hub)} {{#sec-hub .unnumbered}}\n\n{thanks}{in_markdown((row['kind'] or 'hub').capitalize())}{place}{opened}.{closed} "
        f"{worded(edition, 'hub.about', period=edition.period.label)}{_for_it_alone(edition)}",
        facts,
        "hub-about",
    )


def _thanks(edition: OpenEdition) -> tuple[str, tuple[Fact, ...]]:
    """Thanks for what came, before anything else; none where nothing did."""
    table = own_answers(edition)
    if table is None:
        return "", ()
    number = number_of_returns(edition, table)
    sent = worded(edition, "hub.sent", returns=noun_for(number, "return"), period=edition.period.label)
    return f"**{worded(edition, 'hub.thanks')}** {sent} ", (number,)


def _for_it_alone(edition: OpenEdition) -> str:
    """What a page for sending says of itself: whose it is, and why nobody else may have it."""
    if not edition.for_hub_alone:
        return ""
    return (
        f'\n\n::: {{.callout-important title="For this hub alone"}}\n{in_markdown(edition.rule.words)} '
        f"{worded(edition, 'hub.for-it-alone')} Agreed by: {in_markdown(edition.rule.source)}.\n:::"
    )


def _rounding(edition: OpenEdition, words: str) -> str:
    """The words where numbers are rounded; on a page that goes to the hub alone none is."""
    return "" if edition.for_hub_alone else words


def _total(edition: OpenEdition, question: str, period: Period) -> Fact:
    hub = _hub(edition)
    total = period_total(edition, question, period, [hub])
    if not edition.for_hub_alone and (told := sum_of(edition, hub, question, period)):
        value, roundings = told
        noted = pl.lit(value, pl.Float64).alias("total"), pl.lit(roundings).alias("total__counts")
        total = total.derive(total.name, lambda frame: frame.with_columns(noted), total.fields)
    return fact_of(total, "total", fact_id=f"hub.{hub.lower()}.{question}.{period.slug}")


@over_time
def hub_attendance(edition: OpenEdition) -> Exhibit:
    """The hub's attendances quarter by quarter."""
    exhibit_id = f"hub-attendance-{_hub(edition).lower()}"
    quarters = edition.quarters_so_far
    series = activity.sum_by_quarter(edition.answers.frame, "attendances", quarters)
    if series["total"].null_count() == len(quarters):
        return exhibit_unknown(
            exhibit_id,
            "attendances at this hub",
            plainly(edition, "hub.attendances-unknown", period=edition.period.label),
            plainly(edition, "hub.attendances-needed"),
        )
    table = _attendance_table(edition, exhibit_id)
    title, said, stated = _attendance_words(edition, exhibit_id)
    held = target_of_hub(edition, _hub(edition))
    drawn = [target_line(quarters, held.line(quarters))] if held else []
    return exhibit_figure(
        exhibit_id,
        title,
        f"Line chart of this hub's attendances in each quarter from {quarters[0]} to {quarters[-1]}. The table under it gives each.{f' The target is {held.words}: {held.judged}.' if held else ''}",
        table,
        figure(
            line(quarters, table.frame["attendances"].to_list(), "Attendances", NAVY),
            *drawn,
            height=300,
            legend=bool(drawn),
            y_title="Attendances",
            yaxis={"rangemode": "tozero"},
            xaxis=quarters_axis(quarters),
        ),
        said + (_said_of_target(edition, held, table) if held else ""),
        stated,
        data_folder=edition.data_folder,
    )


def _said_of_target(edition: OpenEdition, held: Held, table: Released) -> str:
    """The target, in how many of the period's quarters the hub reached it, and what follows from its usual ups and downs."""
    of_period = table.frame.filter(
        pl.col("quarter").is_in(edition.period.quarter_labels), pl.col("attendances").is_not_null()
    )
    met = sum(held.target.reached_by(value) for value in of_period["attendances"])
    where = rows_of(
        "returns",
        {"question_id": ["attendances"], "hub_id": [_hub(edition)], "quarter": of_period["quarter"].to_list()},
    )
    head = f"hub.{_hub(edition).lower()}.target"
    reached = counted(
        f"{head}-met.{edition.period.slug}", met, ("of", "of"), "quarters in which its target was met", [where]
    )
    told = counted(
        f"{head}-quarters.{edition.period.slug}",
        of_period.height,
        "quarter",
        "quarters of the period with a number",
        [where],
    )
    met_in = worded(edition, "hub.target-met", reached=reached, quarters=told, period=edition.period.label)
    return f"{held.said} {met_in}"


def _attendance_table(edition: OpenEdition, exhibit_id: str) -> Released:
    """A row a quarter so far: what the hub counted in it."""
    quarters = edition.quarters_so_far
    reads: Reads = (("returns", {"question_id": ["attendances"], "hub_id": [_hub(edition)], "quarter": []}),)
    how = f"as the hub returned it{_rounding(edition, ', rounded')}"
    return edition.answers.derive(
        exhibit_id,
        lambda frame: activity.sum_by_quarter(frame, "attendances", quarters).select(
            "quarter", **activity.total_as("attendances", frame, "attendances")
        ),
        [
            Field("quarter", "Quarter", "key"),
            Field("attendances", "Attendances", unit="attendances", how=how, reads=reads),
        ],
    )


def _attendance_words(edition: OpenEdition, exhibit_id: str) -> tuple[str, str, list[Fact]]:
    """Title, sentence and facts: a change only where both years are whole."""
    period, ago = edition.period.newest, edition.period.earlier
    now, before = _total(edition, "attendances", period), _total(edition, "attendances", ago)
    name = f"hub.{_hub(edition).lower()}.attendances-change.{edition.period.slug}"
    change = change_between(name, before, now, "this hub's own returns")
    verdict = verdict_on(edition, "attendances")
    change = with_strength(change, verdict)
    whole = _answered(edition, period) and _answered(edition, ago)
    if whole and change.known and not _parts_since(edition):
        title = f"Attendances {direction(change, ago.label)}{_out_of_the_ordinary(edition, ago, period)}"
        chance, more = said_of_chance(verdict, change)
        when = "a year earlier" if edition.period.years == 1 else f"in {ago.label}"
        drawn = f"@fig-{exhibit_id}"
        said = worded(edition, "hub.counted", now=now, period=period.label, before=before, when=when, figure=drawn)
        said += chance
        said += "" if verdict.direction or verdict.why_not else QUARTERS_ARE_ASKED
        said += said_of_exceptions(edition, "attendances", [*ago.quarter_labels, *period.quarter_labels])
        return title, said, [now, before, change, *more]
    if now.known:
        title = f"The hub counted {now} attendances in the returns we have for {period.label}"
        return title, _why_not_compared(edition), [now]
    title = f"No attendances are known for {period.label}"
    return title, "", []


def _out_of_the_ordinary(edition: OpenEdition, *periods: Period) -> str:
    """For the title of a change: the quarters in either year of which the hub itself confirmed an unusual answer, so that nobody takes the
    whole of the change for what the hub does now."""
    quarters = [label for period in periods for label in period.quarter_labels]
    told = circumstances.told_once(edition.exceptions, ["attendances"], quarters)
    named = list(dict.fromkeys(quarter for quarter, _, _ in told))
    return f", with {listed(named)} out of the ordinary" if named else ""


def _why_not_compared(edition: OpenEdition) -> str:
    if joined := _parts_since(edition):
        return joined
    row = edition.table("hubs").filter(pl.col("hub_id") == _hub(edition)).row(0, named=True)
    if (row["closed"] or "9999") < edition.period.quarter_labels[-1]:
        return worded(edition, "hub.closed", quarter=row["closed"])
    opened = row["opened"] or ""
    if opened > edition.period.earlier.quarter_labels[0]:
        return worded(edition, "hub.opened", quarter=opened)
    return before_the_first(edition) or worded(edition, "hub.return-missing")


def _parts_since(edition: OpenEdition) -> str:
    """In a sentence, that another hub became part of this one since the year before began, so that its own numbers count more since."""
    hubs = edition.table("hubs")
    whole_of = joined_hubs(hubs, edition.quarters_so_far).whole_of
    parts = hubs.filter(pl.col("hub_id").is_in([part for part, whole in whole_of.items() if whole == _hub(edition)]))
    since = parts.filter(pl.col("closed") >= edition.period.earlier.quarter_labels[0])
    if since.is_empty():
        return ""
    said = [
        f"{in_markdown(row['name'] or row['hub_id'])} became part of this hub after {row['closed']}"
        for row in since.iter_rows(named=True)
    ]
    both = "both" if len(said) == 1 else "all of them"
    return f"{listed(said)}: since then its numbers count {both}, so the two years are not compared here."


def _answered(edition: OpenEdition, period: Period) -> bool:
    """Whether every quarter of the period has a released answer."""
    steady = activity.steady_hubs(edition.answers.frame, "attendances", period.quarter_labels)
    return bool(steady)


def hub_queries(edition: OpenEdition) -> Exhibit:
    """What we would like to ask the hub: the doubts that its returns raised in the period."""
    exhibit_id = f"hub-queries-{_hub(edition).lower()}"
    own = pl.col("quarter").is_in(edition.period.quarter_labels)
    cannot_say = hub_cannot_say(edition.table("corrections"))
    findings = edition.findings.filter(own, pl.col("severity") == "doubt", ~cannot_say)
    missing = _missing(edition)
    if not findings.height and missing:
        return exhibit_none(exhibit_id, "A return that we do not hold", missing)
    if not findings.height and edition.table("submissions").filter(own).is_empty():
        came = plainly(edition, "hub.nothing-in-doubt", period=edition.period.label)
        return exhibit_none(exhibit_id, "No questions", came)
    if not findings.height:
        return exhibit_none(exhibit_id, "No questions", plainly(edition, "hub.adds-up"))
    number = _number_of_queries(edition, exhibit_id, findings.height)
    labels = {row["question_id"]: label_of(row) for row in edition.table("questions").iter_rows(named=True)}
    return exhibit_table(
        exhibit_id,
        f"{noun_for(number, 'question')} about the returns of {edition.period.label}",
        queries_table(exhibit_id, findings, labels),
        worded(edition, "hub.questions", questions=noun_for(number, "question"), table=f"@tbl-{exhibit_id}")
        + (missing and f" {in_markdown(missing)}"),
        [number],
        data_folder=edition.data_folder,
    )


def _missing(edition: OpenEdition) -> str:
    """Of which quarters the hub was open in no return is held, and that it may still come; nothing where all are."""
    rows = edition.table("hubs").filter(pl.col("hub_id") == _hub(edition)).to_dicts()
    held = set(edition.table("submissions")["quarter"])
    due = [
        quarter
        for quarter in edition.period.quarter_labels
        if quarter not in held and any((row["opened"] or "") <= quarter <= (row["closed"] or "9999") for row in rows)
    ]
    if not due:
        return ""
    return plainly(edition, "hub.no-return-held", quarters=listed(due))


def _number_of_queries(edition: OpenEdition, exhibit_id: str, number: int) -> Fact:
    hub = _hub(edition)
    how = "doubts that the checks raised about this hub's returns of the period"
    # Not all that is said of the hub: that a case study of it was withdrawn is said there too, and would be led to its hub.
    asked = {"hub_id": [hub], "quarter": edition.period.quarter_labels, "severity": ["doubt"]}
    reads: Reads = (("findings", asked),)
    fields = [Field("number", "Questions", unit="questions", how=how, reads=reads)]
    count = release_open(f"{exhibit_id}-count", pl.DataFrame({"number": [number]}), fields, "A number of questions.")
    return fact_of(count, "number", 0, f"hub.{hub.lower()}.queries.{edition.period.slug}")
