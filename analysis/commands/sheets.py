"""Commands that write other sheets to fill in: readiness check lists, and a blank sheet for each table that people write."""

from __future__ import annotations

from pathlib import Path

import click

from analysis.commands.screen import shown


@click.command(short_help="Write the readiness check list to send out, one table a hub.")
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
    click.echo(f"{len(lists.written)} check list{'s' if len(lists.written) != 1 else ''}: {shown(lists.folder)}")
    click.echo(f"  {how_to_fill_in()}")
    if lists.kept:
        click.echo(f"  left as they are: {', '.join(path.name for path in lists.kept)}")


@click.command(short_help="Write a blank sheet of any table that people fill in.")
@click.argument("table", required=False)
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The folder to write into.")
def sheet(table: str | None, into: Path | None) -> None:
    """Write a blank sheet of TABLE, such as recommendations or hubs, with drop-downs and a page on what each column means.

    Without TABLE it lists which there are. The sheet lies in reports/forms/ unless --into names another folder. Who publishes awards by
    360Giving or Open Contracting sends that file as it is instead.
    """
    from analysis.correspondence.blank_sheets import TO_FILL_IN, write_blank_sheet

    if table is None:
        for name, blank in sorted(TO_FILL_IN.items()):
            click.echo(f"{name}: {blank.table.meaning}")
        return
    click.echo(f"a blank sheet of {table}: {shown(write_blank_sheet(table, into))}")
    goes = TO_FILL_IN[table].goes
    click.echo(
        f"  filled in, it goes into data/raw/NETWORK/{goes if goes.endswith('/') else goes + ', its first sheet saved as CSV (UTF-8)'}"
    )


COMMANDS = (readiness, sheet)
