"""The command line, `hub-learning`: one file for a family of commands. Exit codes: 0 done, 1 findings that stop a build or a build that
failed, 2 wrong use."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from analysis.commands import cases, doctor, documentation, editions, files, projects, returns, settings, sheets
from analysis.commands.faults import exit_code_of
from analysis.project import Refused


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hub-learning")
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    help="The project folder. Without it HUB_LEARNING_ROOT, else the current folder or the nearest above it.",
)
def commands(project: Path | None) -> None:
    """The annual learning report of a network of community hubs, from what people sent to what commissioners read.

    Each network is a folder in data/raw/. An edition is one network and one period: a site, a PDF, a Word file and the
    evidence behind every number, in reports/NETWORK/PERIOD/.

    \b
    hub-learning new FOLDER                    lay out a project folder of your own
    hub-learning demo                          build the demonstration edition
    hub-learning list                          which networks, periods and editions there are
    hub-learning build five-valleys 2024-25    build one edition
    """
    if project is not None:
        if not (project / "data" / "raw").is_dir():
            raise Refused(
                f"{project} is no project folder: it has no data/raw; `hub-learning new {project}` lays one out"
            )
        os.environ["HUB_LEARNING_ROOT"] = str(project.resolve())  # for what runs the notebooks too


for _family in (projects, editions, returns, sheets, cases, files, settings, documentation, doctor):
    for _command in _family.COMMANDS:
        commands.add_command(_command)


def main() -> None:
    """Run a command and end the process."""
    sys.exit(exit_code_of(lambda: commands(standalone_mode=False)))
