"""The command line, `hub-learning`. Exit codes: 0 done, 1 findings that stop a build or a build that failed, 2 wrong use."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.project import Refused, edition_folder, reports_folder, root

if TYPE_CHECKING:  # `hub-learning --help` should not wait for a build's imports
    from analysis.networks import Network
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hub-learning")
def commands() -> None:
    """The annual learning report of a network of community hubs, from what people sent to what commissioners read.

    Each network is a folder in data/raw/. An edition is one network and one period: a site, a PDF, a Word file and the
    evidence behind every number, in reports/NETWORK/PERIOD/.

    \b
    hub-learning demo                          build the demonstration edition
    hub-learning list                          which networks, periods and editions there are
    hub-learning build five-valleys 2024-25    build one edition
    """


@commands.command(short_help="Build one edition, only where something changed.")
@click.argument("network")
@click.argument("period")
@_RENDERER
@_ISOLATED
def build(network: str, period: str, renderer: str | None, isolated: bool) -> None:
    """Build the edition of NETWORK for PERIOD, only where something changed.

    PERIOD is a financial year as 2024-25 or a quarter as "2024-25 Q3". The last good edition stays in its place until the
    new one is whole.
    """
    _tell(_build(network, period, renderer, isolated))


@commands.command(short_help="Build the demonstration edition and say how to open it.")
@_RENDERER
@_ISOLATED
def demo(renderer: str | None, isolated: bool) -> None:
    """Build the demonstration edition (invented data) and say how to open it."""
    _tell(_build(*DEMONSTRATION, renderer, isolated))


@commands.command(short_help="Make the page of one hub.")
@click.argument("network")
@click.argument("hub")
@click.argument("period")
def hub(network: str, hub: str, period: str) -> None:
    """Make the page of one HUB (its code in the register), and say where it lies.

    The page is part of its edition and is built with it: what is withheld in one place is then withheld in all.
    """
    built = _build(network, period, None, False, hub)
    page = built.folder / "hubs" / f"{hub}.html"
    if not page.is_file():
        there = ", ".join(sorted(path.stem for path in page.parent.glob("*.html") if path.stem != "index"))
        raise Refused(f"{network} has no hub '{hub}'; there are: {there or 'none'}")
    click.echo(f"The page of {hub}: {_shown(page)}")


@commands.command(short_help="Say what a file is, what would be read from it, and what is wrong.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON, for other programs.")
def inspect(file: Path, as_json: bool) -> None:
    """Say what FILE is, what would be read from it, and what is wrong with it. Changes nothing."""
    if not _is_file(file):
        raise _no_file(file)
    from analysis.datasets.inspecting.inspection import inspect_file

    inspected = inspect_file(file)
    click.echo(inspected.as_json() if as_json else _printable(inspected.as_text()))
    if any(finding.severity == "stops" for finding in inspected.findings):
        sys.exit(1)


@commands.command(short_help="Write blank returns to send out, one workbook a hub.")
@click.argument("network")
@click.argument("quarter")
@click.option("--hub", help="The form of this hub alone (its code in the register).")
@click.option("--new-hub", metavar="NAME", help="The form of a hub that is not in the register yet, alone.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The folder to write into.")
def form(network: str, quarter: str, hub: str | None, new_hub: str | None, into: Path | None) -> None:
    """Write a blank return for each hub of NETWORK that is open in QUARTER, such as "2024-25 Q4".

    Hub, quarter and the hub's own answers of the quarter before are filled in. The forms lie in
    reports/forms/NETWORK/QUARTER/ unless --into names another folder.
    """
    from analysis.correspondence.returns.forms import quarter_of, write_forms
    from analysis.networks import open_network

    if hub is not None and new_hub is not None:
        raise Refused("--hub is for a hub of the register and --new-hub for one that is not in it: name one of them")
    opened = open_network(network)
    written = write_forms(opened, quarter_of(opened, quarter), hub, new_hub, into)
    number = f"{len(written.forms)} form{'s' if len(written.forms) != 1 else ''}"
    click.echo(f"{number} of {written.questions} questions, {written.minutes:g} minutes: {_shown(written.folder)}")
    if new_hub is not None:
        click.echo(f"  the hub's code is {written.forms[0].stem}: add it to the register before the return comes back")
    if written.not_open:
        click.echo(f"  not open yet in that quarter: {', '.join(written.not_open)}")


@commands.command(short_help="Write the readiness check list to send out, one table a hub.")
@click.argument("network")
@click.option("--hub", help="The check list of this hub alone (its code in the register).")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The folder to write into.")
def readiness(network: str, hub: str | None, into: Path | None) -> None:
    """Write the readiness check list for each hub of NETWORK: what a hub should have in place, and its last answers.

    The lists lie in reports/forms/NETWORK/readiness/ unless --into names another folder; one that is there already is left
    as it is. Filled in, they go into data/raw/NETWORK/readiness/.
    """
    from analysis.correspondence.planning.check_lists import how_to_fill_in, write_check_lists
    from analysis.networks import open_network

    lists = write_check_lists(open_network(network), hub, into)
    click.echo(f"{len(lists.written)} check list{'s' if len(lists.written) != 1 else ''}: {_shown(lists.folder)}")
    click.echo(f"  {how_to_fill_in()}")
    if lists.kept:
        click.echo(f"  left as they are: {', '.join(path.name for path in lists.kept)}")


@commands.command(short_help="Write a blank sheet of awards, or of organisations, to fill in.")
@click.argument("table")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The folder to write into.")
def sheet(table: str, into: Path | None) -> None:
    """Write a blank sheet of TABLE (awards or organisations) with drop-downs and a page on what each column means.

    It lies in reports/forms/ unless --into names another folder. Filled in, it goes into data/raw/NETWORK/funding/; who publishes
    by 360Giving or Open Contracting sends that file as it is instead.
    """
    from analysis.correspondence.blank_sheets import write_blank_sheet

    click.echo(f"a blank sheet of {table}: {_shown(write_blank_sheet(table, into))}")


@commands.command(short_help="Check what was sent; write a query sheet for each hub, or read answered ones back.")
@click.argument("network")
@click.option("--hub", help="Only this hub (its code in the register).")
@click.option("--quarter", help='Only this quarter, such as "2024-25 Q3".')
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The folder to write query sheets into.")
@click.option(
    "--answers",
    metavar="FILE...",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An answered query sheet: what it says is added to corrections.yml. May be given several times.",
)
@click.argument("more_answers", nargs=-1, metavar="", type=click.Path(path_type=Path))
def check(
    network: str,
    hub: str | None,
    quarter: str | None,
    into: Path | None,
    answers: tuple[Path, ...],
    more_answers: tuple[Path, ...],
) -> None:
    """Check what the hubs of NETWORK sent, and write a query sheet for each hub that only it can answer.

    The sheets lie in reports/queries/NETWORK/ unless --into names another folder. Sheets that come back are read with
    --answers FILE FILE...: corrections and confirmations go into data/raw/NETWORK/corrections.yml. Exit code 1 only for
    findings that stop a build.
    """
    from analysis.correspondence.returns.check_summary import tell_checked, tell_read_back
    from analysis.correspondence.returns.checking import check_network, read_back
    from analysis.networks import open_network

    opened = open_network(network)
    if more_answers and not answers:
        raise Refused(
            f"'{_printable(str(more_answers[0]))[:200]}' is not expected here; answered sheets are named after --answers"
        )
    files = [*answers, *more_answers]
    if absent := next((file for file in files if not _is_file(file)), None):
        raise _no_file(absent)
    if files:
        click.echo(_printable(tell_read_back(read_back(opened, files))))
    checked = check_network(opened, hub, quarter, into)
    click.echo(_printable(tell_checked(opened, checked, _shown)))
    _tell_held(opened)
    for finding in checked.stops:
        click.echo(_printable(str(finding)).replace("\n", " "), err=True)
    if checked.stops:
        sys.exit(1)


@commands.command("map", short_help="Propose which column of a form's export answers which question.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--network", help="The network whose questions are meant; without it, the one whose folder FILE lies in.")
@click.option("--print", "only_print", is_flag=True, help="Print the mapping instead of writing FILE.mapping.yml.")
def map_export(file: Path, network: str | None, only_print: bool) -> None:
    """Propose which column of FILE, the export of an online form, answers which question.

    The proposal is written beside it as FILE.mapping.yml. It is used once a person has read it and written their role beside
    `confirmed_by`; no answer is read by it before.
    """
    from analysis.datasets.returns.proposing import propose_for_file, write_proposal

    if not _is_file(file):
        raise _no_file(file)
    if network is not None:
        from analysis.networks import open_network

        open_network(network)
    proposal = propose_for_file(file, network)
    text = _printable(proposal.as_yaml(file.name))
    if only_print:
        click.echo(text, nl=False)
        return
    click.echo(_printable(proposal.as_text()))
    written = write_proposal(file, text)
    click.echo(f"Written: {_shown(written)}. Read each line, correct it, and write your role beside confirmed_by.")


@commands.command(short_help="List what the narrative of an edition can cite: facts and quotes, with their ids.")
@click.argument("network")
@click.argument("period")
@click.argument("words", nargs=-1)
@click.option("--start", is_flag=True, help="Write a narrative.md to begin with, where there is none.")
def facts(network: str, period: str, words: tuple[str, ...], start: bool) -> None:
    """List the facts and quotes of an edition as its narrative cites them, each with what it shows now.

    WORDS narrow the list to those that have all of them in their id, unit or explanation. The narrative is
    data/raw/NETWORK/editions/PERIOD/narrative.md, written by a person; --start writes one to begin with.
    """
    from analysis.editions.citable_facts import start_narrative, tell_citable
    from analysis.editions.progress import steps_for_output
    from analysis.exhibits import open_edition
    from analysis.exhibits.report.narrative import quotes_to_cite
    from analysis.networks import open_network
    from analysis.way import citable_facts

    opened = open_network(network)
    written = start_narrative(opened, opened.period(period)) if start else None
    known = citable_facts(network, period, steps_for_output())
    quotes = quotes_to_cite(open_edition(network, period))
    click.echo(_printable(tell_citable(known, quotes, words)))
    if written:
        click.echo(f"\nWritten: {_shown(written)}. Open it in any editor for plain text.")


@commands.command(short_help="List what looks like personal data, for a person to decide on.")
@click.argument("network")
def personal(network: str) -> None:
    """List what looks like personal data in what people sent to NETWORK, for a person to decide on.

    Names, emails, phone numbers, postcodes, dates of birth and the like in free text go into data/raw/NETWORK/personal-data.yml,
    each to be redacted or allowed; what is decided already stays as it is. Nothing is built while anything waits. Exit code 1 then.
    """
    from analysis.datasets.processing.personal_review import extend_review, tell_review
    from analysis.networks import open_network

    review = extend_review(open_network(network))
    click.echo(_printable(tell_review(review, _shown(review.path))))
    if review.waiting or review.unclear:
        sys.exit(1)


@commands.command(short_help="List a codebook, write it for coding programs, or map it onto the shared outcomes.")
@click.argument("network", required=False)
@click.option("--write", "into", type=click.Path(path_type=Path), metavar="FILE", help="Write it as .qdc or .qdpx.")
@click.option("--map", "as_map", is_flag=True, help="Propose which codes stand for which shared outcomes.")
@click.option("--print", "only_print", is_flag=True, help="With --map: print the proposal instead of writing it.")
def codebook(network: str | None, into: Path | None, as_map: bool, only_print: bool) -> None:
    """List the codebook of NETWORK, or without one the codebook that all networks share.

    --write FILE.qdc writes it for NVivo, MAXQDA, ATLAS.ti, QualCoder and others to load. --write FILE.qdpx writes the network's case
    studies with it: whole texts and codings, for coders and not for publishing; what was withdrawn is never written.

    --map writes data/raw/NETWORK/cases/outcomes.yml, a proposal by names: it is used once somebody has read it and written their
    role beside `confirmed_by`.
    """
    from analysis.correspondence.cases.codebooks import (
        network_as_text,
        propose_map,
        shared_as_text,
        write_codebook,
        write_map,
    )
    from analysis.networks import open_network

    opened = open_network(network) if network is not None else None
    if as_map and (opened is None or into is not None):
        raise Refused("--map proposes for one network's codebook: name the network, and leave --write out")
    if only_print and not as_map:
        raise Refused("--print goes with --map; without either the codebook is listed")
    if as_map and opened is not None:
        text = propose_map(opened)
        if only_print:
            click.echo(_printable(text), nl=False)
        else:
            click.echo(
                f"Written: {_shown(write_map(opened, text))}. Read each line, correct it, and write your role beside confirmed_by."
            )
    elif into is not None:
        said = write_codebook(into, opened)
        click.echo(f"Written: {_shown(into)}: {_printable(said)}.")
    else:
        click.echo(_printable(network_as_text(opened) if opened else shared_as_text()))


@commands.command("list", short_help="List the networks, their periods and the editions that are built.")
def list_all() -> None:
    """List the networks, the periods each covers, and the editions that are built."""
    from analysis.networks import network_names, open_network

    for name in network_names():
        network = open_network(name)
        years = ", ".join(period.label for period in network.periods if period.is_year) or "none"
        click.echo(f"{name}: {network.title}{' (invented data)' if network.demonstration else ''}")
        click.echo(f"  years     {years}")
        click.echo(f"  quarters  {network.first.label} to {network.last.label}")
        built = [period for period in network.periods if (edition_folder(name, period.slug) / "index.html").is_file()]
        for period in built:
            click.echo(f"  edition   {period.label}: {_shown(edition_folder(name, period.slug) / 'index.html')}")
        if not built:
            click.echo("  edition   none yet")
        _tell_held(network)


@commands.command(short_help="Execute and stage the notebooks for `quarto render`.")
@click.argument("network", default=DEMONSTRATION[0])
@click.argument("period", default=DEMONSTRATION[1])
def stage(network: str, period: str) -> None:
    """Execute the notebooks and stage them for `quarto render`, which calls this by itself before it renders."""
    from analysis.editions.progress import PlainSteps
    from analysis.way import stage_edition

    click.echo(f"Staged in {_shown(stage_edition(network, period, PlainSteps()))}")


def _tell_held(network: Network) -> None:
    """Which editions hold words that may not be shown any more, and what to do."""
    from analysis.editions.recall import words_held

    for each in words_held(network):
        click.echo(_printable(f"WITHDRAWN WORDS: {each}"))


def _build(network: str, period: str, renderer: str | None, isolated: bool, hub: str | None = None) -> Built:
    from analysis.editions.progress import steps_for_output
    from analysis.way import build_edition

    return build_edition(network, period, renderer, isolated, steps_for_output(), hub)


def _tell(built: Built) -> None:
    """Where the edition lies and how to open it."""
    page = built.folder / "index.html"
    click.echo(
        "Nothing has changed since the last build." if built.unchanged else f"Built with the {built.renderer} renderer."
    )
    if built.findings:
        click.echo(f"{built.findings} findings on the raw files: see {_shown(built.folder / '00-data-quality.html')}")
    click.echo(f"The report: {_shown(page)}   (open it in a browser: {page.as_uri()})")
    for name, what in (("learning-report.pdf", "as PDF"), ("learning-report.docx", "in Word")):
        if (built.folder / name).is_file():
            click.echo(f"  {what}: {_shown(built.folder / name)}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any can be
        return False


def _printable(text: str) -> str:
    """A file from outside may hold anything: nothing that steers a terminal reaches it."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def _no_file(path: Path) -> Refused:
    name = _printable(str(path))[:200]
    return Refused(f"{name} is a folder; name one file in it" if path.is_dir() else f"there is no file {name}")


