"""What went wrong, told in one line, with the exit code: 1 findings that stop a build or a build that failed, 2 wrong use."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import click

from analysis.commands.machine import fault_of_machine, refuse_other_encodings
from analysis.commands.screen import printable, say, shown
from analysis.project import Refused, reports_folder


def exit_code_of(run: Callable[[], object]) -> int:
    """Runs a command; tells what stopped it in one line. No traceback reaches a user; one that nobody foresaw is kept in a log."""
    try:
        refuse_other_encodings()
        run()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as nothing:
        nothing.show()
        return 2
    except click.UsageError as wrong:
        command = wrong.ctx.command_path if wrong.ctx else "hub-learning"
        said = " ".join(wrong.format_message().split()).rstrip(".")
        return say(f"{said}; `{command} --help` says how it is used", 2)
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return say("stopped; what was finished before is as it was", 130)
    except Refused as refused:
        return say(str(refused), 2)
    except Exception as error:
        return say(_failure(error), 1)
    return 0


def _failure(error: Exception) -> str:
    from analysis.editions.running.execution import BuildFailed
    from analysis.way import Stopped

    if isinstance(error, Stopped):
        for finding in error.findings:
            click.echo(printable(str(finding)).replace("\n", " "), err=True)
        return f"{error} and build again"
    if machine := fault_of_machine(error):
        return machine
    if isinstance(error, BuildFailed):
        return str(error)
    return f"something went wrong that was not foreseen ({type(error).__name__}); {_kept(error)}"


def _kept(error: Exception) -> str:
    """Where the traceback is kept; its last words where it cannot be kept anywhere."""
    import tempfile
    import traceback

    logs = [Path(tempfile.gettempdir()) / "hub-learning-error.log"]
    with contextlib.suppress(Refused):  # `new` runs where there is no project yet
        logs.insert(0, reports_folder() / "logs" / "error.log")
    for log in logs:
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        except OSError:
            continue
        return f"what happened is in {shown(log)}"
    return f"no log could be written; its last words: {' '.join(str(error).split())[:300]}"
