"""The command that lays out a project folder of one's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from analysis.periods import NotAPeriod, Period
from analysis.project import Refused


@click.command(short_help="Lay out a project folder of your own, with a first network in it.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", prompt="The network's name, as pages print it", help="The network's name, as pages print it.")
@click.option("--place", prompt="Where it is, as in `the upper dales`", help="Where it is, as sentences name it.")
@click.option("--partner", prompt="Who signs the report", help="The research partner, who signs the report.")
@click.option("--network", "code", help="The network's code and folder; without it made of its name.")
@click.option("--first", help="The first quarter of returns; without it the first of this financial year.")
@click.option("--last", help="The last quarter of returns so far; without it the first one's year's last.")
@click.option("--hub", "hubs", multiple=True, help="A hub's name; once for each hub. They can be added later.")
def new(
    folder: Path,
    title: str,
    place: str,
    partner: str,
    code: str | None,
    first: str | None,
    last: str | None,
    hubs: tuple[str, ...],
) -> None:
    """Lay out FOLDER as a project of your own: settings, questions and register of a first network, the notebooks, the brand.

    It asks for what no flag says, and overwrites nothing. The first `hub-learning build` in it works at once, with what is there.
    """
    from analysis.correspondence.project_folder import FirstNetwork, code_of, make_project

    begins = _period(first) if first else Period.of_date(dt.date.today()).whole_year
    ends = _period(last) if last else begins.whole_year
    name = code or code_of(title)
    own = make_project(folder, FirstNetwork(name, title, place, partner, begins, ends, hubs))
    click.echo(f"Laid out in {folder}. What is yours to change:")
    click.echo("\n".join(f"  {path}" for path in own))
    click.echo(f"Next:\n  cd {folder}\n  hub-learning build {name} '{begins.quarters[0].label}'")


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except NotAPeriod as wrong:
        raise Refused(str(wrong)) from None


COMMANDS = (new,)
