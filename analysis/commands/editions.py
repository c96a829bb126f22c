"""Commands that make editions, and that say which there are."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.commands.screen import printable, read_what_changed, say, shown, tell_withdrawn_words
from analysis.project import Refused, edition_folder, reports_folder

if TYPE_CHECKING:  # `hub-learning --help` should not wait for a build's imports
    from analysis.periods import Period
    from analysis.way import Built


DEMONSTRATION = ("five-valleys", "2024-25")
_RENDERER = click.option(
    "--renderer",
    type=click.Choice(["quarto", "embedded"]),
    help="Quarto where it is installed, or the renderer that comes with this package. Without it: Quarto if there is one.",
)
_ISOLATED = click.option(
    "--isolated", is_flag=True, help="Run each notebook in a kernel of its own: slower, same result."
)


@click.command(short_help="Build one edition, or all that editions.yml lists; only where something changed.")
@click.argument("network", required=False)
@click.argument("period", required=False)
@_RENDERER
@_ISOLATED
@click.option("--all", "every", is_flag=True, help="Build every edition that editions.yml lists, several at a time.")
@click.option("--workers", type=click.IntRange(1, 64), help="With --all: how many at a time; else one a processor.")
def build(
    network: str | None, period: str | None, renderer: str | None, isolated: bool, every: bool, workers: int | None
) -> None:
    """Build the edition of NETWORK for PERIOD, only where something changed.

    PERIOD is a year as 2024-25, a quarter as "2024-25 Q3", or several years as "2022-23 to 2024-25"; of calendar years 2024,
    "2024 Q3" or "2022 to 2024". A year under way is built from its quarters so far.
    The last good edition stays in its place until the new one is whole.

    With --all, and no NETWORK, every edition that editions.yml lists: networks beside each other, the editions of one in their order.
    What one of them stops at stops no other; exit code 1 where any did. An entry of no network or period is told before any is built.
    """
    if every:
        if network or renderer or isolated:
            raise Refused(
                "--all builds what editions.yml lists, as it says: leave out network, period and the other options"
            )
        _build_all(workers)
    elif network is None or period is None:
        raise Refused('name a network and a period, as in: hub-learning build upper-dales "2024-25 Q1"; or --all')
    else:
        _tell(_build(network, period, renderer, isolated))


def _build_all(workers: int | None) -> None:
    from analysis.commands.planned import build_planned
    from analysis.way import list_editions

    failed = 0
    for ran in build_planned(workers):
        name = f"{ran.edition.network} {ran.edition.period.label}"
        lines = [line for line in ran.said.splitlines() if ran.code or line.startswith("The report: ")]
        click.echo(f"{name}: {'NOT BUILT' if ran.code else 'built'}")
        click.echo(printable("\n".join(f"  {line}" for line in lines[-10:])))
        failed += bool(ran.code)
    list_editions()  # builds that ran beside each other each listed what they saw
    if failed:
        sys.exit(1)


@click.command(short_help="Build the demonstration edition and say how to open it.")
@_RENDERER
@_ISOLATED
def demo(renderer: str | None, isolated: bool) -> None:
    """Build the demonstration edition (invented data) and say how to open it."""
    _tell(_build(*DEMONSTRATION, renderer, isolated))


@click.command(short_help="Make the page of one hub.")
@click.argument("network")
@click.argument("hub")
@click.argument("period")
@click.option("--to-send", is_flag=True, help="A page for the hub alone, with its own numbers as it sent them: a PDF.")
def hub(network: str, hub: str, period: str, to_send: bool) -> None:
    """Make the page of one HUB (its code in the register), and say where it lies.

    The page is part of its edition and is built with it: what is withheld in one place is then withheld in all.

    With --to-send also one that is not: a PDF with the hub's own numbers, none withheld or rounded, in reports/to-send/, to be sent to
    that hub and nobody else. The network's disclosure.yml has to say that this was agreed (`hub_pages`).
    """
    if to_send:
        from analysis.pages_to_send import refuse_unagreed

        refuse_unagreed(network, hub)
    built = _build(network, period, None, False, hub)
    page = built.folder / "hubs" / f"{hub}.html"
    if not page.is_file():
        there = ", ".join(sorted(path.stem for path in page.parent.glob("*.html") if path.stem != "index"))
        raise Refused(f"{network} has no hub '{hub}'; there are: {there or 'none'}")
    click.echo(f"The page of {hub}: {shown(page)}")
    if to_send:
        from analysis.pages_to_send import make_page_to_send

        to, complaints = make_page_to_send(network, period, hub)
        for complaint in complaints:
            click.echo(printable(complaint))
        click.echo(f"For {hub} alone, not to be passed on: {shown(to)}")


@click.command(short_help="List what the narrative of an edition can cite: facts and quotes, with their ids.")
@click.argument("network")
@click.argument("period")
@click.argument("words", nargs=-1)
@click.option("--start", is_flag=True, help="Write a narrative.md to begin with, where there is none.")
def facts(network: str, period: str, words: tuple[str, ...], start: bool) -> None:
    """List the facts and quotes of an edition as its narrative cites them, each with what it shows now.

    WORDS narrow the list to those that have all of them in their id, unit or explanation. The narrative is
    data/raw/NETWORK/editions/PERIOD/narrative.md, written by a person; --start writes one to begin with.
    """
    from analysis.citations import citable_facts
    from analysis.editions.ledger.citable_facts import start_narrative, tell_citable
    from analysis.editions.progress import steps_for_output
    from analysis.exhibits import open_edition
    from analysis.exhibits.report.narrative import quotes_to_cite
    from analysis.networks import open_network

    opened = open_network(network)
    written = start_narrative(opened, opened.period(period)) if start else None
    known = citable_facts(network, period, steps_for_output())
    quotes = quotes_to_cite(open_edition(network, period))
    click.echo(printable(tell_citable(known, quotes, words)))
    if written:
        click.echo(f"\nWritten: {shown(written)}. Open it in any editor for plain text.")


@click.command("list", short_help="List the networks, their periods and the editions that are built.")
def list_all() -> None:
    """List the networks, the periods each covers, and the editions that are built."""
    from analysis.networks import network_names, open_network

    unread = 0
    for name in network_names():
        try:
            network = open_network(name)
        except Refused as refused:
            unread = say(str(refused), 2)
            continue
        years = ", ".join(_in_list(period) for period in network.periods if period.is_year) or "none"
        click.echo(f"{name}: {network.title}{' (invented data)' if network.demonstration else ''}")
        click.echo(f"  years     {years}")
        click.echo(f"  quarters  {network.first.label} to {network.last.label}")
        offered = [*network.several_years, *network.periods]
        built = [period for period in offered if (edition_folder(name, period.slug) / "index.html").is_file()]
        for period in built:
            click.echo(f"  edition   {period.label}: {shown(edition_folder(name, period.slug) / 'index.html')}")
        if not built:
            click.echo("  edition   none yet")
        if built or network.published:
            read_what_changed(network)
        tell_withdrawn_words(network)
    if unread:
        sys.exit(unread)


def _in_list(year: Period) -> str:
    return f"{year.label} ({year.months})" if year.so_far else year.label


@click.command(short_help="Execute and stage the notebooks for `quarto render`.")
@click.argument("network", default=DEMONSTRATION[0])
@click.argument("period", default=DEMONSTRATION[1])
def stage(network: str, period: str) -> None:
    """Execute the notebooks and stage them for `quarto render`, which calls this by itself before it renders."""
    from analysis.editions.progress import PlainSteps
    from analysis.way import stage_edition

    click.echo(f"Staged in {shown(stage_edition(network, period, PlainSteps()))}")


@click.command(short_help="Finish and judge what `quarto render` made.", hidden=True)
@click.argument("network", default=DEMONSTRATION[0])
@click.argument("period", default=DEMONSTRATION[1])
def finish(network: str, period: str) -> None:
    """Finish and judge the site that `quarto render` made, which calls this by itself after it has rendered."""
    from analysis.way import finish_rendered

    site, complaints = finish_rendered(network, period)
    for complaint in complaints:
        click.echo(printable(complaint))
    click.echo(f"Finished and judged: {shown(site / 'index.html')}")


def _build(network: str, period: str, renderer: str | None, isolated: bool, hub: str | None = None) -> Built:
    from analysis.editions.progress import steps_for_output
    from analysis.networks import open_network
    from analysis.planned_editions import use_plan
    from analysis.way import build_edition

    gc.disable()  # this process ends with the build: looking for what nobody holds any more would only cost time
    opened = open_network(network)
    renderer = use_plan(opened, opened.period(period).label, renderer)
    return build_edition(network, period, renderer, isolated, steps_for_output(), hub)


def _tell(built: Built) -> None:
    """Where the edition lies and how to open it."""
    page = built.folder / "index.html"
    click.echo(
        "Nothing has changed since the last build." if built.unchanged else f"Built with the {built.renderer} renderer."
    )
    if built.findings:
        from analysis.exhibits.wording import count_of

        click.echo(
            f"{count_of(built.findings, 'finding')} on the raw files: see {shown(built.folder / '00-data-quality.html')}"
        )
    click.echo(f"The report: {shown(page)}   (open it in a browser: {page.as_uri()})")
    if built.renderer == "quarto":
        folder = shown(built.folder)
        click.echo(f"  Quarto's search needs a server: python -m http.server --bind 127.0.0.1 --directory {folder!r}")
    for name, what in (("learning-report.pdf", "as PDF"), ("learning-report.docx", "in Word")):
        if (built.folder / name).is_file():
            click.echo(f"  {what}: {shown(built.folder / name)}")
    if (all_of_them := reports_folder() / "index.html").is_file():
        click.echo(f"All editions here: {shown(all_of_them)}")


@click.command(short_help="Lead one published number back to its cells.")
@click.argument("network")
@click.argument("period")
@click.argument("fact")
def trace(network: str, period: str, fact: str) -> None:
    """Lead one number of the edition of NETWORK for PERIOD back to the cells it comes from. FACT is its id (`hub-learning facts`).

    It reads the ledger that stays at home (data/processed/NETWORK/evidence/): what is published leads to the files of case studies
    and no further, so that nobody is led back to who told what. Not for passing on.
    """
    from analysis.editions.ledger import tracing
    from analysis.networks import open_network

    opened = open_network(network)
    for line in tracing.trace(opened, opened.period(period), fact):
        click.echo(printable(line))


@click.command(short_help="Say which numbers changed between two editions, and why.")
@click.argument("before")
@click.argument("after")
@click.option("--all", "everything", is_flag=True, help="Tell every number, not the first forty of each kind.")
def diff(before: str, after: str, everything: bool) -> None:
    """Say which numbers changed from the edition BEFORE to AFTER: new, gone, another, or worked out otherwise, and why.

    Each is the folder of a published edition, wherever its copy lies, or NETWORK/PERIOD for one that was built here, as
    five-valleys/2023-24 or "five-valleys/2024-25 Q3".
    """
    from analysis.editions.ledger.changed_numbers import compare, read_edition
    from analysis.editions.ledger.changed_words import tell_changes

    compared = compare(read_edition(_edition_at(before)), read_edition(_edition_at(after)))
    click.echo(printable(tell_changes(compared, everything)))


def _edition_at(text: str) -> Path:
    """The folder itself, or that of an edition built here. Refused where neither is there."""
    from analysis.networks import open_network

    if Path(text).is_dir():
        return Path(text)
    network, _, period = text.partition("/")
    if not period:
        raise Refused(f"'{text}' is neither a folder nor NETWORK/PERIOD, as five-valleys/2024-25")
    opened = open_network(network)
    named = opened.period(period)
    folder = edition_folder(opened.name, named.slug)
    if not folder.is_dir():
        raise Refused(
            f'the edition {named.label} of {network} is not built here: hub-learning build {network} "{named.label}"'
        )
    return folder


COMMANDS = (build, demo, hub, facts, trace, diff, list_all, stage, finish)
