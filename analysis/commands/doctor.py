"""The command that looks at a machine and a project folder: what is there, what an upgrade changed, what it can mend."""

from __future__ import annotations

import sys

import click

import analysis
from analysis.commands.screen import printable
from analysis.project import Refused

_WORDS = {
    "older": "older than the package's, and as it was laid out",
    "missing": "missing",
    "yours": "changed by you",
    "yours, and newer in the package": "changed by you, and changed in the package since: compare them",
    "dropped": "no longer used by the package",
}


@click.command(short_help="Say whether machine and project folder are in order, and what an upgrade changed.")
@click.option("--mend", "mending", is_flag=True, help="Replace what is older and untouched, and add what is missing.")
def doctor(mending: bool) -> None:
    """Say whether the machine and the project folder are in order: renderers, networks, and files that came with another version.

    A new version of the package touches nothing in a project folder. --mend replaces the files that came with an older one and that
    nobody changed, and adds those that are missing; what is yours stays as it is. Exit code 1 where something is not in order.
    """
    from analysis.correspondence.shipped_files import compare, mend

    wrong = _tell_machine() + _tell_networks()
    files = compare()
    if mending:
        mend(files)
    for state, words in _WORDS.items():
        names = [file.name for file in files if file.state == state]
        if names:
            done = " (mended)" if mending and state in ("older", "missing") else ""
            click.echo(f"{len(names)} {'file' if len(names) == 1 else 'files'} {words}{done}:")
            click.echo(printable("\n".join(f"  {name}" for name in names)))
    waiting = [file for file in files if file.can_be_mended and not mending]
    if waiting:
        click.echo("hub-learning doctor --mend replaces or adds them, but for what is yours.")
    elif not wrong:
        click.echo("In order.")
    if waiting or wrong:
        sys.exit(1)


def _tell_machine() -> int:
    """Versions of what is here. Returns how many of it do not start."""
    import platform

    from analysis.publishing.quarto.renderer import DoesNotStart, quarto_version

    click.echo(f"hub-learning {analysis.__version__}, Python {platform.python_version()}, {platform.system()}")
    try:
        found = quarto_version()
    except DoesNotStart as broken:
        click.echo(printable(f"Quarto: {broken}"))
        return 1
    number = ".".join(map(str, found or ()))
    click.echo(f"Quarto {number}" if found else "Quarto: not on the path; the embedded renderer makes all of a report")
    return 0


def _tell_networks() -> int:
    """Whether each network's settings read. Returns how many do not."""
    from analysis.networks import network_names, open_network

    wrong = 0
    for name in network_names():
        try:
            open_network(name)
        except Refused as refused:
            wrong += 1
            click.echo(printable(f"{name}: {refused}"))
    return wrong


COMMANDS = (doctor,)
