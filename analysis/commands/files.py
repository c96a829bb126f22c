"""Commands that say what is in the files that people sent: what is read from one, what in them is personal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analysis.commands.screen import is_file, no_file, printable, shown


@click.command(short_help="Say what a file is, what would be read from it, and what is wrong.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON, for other programs.")
def inspect(file: Path, as_json: bool) -> None:
    """Say what FILE is, what would be read from it, and what is wrong with it. Changes nothing.

    Exit code 1 where nothing would be read from it, or something in it would stop a build.
    """
    if not is_file(file):
        raise no_file(file)
    from analysis.datasets.inspecting.inspection import inspect_file

    inspected = inspect_file(file)
    click.echo(inspected.as_json() if as_json else printable(inspected.as_text()))
    if not inspected.understood or any(finding.severity == "stops" for finding in inspected.findings):
        sys.exit(1)


@click.command(short_help="List what looks like personal data, for a person to decide on.")
@click.argument("network")
def personal(network: str) -> None:
    """List what looks like personal data in what people sent to NETWORK, for a person to decide on.

    Names, emails, phone numbers, postcodes, dates of birth and the like in free text go into data/raw/NETWORK/personal-data.yml,
    each to be redacted or allowed; what is decided already stays as it is. Nothing is built while anything waits. Exit code 1 then.
    """
    from analysis.datasets.processing.personal_review import extend_review, tell_review
    from analysis.networks import open_network

    review = extend_review(open_network(network))
    click.echo(printable(tell_review(review, shown(review.path))))
    if review.waiting or review.unclear:
        sys.exit(1)


@click.command("same-awards", short_help="List awards and payments that may be on record twice.")
@click.argument("network")
def same_awards(network: str) -> None:
    """List awards and payments of NETWORK that may be on record twice under two identifiers, for a person to decide on.

    The pairs go into data/raw/NETWORK/same-awards.yml as comments; what stands there already is kept letter for letter. Until a pair
    is decided, both are counted, and each sum that they are in is a range.
    """
    from analysis.datasets.processing.undecided_pairs import list_pairs, tell_pairs
    from analysis.networks import open_network

    listed = list_pairs(open_network(network))
    click.echo(tell_pairs(listed, shown(listed.path)))


COMMANDS = (inspect, personal, same_awards)
