"""The commands for case studies: their codebook, and what was learned from them."""

from __future__ import annotations

from pathlib import Path

import click

from analysis.commands.screen import printable, shown
from analysis.project import Refused


@click.command(short_help="List a codebook, write it for coding programs, or map it onto the shared outcomes.")
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
            click.echo(printable(text), nl=False)
        else:
            click.echo(
                f"Written: {shown(write_map(opened, text))}. Read each line, correct it, and write your role beside confirmed_by."
            )
    elif into is not None:
        said = write_codebook(into, opened)
        click.echo(f"Written: {shown(into)}: {printable(said)}.")
    else:
        click.echo(printable(network_as_text(opened) if opened else shared_as_text()))


@click.command(short_help="Begin findings.yml: what was learned, from the codings.")
@click.argument("network")
@click.option("--print", "only_print", is_flag=True, help="Print it instead of writing it.")
def findings(network: str, only_print: bool) -> None:
    """Begin data/raw/NETWORK/findings.yml from the codings of NETWORK.

    For each code it lists in comments how many sources tell of it, of which kind and from which partner, and passages that may be
    quoted. Nothing of it is used before somebody writes a sentence; then the build holds the sentence to what it cites.
    """
    from analysis.editions.findings_file import begin_findings, write_findings
    from analysis.networks import open_network

    opened = open_network(network)
    text = begin_findings(opened)
    if only_print:
        click.echo(printable(text), nl=False)
    else:
        click.echo(f"Written: {shown(write_findings(opened, text))}. What was learned is for you to say.")


COMMANDS = (codebook, findings)