def _shown(path: Path) -> str:
    """As short as it can be said from here."""
    for home in (Path.cwd(), root()):
        if path.is_relative_to(home):
            return str(path.relative_to(home))
    return str(path)


def main() -> None:
    """Run a command and end the process. No traceback reaches a user; one that nobody foresaw is kept in a log."""
    sys.exit(_outcome(lambda: commands(standalone_mode=False)))


def _outcome(run: Callable[[], object]) -> int:
    try:
        run()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as nothing:
        nothing.show()
        return 2
    except click.UsageError as wrong:
        command = wrong.ctx.command_path if wrong.ctx else "hub-learning"
        said = " ".join(wrong.format_message().split()).rstrip(".")
        return _say(f"{said}; `{command} --help` says how it is used", 2)
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped; the last good edition is as it was", 130)
    except Refused as refused:
        return _say(str(refused), 2)
    except Exception as error:
        return _say(_failure(error), 1)
    return 0


def _failure(error: Exception) -> str:
    from analysis.editions.execution import BuildFailed
    from analysis.way import Stopped

    if isinstance(error, Stopped):
        for finding in error.findings:
            click.echo(_printable(str(finding)).replace("\n", " "), err=True)
        return f"{error}; correct what they name and build again"
    if isinstance(error, BuildFailed):
        return str(error)
    import traceback

    log = reports_folder() / "logs" / "error.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return f"something went wrong that was not foreseen ({type(error).__name__}); what happened is in {_shown(log)}"


def _say(line: str, code: int) -> int:
    click.echo(f"hub-learning: {line}", err=True)
    return code


if __name__ == "__main__":
    main()
