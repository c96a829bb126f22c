"""Commands that print what the code declares, for the documentation: how measures are worked out, what columns mean, what commands do."""

from __future__ import annotations

import click

from analysis.commands.screen import printable, shown


@click.command(short_help="Print how each measure is worked out.")
def methods() -> None:
    """Print how each measure is worked out, as Markdown: its question, unit, way, better direction, what it reads, its source.

    The same page is docs/methods.md.
    """
    from analysis.measures.catalogue import methods_markdown

    click.echo(methods_markdown(), nl=False)


@click.command(short_help="Print what every column of every table means.")
@click.option("--csv", "as_csv", is_flag=True, help="Print one row a column as CSV, for a spreadsheet.")
def dictionary(as_csv: bool) -> None:
    """Print the data dictionary as Markdown: every column of every table with its kind, unit and meaning, and what it must be.

    The same page is docs/data-dictionary.md.
    """
    from analysis.datasets.processing.dictionary import dictionary_csv, dictionary_markdown

    click.echo(dictionary_csv() if as_csv else dictionary_markdown(), nl=False)


@click.command("commands", short_help="Print what each command does.")
@click.pass_context
def commands_page(context: click.Context) -> None:
    """Print every command as Markdown: how it is typed, what it does, what each option is for. The same page is docs/commands.md."""
    from analysis.commands.reference import commands_markdown

    group = context.find_root().command
    assert isinstance(group, click.Group)
    click.echo(commands_markdown(group), nl=False)


@click.command(short_help="Print what can be found in what people sent.")
def rules() -> None:
    """Print every finding as Markdown: what is said of what people sent, why it matters, what to do. The same page is docs/findings.md."""
    from analysis.commands.finding_reference import findings_markdown

    click.echo(findings_markdown(), nl=False)


@click.command(short_help="Print which exhibits there are, and on which page.")
def exhibits() -> None:
    """Print every exhibit as Markdown: the page that shows it, the question it answers, what it is. The same page is docs/exhibits.md."""
    from analysis.commands.exhibit_reference import exhibits_markdown

    click.echo(exhibits_markdown(), nl=False)


@click.command(short_help="Write the documentation as a site, to read and to search.")
def documentation() -> None:
    """Write all pages of the documentation as a site, reports/documentation/: to read in a browser and to search, without a network.

    They are those of the version that is installed. Where Quarto is, `quarto render docs` in a checkout makes the same pages of the same files.
    """
    from analysis.publishing.beside_editions.documentation import write_documentation

    page, complaints = write_documentation()
    for complaint in complaints:
        click.echo(f"  {printable(complaint)}", err=True)
    click.echo(f"Documentation: {shown(page)}")


COMMANDS = (documentation, methods, dictionary, commands_page, rules, exhibits)
