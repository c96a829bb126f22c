"""Commands that lay out a project folder of one's own, add to its networks, and write the cards of what people sent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from analysis.commands.screen import printable, shown
from analysis.periods import APRIL, NotAPeriod, Period
from analysis.project import Refused


@click.command(short_help="Lay out a project folder of your own, with a first network in it.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", prompt="The network's name, as pages print it", help="The network's name, as pages print it.")
@click.option("--place", prompt="Where it is, as in `the upper dales`", help="Where it is, as sentences name it.")
@click.option("--partner", prompt="Who signs the report", help="The research partner, who signs the report.")
@click.option("--network", "code", help="The network's code and folder; without it made of its name.")
@click.option(
    "--first",
    help="The first quarter of returns, as 2024-25 Q1, or 2024 Q1 where years are calendar years; without it the first of the year of the last.",
)
@click.option("--last", help="The last quarter of returns so far; without it the last that has ended.")
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

    begins, ends = quarters_expected(first, last, dt.date.today())
    name = code or code_of(title)
    own = make_project(folder, FirstNetwork(name, title, place, partner, begins, ends, hubs))
    click.echo(f"Laid out in {folder}. What is yours to change:")
    click.echo("\n".join(f"  {path}" for path in own))
    click.echo(f"Next:\n  cd {folder}\n  hub-learning build {name} '{ends.quarters[-1].label}'")


def quarters_expected(first: str | None, last: str | None, today: dt.date) -> tuple[Period, Period]:
    """The periods with the first quarter and the last for which returns are expected; unless somebody says so, from none that has not ended."""
    begins, last_said = (_period(text) if text else None for text in (first, last))
    said = begins or last_said
    if said and last_said and not last_said.is_written_in(said.begins):
        raise Refused(
            f"'{first}' is of one calendar and '{last}' of another: write both as 2024-25 Q1, or both as 2024 Q1"
        )
    ended = Period.of_date(today, said.begins if said else APRIL).previous
    ends = last_said or (max(ended, begins.quarters[0]) if begins else ended)
    return begins or ends.whole_year, ends


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except NotAPeriod as wrong:
        raise Refused(str(wrong)) from None


@click.group(short_help="Add a quarter, a hub, a question, a funder or a file of settings to a network.")
def add() -> None:
    """Add to a network that is there. What stands in its files already stays letter for letter."""


@add.command("quarter")
@click.argument("network")
def add_quarter(network: str) -> None:
    """Expect returns for one quarter more of NETWORK: `last` in network.yml moves on by one."""
    from analysis.correspondence import additions
    from analysis.networks import open_network

    quarter = additions.add_quarter(open_network(network))
    click.echo(f"Returns are expected to {quarter.label} now. Next:")
    click.echo(f'  hub-learning form {network} "{quarter.label}"')


@add.command("hub")
@click.argument("network")
@click.argument("name")
@click.option("--kind", default="community hub", show_default=True, help="What kind of place it is.")
@click.option(
    "--status", default="emerging", show_default=True, help="established, or emerging since the project began."
)
@click.option("--opened", help="The first quarter it was open in; without it the network's last.")
@click.option("--locality", default="", help="The locality_id of the place it serves.")
def add_hub(network: str, name: str, kind: str, status: str, opened: str | None, locality: str) -> None:
    """Add a hub called NAME to the register of NETWORK (register/hubs.csv). The provenance card that covers the register knows it afterwards."""
    from analysis.correspondence import additions
    from analysis.networks import open_network

    there = open_network(network)
    said = additions.HubSaid(name, kind, status, opened or there.last.label, locality)
    click.echo(f"Added to register/hubs.csv: {additions.add_hub(there, said)}")


@add.command("question")
@click.argument("network")
@click.argument("code")
@click.option("--wording", prompt="How the form asks it", help="How the form asks it.")
@click.option(
    "--kind",
    prompt="What is answered",
    type=click.Choice(["count", "money", "hours", "yes-no", "choices", "text"]),
    help="What is answered.",
)
@click.option("--unit", default="", help="What is counted, such as meals.")
@click.option("--minutes", type=float, prompt="Minutes that its answer takes", help="Minutes that its answer takes.")
@click.option("--why", prompt="Why it is asked", help="Why it is asked, as volunteers read it.")
@click.option("--choice", "choices", multiple=True, help="One of the answers to choose from; once for each.")
@click.option("--required", is_flag=True, help="Every return should answer it.")
@click.option("--people", is_flag=True, help="It counts people, so small counts of it are withheld.")
def add_question(
    network: str,
    code: str,
    wording: str,
    kind: str,
    unit: str,
    minutes: float,
    why: str,
    choices: tuple[str, ...],
    required: bool,
    people: bool,
) -> None:
    """Add a question of its own to questions.yml of NETWORK, under the code CODE, asked from the network's last quarter on.

    At most 15 are asked at a time, and a new network begins with as many: first take one out or end it with `asked_until:`, or begin the
    file with `allow_more:` and the reason, then a line `questions:` and the list under it.
    """
    from analysis.correspondence import additions
    from analysis.networks import open_network

    said = {"id": code, "wording": wording, "kind": kind, "unit": unit, "minutes": minutes, "why": why}
    said |= {"people": people, "required": required}
    said |= {"choices": list(choices)} if choices else {}
    number = additions.add_question(open_network(network), said)
    click.echo(f"Added to questions.yml as question {number}: {code}")


@add.command("funder")
@click.argument("network")
@click.argument("name")
def add_funder(network: str, name: str) -> None:
    """Begin a folder for what the funder called NAME publishes or sends to NETWORK."""
    from analysis.correspondence import additions
    from analysis.networks import open_network

    there = open_network(network)
    folder = shown(there.folder / additions.add_funder(there, name))
    click.echo(
        f"Begun: {folder}. Put its 360Giving or Open Contracting files there as they are; or fill in a sheet and put that there:"
    )
    click.echo(f"  hub-learning sheet awards\n  hub-learning card {folder}")


@add.command("settings")
@click.argument("network")
@click.argument("file")
def add_settings(network: str, file: str) -> None:
    """Begin FILE for NETWORK, such as events.yml, boxes.yml or editions.yml: an entry with every key, what it is for and an example.

    Nothing in it is used before the # in front of a line is taken away. `hub-learning settings` lists the files there are.
    """
    from analysis.correspondence.starter_files import start_file
    from analysis.networks import open_network

    click.echo(f"Begun: {shown(start_file(open_network(network), file))}. Open it in any editor for plain text.")


@click.command(short_help="Write the provenance card of a folder, sha256 included.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--title", help="What the files are.")
@click.option("--who", help="Who sent them.")
@click.option("--when", help="The date they were received, such as 2025-04-14.")
@click.option("--licence", help="What they may be used for, such as OGL-UK-3.0.")
@click.option("--method", help="How they were collected.")
@click.option("--caution", help="What must not be read into them.")
@click.option(
    "--renewed", is_flag=True, help="Files that changed since the card was written are a new copy that was sent."
)
def card(folder: Path, renewed: bool, **said: str | None) -> None:
    """Write card.yml of FOLDER, a folder below data/raw/NETWORK: who sent its files, when, under which licence, and each file's sha256.

    It asks for what no option and no card says yet. Where there is a card it is brought up to date: what was written in it stays, new
    files are added, and a file whose bytes changed is told, for what was sent is never edited.
    """
    from analysis.correspondence.provenance_cards import NEEDED, said_already, write_card

    known = said_already(folder)
    told = {key: value or "" for key, value in said.items()}
    for key in NEEDED:
        if not told[key] and not known.get(key):
            told[key] = click.prompt({"title": "What the files are", "who": "Who sent them", "when": "When they were received, as 2025-04-14",
                                      "licence": "What they may be used for", "method": "How they were collected"}[key])  # fmt: skip
    written = write_card(folder, told, renewed)
    click.echo(f"Written: {shown(written.path)}")
    for what, names in (("added", written.added), ("a new copy", written.renewed), ("no longer there", written.gone)):
        if names:
            click.echo(printable(f"  {what}: {', '.join(names)}"))


COMMANDS = (new, add, card)
