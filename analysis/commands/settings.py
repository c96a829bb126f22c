"""The command for the files that people write: which there are, and what may stand in each."""

from __future__ import annotations

import click

from analysis.commands.screen import printable, shown
from analysis.project import root


@click.command(short_help="List the files that people write, and what may stand in each.")
@click.argument("file", required=False)
@click.option("--write", is_flag=True, help="Write the page docs/files.md and the schemas for editors, docs/schemas/.")
def settings(file: str | None, write: bool) -> None:
    """List the files that people write; with FILE, such as network.yml or hubs.csv, what may stand in it and why.

    The same is on the page docs/files.md. Editors offer keys and underline what does not fit by the schemas in docs/schemas/.
    """
    from analysis.correspondence.file_reference import reference_of, write_reference
    from analysis.datasets.processing.people_files import SETTINGS_FILES, SHEET_FILES

    if write:
        written = write_reference(root())
        click.echo("\n".join(f"Written: {shown(path)}" for path in written) or "The page and the schemas are current.")
    elif file is not None:
        click.echo(printable(reference_of(file)))
    else:
        for each in SETTINGS_FILES:
            click.echo(f"{each.file}: {each.meaning}")
        for sheet, table in SHEET_FILES:
            click.echo(f"{sheet}: {table.meaning}")


COMMANDS = (settings,)
