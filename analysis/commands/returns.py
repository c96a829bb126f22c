"""Commands for quarterly returns: forms to send out, checks and query sheets, exports of online forms."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.commands.screen import is_file, no_file, printable, shown, tell_step, tell_withdrawn_words
from analysis.planned_editions import planned_editions
from analysis.project import BRAND_FILE, MARK, Refused, root

if TYPE_CHECKING:
    from analysis.networks import Network
    from analysis.sources.findings import Finding


@click.command(short_help="Write blank returns to send out, one workbook a hub.")
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
    from analysis.exhibits.wording import count_of
    from analysis.networks import open_network

    if hub is not None and new_hub is not None:
        raise Refused("--hub is for a hub of the register and --new-hub for one that is not in it: name one of them")
    opened = open_network(network)
    written = write_forms(opened, quarter_of(opened, quarter), hub, new_hub, into)
    number, questions = count_of(len(written.forms), "form"), count_of(written.questions, "question")
    minutes = f"{written.minutes:g} {'minute' if written.minutes == 1 else 'minutes'}"
    click.echo(f"{number} of {questions}, {minutes}: {shown(written.folder)}")
    if new_hub is not None:
        click.echo(f"  the hub's code is {written.forms[0].stem}: add it to the register before the return comes back")
    if written.not_open:
        click.echo(f"  not open in that quarter: {', '.join(written.not_open)}")


@click.command(short_help="Check what was sent; write a query sheet for each hub, or read answered ones back.")
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
    from analysis.commands.planned import entries_refused
    from analysis.correspondence.returns.check_summary import tell_checked, tell_read_back
    from analysis.correspondence.returns.checking import check_network, read_back
    from analysis.networks import open_network

    opened = open_network(network)
    if more_answers and not answers:
        raise Refused(
            f"'{printable(str(more_answers[0]))[:200]}' is not expected here; answered sheets are named after --answers"
        )
    files = [*answers, *more_answers]
    if absent := next((file for file in files if not is_file(file)), None):
        raise no_file(absent)
    if files:
        click.echo(printable(tell_read_back(read_back(opened, files))))
    tell_step(f"Reading what was sent to {network}")
    checked = check_network(opened, hub, quarter, into)
    click.echo(printable(tell_checked(opened, checked, shown)))
    tell_withdrawn_words(opened)
    stops = [str(finding) for finding in checked.stops or _told_by_editions(opened)]
    stops += entries_refused(network) + _tell_looks()
    for stop in stops:
        click.echo(printable(stop).replace("\n", " "), err=True)
    if stops:
        sys.exit(1)


def _tell_looks() -> list[str]:
    """What brand, outline and the codebook of all networks would stop a build by; a page that the outline puts in its place and nothing makes is told."""
    from analysis.datasets.cases.shared_codebook import read_shared_codebook
    from analysis.publishing.brand import read_brand
    from analysis.publishing.outline import OUTLINE_FILE, pages_of_no_notebook

    refused: list[str] = []
    outlined = any(
        (root() / name).is_file() for name in (OUTLINE_FILE, MARK)
    )  # a checkout's tests draw folders without either
    for page in (_or_refused(pages_of_no_notebook, refused) if outlined else None) or []:
        click.echo(f"_quarto.yml: no notebook makes the page `{page}`. Correct its name, or take it out.")
    for brand in dict.fromkeys([root() / BRAND_FILE, *(root() / each.brand for each in planned_editions())]):
        if brand.is_file():  # one that is named and not there is told with its entry
            _or_refused(partial(read_brand, brand), refused)
    _or_refused(read_shared_codebook, refused)
    return refused


def _or_refused(read: Callable[[], Any], refused: list[str]) -> Any:
    try:
        return read()
    except Refused as error:
        refused.append(str(error))
        return None


def _told_by_editions(network: Network) -> list[Finding]:
    from analysis.citations import edition_stops

    return edition_stops(network, lambda period: tell_step(f"Looking at the edition {period.label} as a build would"))


@click.command("map", short_help="Propose which column of a form's export answers which question.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--network", help="The network whose questions are meant; without it, the one whose folder FILE lies in.")
@click.option("--print", "only_print", is_flag=True, help="Print the mapping instead of writing FILE.mapping.yml.")
def map_export(file: Path, network: str | None, only_print: bool) -> None:
    """Propose which column of FILE, the export of an online form, answers which question.

    The proposal is written beside it as FILE.mapping.yml. It is used once a person has read it and written their role beside
    `confirmed_by`; no answer is read by it before.
    """
    from analysis.datasets.returns.mapping.proposals import propose_for_file, write_proposal

    if not is_file(file):
        raise no_file(file)
    if network is not None:
        from analysis.networks import open_network

        open_network(network)
    proposal = propose_for_file(file, network)
    text = printable(proposal.as_yaml(file.name))
    if only_print:
        click.echo(text, nl=False)
        return
    click.echo(printable(proposal.as_text()))
    written = write_proposal(file, text)
    click.echo(f"Written: {shown(written)}. Read each line, correct it, and write your role beside confirmed_by.")


COMMANDS = (form, check, map_export)
