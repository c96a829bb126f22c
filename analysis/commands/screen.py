"""What commands put on the screen: paths as short as they can be said, text that steers no terminal."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.project import Refused, root

if TYPE_CHECKING:
    from analysis.networks import Network


def tell_withdrawn_words(network: Network) -> None:
    """Which editions hold words that may not be shown any more, and what to do."""
    from analysis.editions.recall import words_held

    for each in words_held(network):
        click.echo(printable(f"WITHDRAWN WORDS: {each}"))


def read_what_changed(network: Network) -> None:
    """A consent that was withdrawn since the network was last read is not told of otherwise, and editions with its words lie there."""
    from analysis.datasets.processing.freshness import is_current, processing_record

    if processing_record(network.name) is None or is_current(network):
        return
    from analysis.datasets.processing.processing import process_network

    tell_step(f"Reading what was sent to {network.name} since")
    try:
        process_network(network)
    except OSError as fault:
        click.echo(
            f"  what was sent since could not be read ({fault.strerror}): `hub-learning check {network.name}` tells more"
        )


def tell_step(text: str) -> None:
    """What a command does now that may take long: to whoever sits before it, and not into a log or a pipe."""
    if sys.stderr.isatty():
        click.echo(printable(text), err=True)


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any can be
        return False


def printable(text: str) -> str:
    """A file from outside may hold anything: nothing that steers a terminal reaches it."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def no_file(path: Path) -> Refused:
    name = printable(str(path))[:200]
    return Refused(f"{name} is a folder; name one file in it" if path.is_dir() else f"there is no file {name}")


def shown(path: Path) -> str:
    """As short as it can be said from here."""
    homes = [Path.cwd()]
    with contextlib.suppress(Refused):  # `new` runs where there is no project yet
        homes.append(root())
    for home in homes:
        if path.is_relative_to(home):
            return str(path.relative_to(home))
    return str(path)


def say(lines: str, code: int) -> int:
    """Tell what went wrong, line by line. The exit code, handed back."""
    for line in lines.split("\n"):
        click.echo(f"hub-learning: {printable(line)}", err=True)
    return code
